/** Takes the waiting records to the server: one sender for all tabs, oldest first, until the queue is empty. */

import { offsetOf } from "../rules/clock.js";
import { failed, nextTry, unknownLink, worked } from "../rules/link.js";
import { afterFailure, BATCH, batchOf, entryOf, grown, settle } from "../rules/queue.js";

const LOCK = "forum-porte-envoi";

/**
 * @param tell called with ({link, offset, occupancy}) after each request, ("heard", answers) as they come,
 *             ("answers", records) once they are kept, and ("closed", "revoked"|"stranger") when the server knows this phone no more
 */
export function openSender(store, api, tell) {
  let link = unknownLink;
  let running = false;
  let again = false;
  let timer = 0;
  let size = BATCH;
  let empty = false;

  /**
   * Try now; calls made meanwhile are one more round after this one. `fresh` is a record just kept: when nothing else
   * waits it goes up at once, without asking the store what waits.
   */
  async function flush(fresh = null) {
    let known = empty && fresh ? [fresh] : null;
    empty = false;
    if (running) {
      again = true;
      return;
    }
    running = true;
    clearTimeout(timer);
    try {
      do {
        again = false;
        const first = known;
        known = null;
        await navigator.locks.request(LOCK, () => round(first));
      } while (again && link.works);
    } finally {
      running = false;
    }
    if ((await store.waiting()) > 0) timer = setTimeout(flush, nextTry(Math.max(1, link.failures), Math.random()));
  }

  async function round(known) {
    for (let waiting = known; ; waiting = null) {
      waiting ??= await store.inState("waiting");
      if (waiting.length === 0) {
        empty = true;
        return;
      }
      const batch = batchOf(waiting, size);
      const sentAt = Date.now();
      const answer = await api.passages({
        sent_at: new Date(sentAt).toISOString(),
        queued: waiting.length,
        entries: batch.map(entryOf),
      });
      if (answer.status >= 200 && answer.status < 300 && Array.isArray(answer.body?.answers))
        await take(batch, answer.body, sentAt);
      else if (!(await mayGoOn(batch, answer))) return;
    }
  }

  async function take(batch, body, sentAt) {
    const now = Date.now();
    size = grown(batch.length);
    tell("heard", body.answers);
    const ids = batch.map((record) => record.id);
    const settled = await store.change(ids, (records) => settle(records, body.answers));
    contact(worked(link, now, now - sentAt), { offset: offsetOf(body.at, sentAt, now), occupancy: body.occupancy });
    tell("answers", settled);
    if (settled.every((record) => record.state === "waiting"))
      throw new Error("the server answered none of the records");
  }

  /** After a failure: false to wait; true when a smaller batch shows which record the server does not want. */
  async function mayGoOn(batch, answer) {
    const meaning = answer.revoked ? "revoked" : afterFailure(answer.status);
    if (meaning === "revoked" || meaning === "stranger") tell("closed", meaning);
    if (meaning !== "split") {
      size = Math.min(size, BATCH);
      contact(failed(link));
      return false;
    }
    if (batch.length > 1) {
      size = Math.ceil(batch.length / 2);
      return true;
    }
    const reason = answer.body?.detail ?? `Le serveur a refusé ce passage (${answer.status}).`;
    const refused = await store.change([batch[0].id], (records) =>
      records.map((record) => ({ ...record, state: "refused", reason })),
    );
    tell("answers", refused);
    return true;
  }

  function contact(next, news = {}) {
    link = next;
    tell("contact", { link, ...news });
  }

  for (const [target, event] of [
    [window, "online"],
    [window, "pageshow"],
    [document, "visibilitychange"],
  ])
    target.addEventListener(event, () => flush());

  return {
    flush,
    get link() {
      return link;
    },
    /** Another request to the same server worked or failed. */
    heard(works, took = 0, news = {}) {
      const wasDown = link.works === false;
      contact(works ? worked(link, Date.now(), took) : failed(link), news);
      if (works && wasDown) flush();
    },
  };
}

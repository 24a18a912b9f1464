/** What happens at the door when a code is read: kept on the phone, judged by the server or by the phone, shown. */

import { openActs } from "./acts.js";
import { openCorrections } from "./corrections.js";
import { judgeText } from "./parts/reading.js";
import { patience } from "./rules/link.js";
import { repeats } from "./rules/repeats.js";
import { answerWords } from "./rules/words.js";

const MAY_CONFIRM = new Set(["not_today", "cancelled"]);
const FOR_SUPERVISORS = new Set(["replaced", "withdrawn"]);

/**
 * @param parts {store, records, sender, sound, screen, state}; `screen` shows, `state` holds facts, direction and mode
 */
export function openFlow({ store, records, sender, sound, screen, state }) {
  const seen = repeats();
  const awaited = new Map();
  const shown = new Map();
  const acts = openActs({ records, sender, sound, screen, state, shown, seen });
  const corrections = openCorrections({ sound, screen, state, shown });
  let busy = false;
  let turn = null;
  let pausedAt = 0;

  /**
   * A text from the camera, a reader or the keyboard. `takenAt` is when its frame was taken (performance.now); `anew`
   * reads it even if it was there a moment ago, and waits for its turn (a frame of the camera comes again, what somebody
   * typed does not); `confirmed` lets in against the first verdict.
   */
  async function read(text, takenAt = performance.now(), { anew = false, confirmed = false } = {}) {
    while (busy && anew) await turn;
    if (busy || !state.scanning()) return;
    if (anew) seen.forget(text);
    if (!seen.isNew(text, takenAt)) return;
    busy = true;
    turn = handle(text, takenAt, confirmed)
      .catch(acts.broken)
      .finally(() => (busy = false));
    await turn;
  }

  async function handle(text, takenAt, confirmed) {
    const about = {
      confirmed,
      direction: state.direction,
      now: state.now(),
      hall: state.gateOf(state.gate).hall,
      earlyMinutes: state.facts.early_minutes,
      gateOf: state.gateOf,
    };
    const { code, place, judged } = await judgeText(text, store, about);
    if (judged.verdict === "welcome" && judged.kind === "blank") {
      screen.walkIn({ code, place });
      return;
    }
    const heads = judged.verdict === "class" ? {} : { pupils: judged.pupils, adults: judged.adults };
    const record = await records.keep("scan", { code, place, local: judged.verdict, confirmed, ...heads });
    const limit =
      judged.verdict === "foreign"
        ? 0
        : patience(sender.link, judged.verdict !== "unknown", performance.now() - takenAt);
    const answer = await serverWord(record, limit);
    conclude(record, answer ?? judged, answer === null, code);
    performance.measure("from frame to answer", { start: takenAt });
    if (answer) return;
    if (!record.offline) await records.shown(record);
    sender.flush();
  }

  function conclude(record, verdict, offline, code) {
    shown.set(record.id, { verdict: verdict.verdict, name: verdict.title, at: Date.now() });
    state.names.set(record.id, verdict.title ?? "");
    const words = answerWords(verdict, { direction: record.direction, offline, listAt: state.facts.listAt });
    if (verdict.verdict === "class" && state.scanning()) {
      sound.play("ask");
      screen.count(words, verdict, record);
      return;
    }
    const mayPass = MAY_CONFIRM.has(words.verdict) || (state.supervises && FOR_SUPERVISORS.has(words.verdict));
    acts.announce(words, record, mayPass ? () => read(code, performance.now(), { anew: true, confirmed: true }) : null);
  }

  /** The server's verdict on that record if it comes within `limit` ms, else null. */
  function serverWord(record, limit) {
    if (!limit) return null;
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish(null), limit);
      function finish(answer) {
        clearTimeout(timer);
        awaited.delete(record.id);
        resolve(answer);
      }
      awaited.set(record.id, finish);
      sender.flush(record);
    });
  }

  /** The camera is not looked at while a person counts or types; the badge may be in its sight all the while. */
  const pause = () => (pausedAt = performance.now());
  const resume = () => seen.resume(performance.now(), pausedAt);

  /** The server's words have come: hand them at once to who waits, before they are even kept. */
  function heard(answers) {
    for (const answer of answers) {
      if (answer.verdict !== "refused") awaited.get(answer.id)?.(answer);
      if (answer.verdict === "class") screen.recount(answer);
    }
  }

  return { ...acts, ...corrections, read, pause, resume, heard };
}

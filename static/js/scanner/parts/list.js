/** Brings the sealed list and the facts of the edition to the phone, whole at first, then what changed. */

import { offsetOf } from "../rules/clock.js";

/** Facts that come with every list and are kept for the next start without network. */
const KEPT = ["edition", "device", "communes", "statuses", "early_minutes", "occupancy"];

/** Ask for the list; answers {status, facts|null, revoked}. Nothing is half written. `since` null asks for all of it. */
export async function fetchList(store, api, since) {
  const sentAt = Date.now();
  const answer = await api.list(since === undefined ? await store.fact("listAt") : since);
  if (answer.status !== 200) return { status: answer.status, revoked: answer.revoked, facts: null };
  const { at, complete, entries, removed = [] } = answer.body;
  const took = Date.now() - sentAt;
  const changed = complete || entries.length > 0 || removed.length > 0;
  if (changed) await store.setList(shelve(entries), removed, at, complete);
  else await store.setFact("listAt", at);
  if (changed && !complete && (await store.listSize()) !== answer.body.total) return fetchList(store, api, null);
  const facts = { listAt: at, offset: offsetOf(at, sentAt, Date.now()) };
  for (const name of KEPT) if (answer.body[name] != null) facts[name] = answer.body[name];
  await store.setFact("facts", { ...(await store.fact("facts")), ...facts });
  return { status: 200, revoked: false, facts, took };
}

/** Lines grouped by the first byte of their place, so that a change touches few of them. */
export function shelve(entries) {
  const shelves = new Map();
  for (const [place, sealed] of entries) {
    const shelf = place.slice(0, 2);
    if (!shelves.has(shelf)) shelves.set(shelf, {});
    shelves.get(shelf)[place] = sealed;
  }
  return shelves;
}

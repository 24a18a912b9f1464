/** The records waiting on the phone: what goes up together and what an answer makes of them. Pure. */

export const BATCH = 50;
/** The most that the server takes at once. */
export const MOST = 200;

const TOLD = [
  "id",
  "kind",
  "direction",
  "code",
  "target",
  "pupils",
  "adults",
  "status",
  "insee_code",
  "device_at",
  "offline",
  "gate",
  "confirmed",
  "shown",
  "note",
];

/** The oldest waiting records, in the order they were made, at most `size`. */
export function batchOf(records, size = BATCH) {
  return records
    .filter((record) => record.state === "waiting")
    .sort((a, b) => a.seq - b.seq)
    .slice(0, size);
}

/** How many may go up next, after so many went well: a long queue empties faster, and a poor network starts small again. */
export function grown(sent) {
  return Math.min(MOST, Math.max(BATCH, sent * 2));
}

/** What the server is told of a record: its facts, without the phone's own bookkeeping. */
export function entryOf(record) {
  return Object.fromEntries(TOLD.map((name) => [name, record[name]]));
}

/**
 * The records as they become after the server's answers. An answered record forgets its code (its hash stays);
 * a refused one goes to the tray and keeps everything; one without answer goes on waiting.
 */
export function settle(records, answers) {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  return records.map((record) => {
    const answer = byId.get(record.id);
    if (!answer) return record;
    if (answer.verdict === "refused")
      return { ...record, state: "refused", reason: answer.reason ?? "Le serveur a refusé ce passage." };
    return { ...record, state: "sent", code: null, answer };
  });
}

/** What a failed request means: try the batch again, send its records one by one, or stop because the phone is no longer known. */
export function afterFailure(status) {
  if (status === 410) return "revoked";
  if (status === 401) return "stranger";
  if (status === 403) return "token";
  if (status === 0 || status === 408 || status === 429 || status >= 500) return "retry";
  return "split";
}

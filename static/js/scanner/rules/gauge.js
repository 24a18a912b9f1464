/** Occupancy against the legal limit: its level, its words, and when a phone must raise its voice. Pure. */

const ORDER = ["ok", "80", "90", "100"];

/** The level of that many present under that limit. */
export function levelOf(present, limit) {
  if (!limit) return "ok";
  const percent = (100 * present) / limit;
  return percent >= 100 ? "100" : percent >= 90 ? "90" : percent >= 80 ? "80" : "ok";
}

/** The advice that goes with a level. */
export function sayLevel(level) {
  return {
    ok: "",
    80: "Ça se remplit",
    90: "Presque plein\u00a0: prévenez l’équipe",
    100: "Complet\u00a0: plus personne n’entre",
  }[level];
}

/** The higher of two levels. */
export function worst(one, other) {
  return hasRisen(one, other ?? "ok") ? other : one;
}

/** What the gate's people must watch: their own hall when there are several, else the whole: {name, present, limit}. */
export function watched(occupancy, hallId) {
  const own = occupancy.halls?.length > 1 ? occupancy.halls.find((hall) => hall.id === hallId) : null;
  return own ?? { name: "", present: occupancy.present, limit: occupancy.limit };
}

/** The other figures, when one hall is watched: the total with what waits here, and each other hall that fills up. */
export function elsewhere(occupancy, hallId, waiting = []) {
  if (!watched(occupancy, hallId).name) return "";
  const full = occupancy.halls.filter((hall) => hall.id !== hallId && hall.level !== "ok");
  return [...full, { ...occupancy, name: "Total", present: withWaiting(occupancy.present, waiting) }]
    .map((hall) => `${hall.name}\u00a0: ${hall.present} / ${hall.limit}`)
    .join(" · ");
}

/** True when the level has risen, so that the phone speaks once and not at every poll. */
export function hasRisen(before, after) {
  return ORDER.indexOf(after) > ORDER.indexOf(before ?? "ok");
}

/** « 2 téléphones ont 9 passages en attente », or nothing. */
export function sayPending(pending = []) {
  const holding = pending.filter((phone) => phone.queued > 0);
  const waiting = holding.reduce((sum, phone) => sum + phone.queued, 0);
  if (!waiting) return "";
  const phones = holding.length === 1 ? "1\u00a0téléphone a" : `${holding.length}\u00a0téléphones ont`;
  return `${phones} ${waiting}\u00a0passage${waiting > 1 ? "s" : ""} en attente`;
}

/** What the entries that the server has not seen yet add to the number it gave. */
export function withWaiting(present, records) {
  const undone = new Set(records.filter((record) => record.kind === "undo").map((record) => record.target));
  let sum = present;
  for (const record of records) {
    if (record.state !== "waiting" || record.kind === "undo" || undone.has(record.id) || !record.counts) continue;
    sum += (record.direction === "in" ? 1 : -1) * (record.pupils + record.adults);
  }
  return Math.max(0, sum);
}

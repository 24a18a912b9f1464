/** Counting a class: steps, bounds, and the numbers worth asking twice. Pure. */

export const MOST = 400;

/** A whole number of heads between 0 and 400; anything else typed counts as what was there before. */
export function heads(typed, before = 0) {
  const number = typeof typed === "number" ? typed : /^\s*\d{1,4}\s*$/.test(typed) ? Number(typed) : before;
  return Math.max(0, Math.min(MOST, Math.trunc(number)));
}

/** A sentence to confirm when the count is far from what was announced, otherwise null. */
export function doubt(pupils, adults, expected) {
  const announced = expected.pupils + expected.adults;
  const present = pupils + adults;
  if (present === 0) return "Personne\u00a0? La classe ne sera pas comptée.";
  if (present > announced + Math.max(5, announced / 4)) return `${present} pour ${announced} annoncés\u00a0?`;
  return null;
}

/** « 26 élèves et 2 adultes ». */
export function sayHeads(pupils, adults) {
  const some = (number, word) => `${number}\u00a0${word}${number > 1 ? "s" : ""}`;
  if (!adults) return some(pupils, "élève");
  if (!pupils) return some(adults, "adulte");
  return `${some(pupils, "élève")} et ${some(adults, "adulte")}`;
}

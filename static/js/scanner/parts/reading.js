/** From a text that was read or typed to the phone's own verdict, with what the journal needs of it. */

import { dayOf } from "../rules/clock.js";
import { readCode } from "../rules/code.js";
import { judge, passagesOf } from "../rules/judge.js";
import { open, placeOf, sha256 } from "./seal.js";

/** The list keeps the place of another edition's badge without a record: red at once, not « not on the list yet ». */
const OTHER_EDITION = {
  verdict: "foreign",
  pupils: 0,
  adults: 0,
  first: null,
  lines: ["Ce badge est celui d’une autre édition du forum."],
};

/**
 * @param about {direction, now, hall, earlyMinutes, confirmed, gateOf(id)}
 * @returns {code, place, judged}: `code` is canonical, or « # » and the hash of a text that is not ours
 */
export async function judgeText(text, store, about) {
  const code = readCode(text);
  if (!code)
    return {
      code: `#${await sha256(text)}`,
      place: "",
      judged: { verdict: "foreign", pupils: 0, adults: 0, first: null },
    };
  const place = await placeOf(code);
  const [sealed, kept] = await Promise.all([store.line(place), store.ofBadge(place)]);
  if (sealed === "") return { code, place, judged: OTHER_EDITION };
  const record = sealed ? await open(code, sealed) : null;
  const judged = judge(record, passagesOf(kept, about.gateOf), { ...about, today: dayOf(about.now) });
  return { code, place, judged };
}

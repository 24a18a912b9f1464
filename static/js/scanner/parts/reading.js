/** From a text that was read or typed to the phone's own verdict, with what the journal needs of it. */

import { dayOf } from "../rules/clock.js";
import { readCode } from "../rules/code.js";
import { judge, passagesOf } from "../rules/judge.js";
import { open, placeOf, sha256 } from "./seal.js";

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
  const record = sealed ? await open(code, sealed) : null;
  const judged = judge(record, passagesOf(kept, about.gateOf), { ...about, today: dayOf(about.now) });
  return { code, place, judged };
}

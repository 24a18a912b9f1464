/** The phone's own verdict, from its list and its own memory, when the server cannot be asked in time. Pure. */

const NOBODY = { pupils: 0, adults: 0 };

/**
 * @param record   the badge's record opened from the list, or null when it is not on it
 * @param passages what this phone remembers of the badge: {kind, direction, at, gate, hall, pupils, adults, undone}, oldest first
 * @param about    {direction: "in"|"out", now: ms (corrected), today: ISO day in Paris, hall, earlyMinutes, confirmed}
 * @returns        {verdict, kind, title, subtitle, photo, pupils, adults, expected, inside, first, excuse: the refusal overridden}
 */
export function judge(record, passages, { direction, now, today, hall = null, earlyMinutes = 30, confirmed = false }) {
  const history = passages.filter((passage) => !passage.undone);
  if (!record) return { verdict: "unknown", first: null, ...NOBODY };
  const who = {
    kind: record.kind,
    title: record.title,
    subtitle: record.subtitle,
    detail: record.detail,
    photo: record.photo,
  };
  const say = (verdict, more = {}) => ({
    verdict,
    ...who,
    first: null,
    pupils: record.pupils,
    adults: record.adults,
    ...more,
  });
  const barred = direction === "in" ? barredBy(record, today) : null;
  if (barred && !confirmed) return say(barred, { day: record.day });
  if (barred) who.excuse = barred;
  if (record.kind === "class") return say("class", groupOf(record, history, direction));
  const last = history.findLast((passage) => passage.kind === "scan" || passage.kind === "walk_in");
  if (direction === "out") return say("out");
  if (last?.direction === "in" && last.hall === hall) return say("again", { first: { at: last.at, gate: last.gate } });
  if (record.expected_at && Date.parse(record.expected_at) - now > earlyMinutes * 60000)
    return say("early", { expected_at: record.expected_at });
  return say("welcome");
}

/** What forbids the way in; nothing ever forbids the way out. */
function barredBy(record, today) {
  if (record.state && record.state !== "valid") return record.state;
  return record.day && record.day !== today ? "not_today" : null;
}

/** What a class still has to come in or go out: announced, inside, and the numbers to propose. */
function groupOf(record, history, direction) {
  const expected = { pupils: record.pupils, adults: record.adults };
  const inside = { ...NOBODY };
  const counts = history.filter((passage) => passage.kind === "count");
  for (const count of counts) {
    const sign = count.direction === "in" ? 1 : -1;
    inside.pupils = Math.max(0, inside.pupils + sign * count.pupils);
    inside.adults = Math.max(0, inside.adults + sign * count.adults);
  }
  const left = {
    pupils: Math.max(0, expected.pupils - inside.pupils),
    adults: Math.max(0, expected.adults - inside.adults),
  };
  const proposed = direction === "out" ? (inside.pupils + inside.adults ? inside : expected) : left;
  const first = counts.find((count) => count.direction === "in");
  return { ...proposed, expected, inside, first: first ? { at: first.at, gate: first.gate } : null };
}

/** What the phone remembers of one badge, as `judge` wants it, from its kept records; `gateOf` gives {name, hall}. */
export function passagesOf(records, gateOf) {
  const undone = new Set(records.filter((record) => record.kind === "undo").map((record) => record.target));
  return records
    .filter((record) => record.kind !== "undo" && passed(record))
    .sort((a, b) => a.seq - b.seq)
    .map(({ id, kind, direction, at, gate, pupils, adults }) => ({
      kind,
      direction,
      at,
      gate: gateOf(gate).name,
      hall: gateOf(gate).hall,
      pupils,
      adults,
      undone: undone.has(id),
    }));
}

/** Whether a record let somebody through: a refused badge is kept in the journal but is no passage. */
function passed(record) {
  const verdict = record.answer?.verdict ?? record.local;
  return record.state !== "refused" && ["welcome", "early", "out", "counted", "again", "noted"].includes(verdict);
}

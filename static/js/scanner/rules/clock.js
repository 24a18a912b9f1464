/** The phone's clock may lie: what the server's hour tells about it, and the hours people read. Pure. */

const PARIS = "Europe/Paris";
const hour = new Intl.DateTimeFormat("fr-FR", {
  timeZone: PARIS,
  hour: "numeric",
  minute: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: PARIS });
const weekday = new Intl.DateTimeFormat("fr-FR", { timeZone: PARIS, weekday: "long", day: "numeric", month: "long" });

/** Milliseconds to add to this phone's clock, from a request sent and answered at those phone times. */
export function offsetOf(serverIso, sentAt, answeredAt) {
  return Math.round(Date.parse(serverIso) - (sentAt + answeredAt) / 2);
}

/** « 9 h 05 » in Paris, for milliseconds or an ISO text. */
export function sayHour(when) {
  const parts = Object.fromEntries(hour.formatToParts(new Date(when)).map((part) => [part.type, part.value]));
  return `${Number(parts.hour)}\u00a0h\u00a0${parts.minute}`;
}

/** The calendar day in Paris as « 2026-11-27 ». */
export function dayOf(when) {
  return day.format(new Date(when));
}

/** « vendredi 27 novembre » for an ISO day. */
export function sayDay(isoDay) {
  return weekday.format(new Date(`${isoDay}T12:00:00Z`));
}

/** How wrong the clock is, in words, or null when the minute is right. */
export function sayOffset(offset) {
  const minutes = Math.round(Math.abs(offset) / 60000);
  if (minutes < 1) return null;
  const much = minutes < 120 ? `${minutes}\u00a0min` : `${Math.round(minutes / 60)}\u00a0h`;
  return offset < 0
    ? `L’horloge du téléphone avance de ${much}\u00a0: les heures sont corrigées.`
    : `L’horloge du téléphone retarde de ${much}\u00a0: les heures sont corrigées.`;
}

/** Occupancy against the limit: number, bar and words, on every phone; the level never speaks by colour alone. */

import { elsewhere, levelOf, sayLevel, sayPending, watched, withWaiting, worst } from "../rules/gauge.js";
import { sayHour } from "../rules/clock.js";
import { $, write } from "./make.js";

const thousands = new Intl.NumberFormat("fr-FR");

/**
 * Draw it; answers the level shown, or null when nothing is known yet.
 * @param at {hall: the gate's, ownName: this phone's, waiting: records not sent yet}
 */
export function drawGauge(occupancy, { hall, ownName, waiting }) {
  const root = $("gauge");
  root.hidden = !occupancy;
  if (!occupancy) return null;
  const { name, limit, present: known } = watched(occupancy, hall);
  const present = withWaiting(known, waiting);
  const level = worst(levelOf(present, limit), occupancy.level);
  root.dataset.level = level;
  write(
    $("gauge-number"),
    limit ? `${thousands.format(present)} / ${thousands.format(limit)}` : thousands.format(present),
  );
  write($("gauge-percent"), limit ? `${Math.floor((100 * present) / limit)}\u00a0%` : "présents");
  const bar = $("gauge-bar");
  bar.max = limit || 1;
  bar.value = limit ? Math.min(present, limit) : 0;
  const pending = sayPending(occupancy.pending?.filter((phone) => phone.device !== ownName));
  write($("gauge-words"), sayLevel(level));
  write(
    $("gauge-known"),
    [name, elsewhere(occupancy, hall, waiting), `connu à ${sayHour(occupancy.at)}`, pending].filter(Boolean).join(" · "),
  );
  return level;
}

/** Where things of a hall come to rest that are no stands: doors in a wall, areas and boards within the hall. Centimetres. */
import { onGrid } from "./snap.js";

const LEAST = 50;
/** A pillar may be thin. */
const THIN = 20;

/** The nearest place in a wall for a door's middle; `upright` in the walls left and right. */
export function onWall({ x, y }, hall) {
  const away = { left: Math.abs(x), right: Math.abs(hall.width - x), top: Math.abs(y), bottom: Math.abs(hall.depth - y) };
  const wall = Object.keys(away).reduce((best, one) => (away[one] < away[best] ? one : best));
  const upright = wall === "left" || wall === "right";
  return {
    x: upright ? (wall === "left" ? 0 : hall.width) : within(onGrid(x), hall.width),
    y: upright ? within(onGrid(y), hall.depth) : wall === "top" ? 0 : hall.depth,
    upright,
  };
}

/** A door drawn along a wall from one point to another; a mere click makes one of 1,4 m. */
export function drawnDoor(from, to, hall) {
  const middle = onWall({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, hall);
  const long = onGrid(Math.abs(middle.upright ? to.y - from.y : to.x - from.x));
  return { ...middle, width: long < LEAST ? 140 : long };
}

/** The area between two points, on the grid and within the hall; a mere click makes a pillar of half a metre around it. */
export function drawnArea(kind, from, to, hall) {
  const least = leastOf(kind);
  if (kind === "obstacle" && Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) < least) {
    const pillar = { x: from.x - LEAST / 2, y: from.y - LEAST / 2, width: LEAST, depth: LEAST };
    return movedThing(kind, pillar, { right: 0, down: 0 }, hall);
  }
  const x = within(onGrid(Math.min(from.x, to.x)), hall.width);
  const y = within(onGrid(Math.min(from.y, to.y)), hall.depth);
  return {
    x,
    y,
    width: Math.max(least, within(onGrid(Math.max(from.x, to.x)), hall.width) - x),
    depth: Math.max(least, within(onGrid(Math.max(from.y, to.y)), hall.depth) - y),
  };
}

/** The box of a thing moved by a shift: doors along the walls, all else within the hall. */
export function movedThing(kind, box, shift, hall) {
  const at = { x: box.x + shift.right, y: box.y + shift.down };
  if (kind === "door") return { ...box, ...onWall(at, hall) };
  return {
    ...box,
    x: within(onGrid(at.x), Math.max(0, hall.width - box.width)),
    y: within(onGrid(at.y), Math.max(0, hall.depth - box.depth)),
  };
}

/** Its size when its corner, or the end of a door, is pulled by a shift. */
export function sizedThing(kind, box, shift, hall) {
  if (kind === "door") {
    const pulled = onWall(box, hall).upright ? shift.down : shift.right;
    return { ...box, width: Math.max(LEAST, onGrid(box.width + 2 * pulled)) };
  }
  return {
    ...box,
    width: Math.max(leastOf(kind), onGrid(box.width + shift.right)),
    depth: Math.max(leastOf(kind), onGrid(box.depth + shift.down)),
  };
}

/** « Zone 3 »: the first of a row of names that nobody has. */
export function freeName(word, taken) {
  for (let number = 1; ; number += 1) if (!taken.has(`${word}${number}`)) return `${word}${number}`;
}

function leastOf(kind) {
  return kind === "obstacle" ? THIN : LEAST;
}

function within(length, most) {
  return Math.min(most, Math.max(0, length));
}

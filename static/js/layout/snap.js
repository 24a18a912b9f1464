/** Where a dragged stand comes to rest: beside or in line with its neighbours when they are near, else on the grid. Centimetres. */
export const GRID = 10;
export const NEAR = 25;

/** The nearest multiple of the grid. */
export function onGrid(length) {
  return Math.round(length / GRID) * GRID;
}

/**
 * Corrects a shift of a box, both axes apart. `box` and `others` are { x, y, width, depth } where they stood.
 * An edge that comes within NEAR of an edge of another box meets it.
 */
export function snap(box, shift, others) {
  return {
    right: along(box.x, box.width, shift.right, others.map((one) => [one.x, one.x + one.width])),
    down: along(box.y, box.depth, shift.down, others.map((one) => [one.y, one.y + one.depth])),
  };
}

function along(start, size, by, edges) {
  let best = null;
  for (const edge of edges.flat()) {
    for (const own of [start, start + size]) {
      const wanted = edge - own;
      const off = Math.abs(wanted - by);
      if (off <= NEAR && (best === null || off < Math.abs(best - by))) best = wanted;
    }
  }
  return best ?? onGrid(start + by) - start;
}

/** The upright box around several. */
export function around(boxes) {
  const x = Math.min(...boxes.map((one) => one.x));
  const y = Math.min(...boxes.map((one) => one.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((one) => one.x + one.width)) - x,
    depth: Math.max(...boxes.map((one) => one.y + one.depth)) - y,
  };
}

/** A row drawn from one point to another: where it starts, which way it goes, how many stands of that width fit. */
export function drawnRow(from, to, width, gap) {
  const right = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
  const length = right ? Math.abs(to.x - from.x) : Math.abs(to.y - from.y);
  const count = Math.max(1, Math.min(60, Math.floor((length + gap) / (width + gap))));
  return {
    x: Math.max(0, onGrid(right ? Math.min(from.x, to.x) : from.x)),
    y: Math.max(0, onGrid(right ? from.y : Math.min(from.y, to.y))),
    direction: right ? "right" : "down",
    count,
  };
}

/** Metres as a French form says them: 240 is « 2,4 ». */
export function metres(length) {
  return String(Math.round(length) / 100).replace(".", ",");
}

/** Centimetres of what was typed in metres; NaN when it is no number. */
export function centimetres(text) {
  return Math.round(Number(text.trim().replace(",", ".") || NaN) * 100);
}

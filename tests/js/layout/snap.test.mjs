import assert from "node:assert/strict";
import { test } from "node:test";

import { around, centimetres, drawnRow, metres, snap } from "../../../static/js/layout/snap.js";

const box = (x, y, width = 300, depth = 200) => ({ x, y, width, depth });

test("an edge that comes near another meets it, each axis for itself", () => {
  assert.deepEqual(snap(box(0, 0), { right: 308, down: 12 }, [box(600, 0)]), { right: 300, down: 0 });
});

test("far from the others a stand rests on the grid", () => {
  assert.deepEqual(snap(box(3, 0), { right: 104, down: 57 }, [box(2000, 2000)]), { right: 107, down: 60 });
});

test("several stands move as one box", () => {
  assert.deepEqual(around([box(0, 0), box(310, 50)]), { x: 0, y: 0, width: 610, depth: 250 });
});

test("a row goes the way it was drawn, backwards too, with as many stands as fit", () => {
  assert.deepEqual(drawnRow({ x: 203, y: 98 }, { x: 1420, y: 180 }, 300, 0), { x: 200, y: 100, direction: "right", count: 4 });
  assert.deepEqual(drawnRow({ x: 200, y: 900 }, { x: 190, y: 250 }, 300, 10), { x: 200, y: 250, direction: "down", count: 2 });
  assert.equal(drawnRow({ x: 0, y: 0 }, { x: 20, y: 0 }, 300, 0).count, 1);
});

test("lengths are said and read in metres", () => {
  assert.equal(metres(-240), "-2,4");
  assert.equal(centimetres(" 2,40 "), 240);
  assert.ok(Number.isNaN(centimetres("large")));
});

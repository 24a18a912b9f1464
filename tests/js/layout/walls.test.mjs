import assert from "node:assert/strict";
import { test } from "node:test";

import { drawnArea, drawnDoor, freeName, movedThing, onWall, sizedThing } from "../../../static/js/layout/walls.js";

const hall = { width: 4000, depth: 2500 };

test("a door stands in the nearest wall, on the grid along it", () => {
  assert.deepEqual(onWall({ x: 3900, y: 1203 }, hall), { x: 4000, y: 1200, upright: true });
  assert.deepEqual(onWall({ x: 1204, y: -90 }, hall), { x: 1200, y: 0, upright: false });
  assert.deepEqual(onWall({ x: 5000, y: 2480 }, hall), { x: 4000, y: 2500, upright: false });
});

test("a door is as wide as it was drawn along its wall; a click makes one of 1,4 m", () => {
  assert.deepEqual(drawnDoor({ x: 10, y: 300 }, { x: 40, y: 500 }, hall), { x: 0, y: 400, upright: true, width: 200 });
  assert.equal(drawnDoor({ x: 900, y: 0 }, { x: 905, y: 0 }, hall).width, 140);
});

test("an area keeps to the hall and to the grid", () => {
  assert.deepEqual(drawnArea("zone", { x: 1203, y: 990 }, { x: -50, y: 401 }, hall), { x: 0, y: 400, width: 1200, depth: 590 });
  assert.deepEqual(movedThing("zone", { x: 100, y: 100, width: 900, depth: 400 }, { right: 9000, down: -400 }, hall), {
    x: 3100,
    y: 0,
    width: 900,
    depth: 400,
  });
});

test("an obstacle may be as thin as a pillar; a mere click makes one of half a metre around it", () => {
  const obstacle = (from, to) => drawnArea("obstacle", from, to, hall);
  assert.deepEqual(obstacle({ x: 500, y: 500 }, { x: 530, y: 500 }), { x: 500, y: 500, width: 30, depth: 20 });
  assert.deepEqual(obstacle({ x: 503, y: 498 }, { x: 503, y: 498 }), { x: 480, y: 470, width: 50, depth: 50 });
  assert.deepEqual(obstacle({ x: 2, y: 2 }, { x: 2, y: 2 }), { x: 0, y: 0, width: 50, depth: 50 });
  assert.equal(sizedThing("obstacle", { x: 0, y: 0, width: 50, depth: 50 }, { right: -90, down: 0 }, hall).width, 20);
  assert.equal(sizedThing("zone", { x: 0, y: 0, width: 50, depth: 50 }, { right: -90, down: 0 }, hall).width, 50);
});

test("a corner makes an area larger, an end makes a door wider on both sides", () => {
  const area = { x: 0, y: 0, width: 300, depth: 200 };
  assert.deepEqual(sizedThing("zone", area, { right: 104, down: -900 }, hall), { ...area, width: 400, depth: 50 });
  assert.equal(sizedThing("door", { x: 0, y: 900, width: 140, depth: 0 }, { right: 50, down: 30 }, hall).width, 200);
});

test("a new thing has a name that nobody has", () => {
  assert.equal(freeName("Zone ", new Set(["Zone 1", "Zone 2"])), "Zone 3");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { stageOf, words } from "../../../static/js/behaviours/countdown.js";
import { clamp, kept } from "../../../static/js/behaviours/zoom.js";

test("the point under the fingers stays under them", () => {
  assert.equal(kept(0, 100, 2), 100);
  assert.equal(kept(50, 100, 1), 50);
  assert.equal((kept(30, 70, 1.5) + 70) / 1.5, 100);
});

test("the drawing is never smaller than itself nor huge", () => {
  assert.deepEqual([0.2, 1, 3, 40].map(clamp), [1, 1, 3, 5]);
});

test("what is left is said in minutes, then in seconds", () => {
  assert.deepEqual([900, 61, 60, 59].map(words), ["15\u00a0min", "2\u00a0min", "1\u00a0min", "59\u00a0s"]);
  assert.deepEqual([121, 120, 1, 0, -5].map(stageOf), ["", "near", "near", "over", "over"]);
});

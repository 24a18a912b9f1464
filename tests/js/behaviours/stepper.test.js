import assert from "node:assert/strict";
import { test } from "node:test";

import { stepped } from "../../../static/js/behaviours/stepper.js";

test("a step stays between its bounds", () => {
  assert.equal(stepped("27", 1, 1, 40), "28");
  assert.equal(stepped("40", 1, 1, 40), "40");
  assert.equal(stepped("1", -1, 1, 40), "1");
  assert.equal(stepped("400", -1, 1, 40), "40");
});

test("an empty field starts at its lower bound", () => {
  assert.equal(stepped("", 1, 1, 40), "1");
  assert.equal(stepped("", -1, 1, 40), "1");
  assert.equal(stepped("", 1, -Infinity, Infinity), "1");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { answers, read, shareOut } from "../../../static/js/behaviours/plan_looking.js";

const stand = { free: true, m2: 6, watts: 1500, zone: "Bois", accessible: true, water: false, network: false, text: "a12 bois libre" };

test("an empty form asks for nothing", () => {
  assert.equal(answers(stand, read(new Map())), true);
});

test("each thing asked for must be there", () => {
  const asks = (fields) => answers(stand, read(new Map(Object.entries(fields))));
  assert.equal(asks({ libre: "oui", surface: "6", watts: "1500", zone: "Bois", accessible: "oui", q: "A12" }), true);
  assert.equal(asks({ surface: "9" }), false);
  assert.equal(asks({ watts: "3000" }), false);
  assert.equal(asks({ zone: "Santé" }), false);
  assert.equal(asks({ eau: "oui" }), false);
  assert.equal(asks({ reseau: "oui" }), false);
  assert.equal(asks({ q: "b2" }), false);
});

test("the numbers of stands set aside are dimmed with them", () => {
  const path = () => ({ setAttribute: function (_, strokes) { this.d = strokes; } });
  const look = { both: [path(), path()], strokes: [["A1", "M1 1h1"], ["A2", "M2 2h2"], ["B1", ""]] };
  shareOut(look, new Set(["A2"]));
  assert.deepEqual(look.both.map((one) => one.d), ["M1 1h1\n", "M2 2h2"]);
  shareOut(look, new Set());
  assert.deepEqual(look.both.map((one) => one.d), ["M1 1h1\nM2 2h2\n", ""]);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { answers, read } from "../../../static/js/behaviours/plan_looking.js";

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

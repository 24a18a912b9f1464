import assert from "node:assert/strict";
import { test } from "node:test";

import { nextIndex, readOptions, told } from "../../../static/js/behaviours/combobox.js";

test("arrows go round the list and pass by the field", () => {
  assert.deepEqual([-1, 0, 1, 2].map((index) => nextIndex("ArrowDown", index, 3)), [0, 1, 2, -1]);
  assert.deepEqual([-1, 0, 1, 2].map((index) => nextIndex("ArrowUp", index, 3)), [2, -1, 0, 1]);
});

test("a commune is shown with its postal codes and its communauté de communes", () => {
  const answers = [{ label: "Hauts de Bienne (Morez)", insee_code: "39368", postal_codes: ["39400"], epci: "Haut-Jura Arcade" }];
  assert.deepEqual(readOptions(answers, "insee_code", "postal_codes epci"), [
    { label: "Hauts de Bienne (Morez)", value: "39368", detail: "39400 · Haut-Jura Arcade" },
  ]);
});

test("a school without UAI has no hole in its detail", () => {
  const answers = [{ id: 7, label: "MFR", uai: null, municipality: "Arinthod" }];
  assert.deepEqual(readOptions(answers, "id", "municipality uai"), [{ label: "MFR", value: "7", detail: "Arinthod" }]);
});

test("the number of answers is told in words", () => {
  assert.match(told(0), /^Aucune/);
  assert.match(told(1), /^1 proposition,/);
  assert.match(told(12), /^12 propositions,/);
});

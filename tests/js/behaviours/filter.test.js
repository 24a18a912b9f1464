import assert from "node:assert/strict";
import { test } from "node:test";

import { fold, holds } from "../../../static/js/behaviours/filter.js";

test("accents, hyphens and apostrophes are forgiven", () => {
  assert.equal(fold("  Collège Saint-Oyend,\n L’Étoile "), "college saint oyend, l etoile");
});

test("every word must be there, in any order", () => {
  const row = fold("Collège du Plateau – Lavans-lès-Saint-Claude");
  assert.equal(holds(row, ["lavans", "plateau"]), true);
  assert.equal(holds(row, ["lavans", "lycee"]), false);
  assert.equal(holds(row, []), true);
});

import assert from "node:assert/strict";
import test from "node:test";
import { openActs } from "../../../static/js/scanner/acts.js";
import { openCorrections } from "../../../static/js/scanner/corrections.js";

/** The parts of a phone, with what its screen was told. */
function phone() {
  const told = [];
  const shown = new Map();
  const screen = {
    answer: (words) => told.push([words.word, ...words.lines]),
    note: (record, words) => told.push(["tray", words.word]),
    last: () => {},
    refresh: () => {},
  };
  const state = { names: new Map(), scanning: () => true, now: () => 0, full: false };
  const records = { keep: async (kind, facts) => ({ id: "the-undo", kind, state: "waiting", ...facts }) };
  const sound = { play: () => {} };
  const acts = openActs({ records, sender: { flush: () => {} }, sound, screen, state, shown, seen: { forget: () => {} } });
  return { told, acts, ...openCorrections({ sound, screen, state, shown }) };
}

const undo = { id: "the-undo", kind: "undo", local: "undone", direction: "in", offline: false };

test("an undo whose passage the server does not have is not left standing as « Effacé »", async () => {
  const { told, acts, settled } = phone();
  await acts.undo("unknown-passage", "9 h 12 · Ada");
  assert.deepEqual(told.splice(0), [["Effacé", "Ce passage ne compte plus."]]);
  settled([{ ...undo, answer: { verdict: "awaited", tone: "attention", lines: ["Le serveur n’a pas ce passage."] } }]);
  assert.deepEqual(told, [
    ["tray", "Rien à effacer"],
    ["Rien à effacer", "Le serveur corrige la réponse du téléphone.", "Le serveur n’a pas ce passage."],
  ]);
});

test("an undo that the server carried out is said once", async () => {
  const { told, acts, settled } = phone();
  await acts.undo("a-passage", "9 h 12 · Ada");
  settled([{ ...undo, answer: { verdict: "undone", lines: [] } }]);
  assert.deepEqual(told, [["Effacé", "Ce passage ne compte plus."]]);
});

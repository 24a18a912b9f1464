import assert from "node:assert/strict";
import test from "node:test";
import { judge, passagesOf } from "../../../static/js/scanner/rules/judge.js";
import { answerWords, lastWords, sayPassage, showClass } from "../../../static/js/scanner/rules/words.js";

const NB = "\u00a0";
const NOW = Date.parse("2026-11-27T08:00:00Z");
const ABOUT = { direction: "in", hall: 1, now: NOW, today: "2026-11-27", earlyMinutes: 30 };
const ADA = {
  kind: "visitor",
  title: "Ada Lovelace",
  subtitle: "Morbier",
  detail: "",
  pupils: 0,
  adults: 1,
  photo: "yes",
  day: "2026-11-27",
  expected_at: null,
  state: "valid",
};
const CLASS = {
  ...ADA,
  kind: "class",
  title: "3e B",
  subtitle: "Collège du Plateau",
  pupils: 27,
  adults: 2,
  photo: "partial",
};
const passage = (kind, direction, more = {}) => ({
  kind,
  direction,
  at: NOW - 600000,
  gate: "Porte A",
  hall: 1,
  pupils: 0,
  adults: 1,
  undone: false,
  ...more,
});
const verdict = (record, passages = [], about = {}) => judge(record, passages, { ...ABOUT, ...about }).verdict;

test("a badge of today is welcome, then already in, then out, then welcome again", () => {
  assert.equal(verdict(ADA), "welcome");
  assert.equal(verdict(ADA, [passage("scan", "in")]), "again");
  assert.equal(verdict(ADA, [passage("scan", "in")], { direction: "out" }), "out");
  assert.equal(verdict(ADA, [passage("scan", "in"), passage("scan", "out")]), "welcome");
});

test("inside one hall is welcome in another, which it leaves", () => {
  const inside = [passage("scan", "in", { hall: 1 })];
  assert.equal(verdict(ADA, inside, { hall: 1 }), "again");
  assert.equal(verdict(ADA, inside, { hall: 2 }), "welcome");
});

test("a blank badge given to somebody without registration is theirs from then on", () => {
  const blank = { ...ADA, kind: "blank", day: null };
  assert.equal(verdict(blank), "welcome");
  assert.equal(verdict(blank, [passage("walk_in", "in")]), "again");
});

test("an undone entry never happened", () => {
  assert.equal(verdict(ADA, [passage("scan", "in", { undone: true })]), "welcome");
});

test("what is not on the list is unknown, not refused for ever", () => {
  const judged = judge(null, [], ABOUT);
  assert.equal(judged.verdict, "unknown");
  const words = answerWords(judged, { offline: true, listAt: "2026-11-27T08:42:00Z" });
  assert.equal(words.tone, "attention");
  assert.equal(words.lines[0], `Pas encore sur la liste de 9${NB}h${NB}42.`);
});

test("ended badges and other days bar the way in, never the way out", () => {
  for (const state of ["cancelled", "replaced", "withdrawn"]) {
    assert.equal(verdict({ ...ADA, state }), state);
    assert.equal(verdict({ ...ADA, state }, [], { direction: "out" }), "out");
  }
  assert.equal(verdict({ ...ADA, day: "2026-11-28" }), "not_today");
  assert.equal(verdict({ ...ADA, day: "2026-11-28" }, [], { direction: "out" }), "out");
  assert.equal(verdict({ ...ADA, day: null }), "welcome");
  const letIn = judge({ ...ADA, state: "cancelled" }, [], { ...ABOUT, confirmed: true });
  assert.equal(letIn.verdict, "welcome");
  const words = answerWords(letIn);
  assert.deepEqual([words.tone, words.lines[0]], ["attention", `Entrée acceptée à la main${NB}: annulé.`]);
});

test("more than half an hour before is early, and may come in", () => {
  const at = (minutes) => ({ ...ADA, expected_at: new Date(NOW + minutes * 60000).toISOString() });
  assert.equal(verdict(at(31)), "early");
  assert.equal(verdict(at(30)), "welcome");
  assert.equal(verdict(at(-90)), "welcome");
});

test("a class is asked for its heads: those announced, then those still missing, then those inside", () => {
  const first = judge(CLASS, [], ABOUT);
  assert.deepEqual([first.verdict, first.pupils, first.adults], ["class", 27, 2]);
  const came = [passage("scan", "in", { pupils: 27, adults: 2 }), passage("count", "in", { pupils: 15, adults: 1 })];
  const second = judge(CLASS, came, ABOUT);
  assert.deepEqual([second.pupils, second.adults, second.inside], [12, 1, { pupils: 15, adults: 1 }]);
  assert.equal(second.first.gate, "Porte A");
  const leaving = judge(CLASS, came, { ...ABOUT, direction: "out" });
  assert.deepEqual([leaving.pupils, leaving.adults], [15, 1]);
  const gone = judge(CLASS, [...came, passage("count", "out", { pupils: 20, adults: 1 })], ABOUT);
  assert.deepEqual(gone.inside, { pupils: 0, adults: 0 });
});

test("the phone remembers passages that let somebody through, and forgets undone or refused ones", () => {
  const record = (id, more) => ({
    id,
    seq: 1,
    kind: "scan",
    direction: "in",
    at: 1,
    gate: 7,
    pupils: 0,
    adults: 1,
    local: "welcome",
    state: "sent",
    ...more,
  });
  const kept = [
    record("a", { seq: 2 }),
    record("b", { seq: 1, local: "cancelled" }),
    record("c", { state: "refused" }),
    record("d", { local: "unknown", answer: { verdict: "welcome" } }),
    record("u", { kind: "undo", target: "a" }),
  ];
  const passages = passagesOf(kept, (id) => ({ name: `Porte ${id}`, hall: 1 }));
  assert.deepEqual(
    passages.map(({ gate, undone }) => [gate, undone]),
    [
      ["Porte 7", false],
      ["Porte 7", true],
    ],
  );
});

test("an answer is one huge word, a name and lines", () => {
  const words = answerWords({
    verdict: "again",
    kind: "visitor",
    title: "Ada Lovelace",
    subtitle: "Morbier",
    first: { at: "2026-11-27T08:12:00Z", gate: "Porte A" },
  });
  assert.deepEqual(words, {
    verdict: "again",
    tone: "bad",
    word: "Déjà passé",
    name: "Ada Lovelace",
    where: "Morbier",
    lines: ["Morbier", `Entré à 9${NB}h${NB}12, porte A`],
  });
});

test("the photo rule of a class is said when it comes in, once", () => {
  const counted = { verdict: "counted", kind: "class", title: "3e B", photo: "no", pupils: 26, adults: 2 };
  assert.ok(answerWords(counted).lines.includes("Pas de photo."));
  assert.ok(!answerWords(counted, { direction: "out" }).lines.includes("Pas de photo."));
  assert.equal(answerWords({ ...counted, lines: ["Aucune photo de cette classe."] }).lines.length, 1);
});

test("an answer that this version does not know still speaks", () => {
  const words = answerWords({ verdict: "something_new", title: "Ada", lines: ["Voir le superviseur."] });
  assert.deepEqual([words.tone, words.lines], ["attention", ["Voir le superviseur."]]);
});

test("class names are written as the school writes them", () => {
  assert.deepEqual(["3e B", "6e", "2de 4", "Collège du 3e"].map(showClass), ["3ᵉ B", "6ᵉ", "2ᵈᵉ 4", "Collège du 3ᵉ"]);
});

test("the last passage is told in one line", () => {
  const record = { kind: "count", direction: "in", at: Date.parse("2026-11-27T08:12:00Z"), pupils: 26, adults: 2 };
  assert.equal(lastWords(record, "3ᵉ B"), `9${NB}h${NB}12 · 3ᵉ B · 26${NB}élèves et 2${NB}adultes, entrée`);
});

test("a family's badge says how many it stands for, children too", () => {
  const judged = { verdict: "welcome", kind: "visitor", title: "Ada", pupils: 1, adults: 2 };
  assert.ok(answerWords(judged).lines.includes("Badge pour 3 personnes"));
});

test("a supervisor reads who came in, and never takes a refused badge or one that was only read for an entry", () => {
  const line = { kind: "scan", direction: "in", verdict: "welcome", pupils: 0, adults: 1, moved: true, undone: false };
  assert.equal(sayPassage(line), `1${NB}adulte · entrée`);
  assert.equal(sayPassage({ ...line, moved: false, undone: true }), `1${NB}adulte · entrée`);
  assert.equal(sayPassage({ ...line, verdict: "cancelled", moved: false }), "annulé, pas compté");
  assert.equal(sayPassage({ ...line, verdict: "again" }), "déjà passé, pas compté");
  const asked = { ...line, verdict: "class", badge_kind: "class", moved: false };
  assert.equal(sayPassage(asked), "badge de la classe lu");
  const counted = { ...asked, kind: "count", verdict: "counted", pupils: 22, adults: 2, moved: true };
  assert.equal(sayPassage(counted), `22${NB}élèves et 2${NB}adultes · entrée`);
});

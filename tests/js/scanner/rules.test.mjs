import assert from "node:assert/strict";
import test from "node:test";
import { dayOf, offsetOf, sayDay, sayHour, sayOffset } from "../../../static/js/scanner/rules/clock.js";
import {
  elsewhere,
  hasRisen,
  levelOf,
  sayPending,
  watched,
  withWaiting,
  worst,
} from "../../../static/js/scanner/rules/gauge.js";
import { doubt, heads, sayHeads } from "../../../static/js/scanner/rules/heads.js";
import { failed, nextTry, PATIENCE_MS, patience, unknownLink, worked } from "../../../static/js/scanner/rules/link.js";
import { repeats } from "../../../static/js/scanner/rules/repeats.js";
import { readings, wedge } from "../../../static/js/scanner/rules/wedge.js";
import { readCode } from "../../../static/js/scanner/rules/code.js";

const NB = "\u00a0";

test("a badge that stays under the camera is one scan, and shows again after three seconds away", () => {
  const seen = repeats();
  assert.ok(seen.isNew("A", 0));
  for (let at = 100; at < 9000; at += 100) assert.ok(!seen.isNew("A", at), `still there at ${at}`);
  assert.ok(!seen.isNew("A", 11800));
  assert.ok(seen.isNew("A", 14900));
});

test("a class pass that stays under the camera while its class is counted is not read again", () => {
  const seen = repeats();
  seen.isNew("3e B", 0);
  seen.resume(40000, 100);
  assert.ok(!seen.isNew("3e B", 40050));
  seen.isNew("A", 50000);
  seen.resume(90000, 60000);
  assert.ok(seen.isNew("A", 90050), "it had gone before the pause");
});

test("another badge is new at once, and after an undo the same one is, too", () => {
  const seen = repeats();
  seen.isNew("A", 0);
  assert.ok(seen.isNew("B", 50));
  assert.ok(!seen.isNew("B", 60));
  seen.forget();
  assert.ok(seen.isNew("B", 70));
});

test("a reader's fast burst is read, fingers are not", () => {
  const press = (buffer, text, every, end = "Enter") => {
    let at = 2000;
    for (const key of text) buffer.press(key, (at += every));
    return buffer.press(end, at + every);
  };
  assert.equal(press(wedge(), "HJ7KQFM2XP", 4), "HJ7KQFM2XP");
  assert.equal(press(wedge(), "HJ7KQFM2XP", 4, "Tab"), "HJ7KQFM2XP");
  assert.equal(press(wedge(), "HJ7KQFM2XP", 120), null);
  assert.equal(press(wedge(), "HJ7KQ", 4), null);
  const mixed = wedge();
  mixed.press("x", 0);
  mixed.press("y", 500);
  assert.equal(press(mixed, "HJ7KQFM2XP", 4), "HJ7KQFM2XP", "what fingers typed before is not part of it");
  const shifted = wedge();
  let at = 0;
  for (const key of ["Shift", "H", "Shift", "J", ..."12345678"]) shifted.press(key, (at += 3));
  assert.equal(shifted.press("Enter", at + 3), "HJ12345678");
});

test("a reader set for QWERTY on an AZERTY phone is understood", () => {
  const code = "HJ0000000000000000";
  const good = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B"]
    .map((sign) => readCode(code + sign))
    .find(Boolean);
  assert.ok(good);
  const typed = good.replaceAll("0", "à");
  assert.equal(readings(typed).map(readCode).find(Boolean), good);
});

test("hours and days are those of Paris", () => {
  assert.equal(sayHour("2026-11-27T08:05:00Z"), `9${NB}h${NB}05`);
  assert.equal(sayHour("2026-07-01T22:00:00Z"), `0${NB}h${NB}00`);
  assert.equal(dayOf("2026-11-26T23:30:00Z"), "2026-11-27");
  assert.equal(sayDay("2026-11-27"), "vendredi 27 novembre");
});

test("the offset of a clock is measured half-way and said from one minute on", () => {
  assert.equal(
    offsetOf(
      "2026-11-27T08:00:00.000Z",
      Date.parse("2026-11-27T08:09:59.000Z"),
      Date.parse("2026-11-27T08:10:01.000Z"),
    ),
    -600000,
  );
  assert.equal(sayOffset(-600000), `L’horloge du téléphone avance de 10${NB}min${NB}: les heures sont corrigées.`);
  assert.equal(sayOffset(20000), null);
});

test("the link is what the last request says", () => {
  assert.equal(patience(unknownLink, false), 900);
  assert.equal(patience(unknownLink, true, 60), PATIENCE_MS - 60);
  assert.equal(patience(unknownLink, true, 400), 0);
  const down = failed(failed(worked(unknownLink, 5, 30)));
  assert.deepEqual(down, { works: false, failures: 2, contactAt: 5, slow: false });
  assert.equal(patience(down, false), 0);
  assert.equal(patience(worked(down, 9, 1500), false), 0, "a slow answer is not waited for");
  assert.equal(patience(worked(down, 9, 80), false), 900);
});

test("tries are spread and never rarer than forty seconds", () => {
  assert.equal(nextTry(0, 0.5), 0);
  assert.equal(nextTry(1, 0.5), 1000);
  assert.ok(nextTry(1, 0) < nextTry(1, 0.99));
  for (let failures = 1; failures < 60; failures += 1) assert.ok(nextTry(failures, 0.999) < 40000);
});

test("heads are whole, between 0 and 400", () => {
  assert.deepEqual(
    [heads("26"), heads(-3), heads(1e9), heads("12.5", 7), heads("", 7), heads("abc", 7)],
    [26, 0, 400, 7, 7, 7],
  );
});

test("a count far above the announced heads, or of nobody, is asked twice", () => {
  const expected = { pupils: 27, adults: 2 };
  assert.equal(doubt(26, 2, expected), null);
  assert.equal(doubt(34, 2, expected), null);
  assert.equal(doubt(400, 0, expected), `400 pour 29 annoncés${NB}?`);
  assert.ok(doubt(0, 0, expected));
});

test("heads are said with their plural", () => {
  assert.equal(sayHeads(26, 2), `26${NB}élèves et 2${NB}adultes`);
  assert.equal(sayHeads(1, 0), `1${NB}élève`);
  assert.equal(sayHeads(0, 1), `1${NB}adulte`);
  assert.equal(sayHeads(0, 0), `0${NB}élève`);
});

test("levels change at 80, 90 and 100 %, never before", () => {
  assert.deepEqual(
    [399, 400, 449, 450, 499, 500].map((present) => levelOf(present, 500)),
    ["ok", "80", "80", "90", "90", "100"],
  );
  assert.equal(levelOf(10, 0), "ok");
  assert.ok(hasRisen("80", "90") && !hasRisen("90", "80") && !hasRisen("90", "90") && hasRisen(null, "80"));
});

test("waiting passages move the number at once, undone ones do not", () => {
  const one = (id, more) => ({
    id,
    kind: "scan",
    state: "waiting",
    counts: true,
    direction: "in",
    pupils: 0,
    adults: 1,
    ...more,
  });
  const records = [
    one("a"),
    one("b", { direction: "out" }),
    one("c", { kind: "count", pupils: 26, adults: 2 }),
    one("d"),
    { id: "e", kind: "undo", target: "d", state: "waiting" },
    one("f", { state: "sent" }),
    one("g", { counts: false }),
  ];
  assert.equal(withWaiting(100, records), 128);
  assert.equal(withWaiting(0, [one("b", { direction: "out" })]), 0);
});

test("the gate's people watch their own hall, and hear of the others", () => {
  const halls = [
    { id: 1, name: "Grande salle", present: 300, limit: 500, level: "ok" },
    { id: 2, name: "Annexe", present: 95, limit: 100, level: "90" },
  ];
  const occupancy = { present: 395, limit: 600, level: "90", halls };
  assert.equal(watched(occupancy, 1).present, 300);
  assert.equal(elsewhere(occupancy, 1), `Annexe${NB}: 95 / 100 · Total${NB}: 395 / 600`);
  const waiting = [{ id: "a", kind: "click", state: "waiting", counts: true, direction: "in", pupils: 0, adults: 5 }];
  assert.equal(elsewhere(occupancy, 1, waiting), `Annexe${NB}: 95 / 100 · Total${NB}: 400 / 600`);
  assert.deepEqual(watched({ ...occupancy, halls: [] }, 1), { name: "", present: 395, limit: 600 });
  assert.equal(elsewhere({ ...occupancy, halls: halls.slice(0, 1) }, 1), "");
  assert.equal(worst("ok", occupancy.level), "90");
});

test("phones that still hold passages are named", () => {
  assert.equal(
    sayPending([{ queued: 4 }, { queued: 5 }, { queued: 0 }]),
    `2${NB}téléphones ont 9${NB}passages en attente`,
  );
  assert.equal(sayPending([{ queued: 1 }]), `1${NB}téléphone a 1${NB}passage en attente`);
  assert.equal(sayPending([]), "");
});

import assert from "node:assert/strict";
import test from "node:test";
import { afterFailure, batchOf, entryOf, grown, settle } from "../../../static/js/scanner/rules/queue.js";
import { open, placeOf } from "../../../static/js/scanner/parts/seal.js";
import { shelve } from "../../../static/js/scanner/parts/list.js";

const record = (seq, more = {}) => ({
  id: `id-${seq}`,
  seq,
  state: "waiting",
  kind: "scan",
  code: "HJ",
  place: "ab",
  at: 5,
  local: "welcome",
  ...more,
});

test("the oldest records go first, fifty at a time, and only those that wait", () => {
  const records = Array.from({ length: 80 }, (_, at) => record(80 - at)).concat(
    record(0, { state: "sent" }),
    record(-1, { state: "refused" }),
  );
  const batch = batchOf(records);
  assert.equal(batch.length, 50);
  assert.deepEqual(
    batch.map(({ seq }) => seq),
    Array.from({ length: 50 }, (_, at) => at + 1),
  );
  assert.equal(batchOf(records, 3).length, 3);
});

test("a long queue goes up in batches that grow, never beyond what the server takes", () => {
  assert.deepEqual([1, 25, 50, 100, 200].map(grown), [50, 50, 100, 200, 200]);
});

test("the server is told the facts, not the phone's bookkeeping", () => {
  const told = entryOf(record(1, { pupils: 3 }));
  assert.equal(told.pupils, 3);
  for (const own of ["seq", "state", "place", "local", "at"]) assert.ok(!(own in told), own);
});

test("answered records forget their code, refused ones keep everything, unanswered ones wait", () => {
  const [sent, refused, waiting] = settle(
    [record(1), record(2), record(3)],
    [
      { id: "id-1", verdict: "welcome" },
      { id: "id-2", verdict: "refused", reason: "Autre édition." },
      { id: "stranger", verdict: "welcome" },
    ],
  );
  assert.deepEqual([sent.state, sent.code, sent.answer.verdict], ["sent", null, "welcome"]);
  assert.deepEqual([refused.state, refused.code, refused.reason], ["refused", "HJ", "Autre édition."]);
  assert.deepEqual(waiting, record(3));
});

test("each failure has its meaning", () => {
  const meanings = [
    [0, "retry"],
    [408, "retry"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
    [400, "split"],
    [413, "split"],
    [422, "split"],
    [403, "token"],
    [401, "stranger"],
    [410, "revoked"],
  ];
  for (const [status, meaning] of meanings) assert.equal(afterFailure(status), meaning, String(status));
});

test("a line of the list opens with its own code and no other", async () => {
  const code = "HJ7KQFM2XP9RTD4WZA8";
  const sealed = await seal(code, { title: "Thérèse" });
  assert.deepEqual(await open(code, sealed), { title: "Thérèse" });
  assert.equal(await open(code.replace("7", "8"), sealed), null);
  assert.match(await placeOf(code), /^[0-9a-f]{16}$/);
});

test("the list is shelved by the first byte of its places", () => {
  const shelves = shelve([
    ["ab01", "x"],
    ["ab02", "y"],
    ["cd01", "z"],
  ]);
  assert.deepEqual(
    [...shelves],
    [
      ["ab", { ab01: "x", ab02: "y" }],
      ["cd", { cd01: "z" }],
    ],
  );
});

async function seal(code, words) {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", text.encode(code), "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode("forum-door-1") },
    secret,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(words))),
  );
  return btoa(String.fromCharCode(...iv, ...cipher));
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { groupTyped, readCode, showCode } from "../../../static/js/scanner/rules/code.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/codes.json", import.meta.url), "utf8"));

test("every text is read as the server reads it", () => {
  assert.ok(vectors.read.length > 100);
  for (const { typed, code } of vectors.read) assert.equal(readCode(typed), code, typed);
});

test("a code is shown as it is printed under the QR", () => {
  for (const { code, shown } of vectors.shown) assert.equal(showCode(code), shown);
});

test("a code being typed is grouped as it will be printed", () => {
  const { code, shown } = vectors.shown[0];
  assert.equal(groupTyped(code.toLowerCase()), shown);
  assert.equal(groupTyped("h"), "H");
  assert.equal(groupTyped(code.slice(2, 8)), `HJ-${code.slice(2, 6)}-${code.slice(6, 8)}`);
  assert.equal(groupTyped(`${shown}ABC`), shown);
});

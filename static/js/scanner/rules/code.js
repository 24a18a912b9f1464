/** Badge codes, read exactly as forum/badges/codes.py reads them (shared vectors: tests/js/vectors/codes.json). Pure. */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX = "HJ";
const BODY = 16;
const BETWEEN = /[\s\-\u2010-\u2015._/]+/gu;
const VALUE = new Map([...ALPHABET].map((character, value) => [character, value]));
VALUE.set("O", 0).set("I", 1).set("L", 1);

/** The canonical code that was typed or scanned, or null when it cannot be one. */
export function readCode(text) {
  let squeezed = text.slice(0, 100).replace(BETWEEN, "").toUpperCase();
  if (squeezed.length === PREFIX.length + BODY + 1 && squeezed.startsWith(PREFIX))
    squeezed = squeezed.slice(PREFIX.length);
  const values = [...squeezed].map((character) => VALUE.get(character));
  if (values.length !== BODY + 1 || values.includes(undefined)) return null;
  const canonical = values.map((value) => ALPHABET[value]).join("");
  return checkOf(values.slice(0, BODY)) === canonical[BODY] ? PREFIX + canonical : null;
}

/** The code as people read it: « HJ-7KQF-M2XP-9RTD-4WZA-8 ». */
export function showCode(code) {
  return [PREFIX, ...(code.slice(PREFIX.length).match(/.{1,4}/g) ?? [])].join("-");
}

/** What a half-typed code looks like so far: grouped, upper case, at most nineteen signs. */
export function groupTyped(text) {
  let squeezed = text.replace(BETWEEN, "").toUpperCase();
  if (squeezed.startsWith(PREFIX)) squeezed = squeezed.slice(PREFIX.length);
  else if (squeezed === "H") return "H";
  return ["HJ", ...(squeezed.slice(0, BODY + 1).match(/.{1,4}/g) ?? [])].join("-");
}

function checkOf(values) {
  const total = values.reduce((sum, value) => timesX(sum) ^ value, 0);
  return ALPHABET[timesX(total)];
}

function timesX(value) {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}

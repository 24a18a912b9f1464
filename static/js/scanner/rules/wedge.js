/** Keyboard-wedge readers type a code very fast and end with Enter: a buffer that tells them from fingers. */

export const LEAST = 8;
export const SLOWEST_MS = 60;

/** Digits as an AZERTY keyboard types them without Shift: a reader set for QWERTY sends the keys, not the signs. */
const AZERTY = new Map(
  Object.entries({ à: "0", "&": "1", é: "2", '"': "3", "'": "4", "(": "5", "-": "6", è: "7", _: "8", ç: "9" }),
);

/** Letters that change place as well, when the reader thinks that the keyboard is QWERTY. */
const MOVED = new Map(Object.entries({ a: "Q", q: "A", z: "W", w: "Z", ",": "M", "?": "M", m: ";" }));

/** What may have been meant, likeliest first: as typed, digits put right, digits and letters put right. The check character chooses. */
export function readings(text) {
  const digits = [...text].map((sign) => AZERTY.get(sign) ?? sign);
  const letters = digits.map((sign) => MOVED.get(sign.toLowerCase()) ?? sign);
  return [text, digits.join(""), letters.join("")];
}

/**
 * Give it every keydown as (key, time in ms); it answers the text once Enter or Tab ends a fast burst of at least
 * eight signs, otherwise null. Slow typing empties it.
 */
export function wedge(least = LEAST, slowest = SLOWEST_MS) {
  let text = "";
  let before = -Infinity;
  return {
    press(key, at) {
      const fast = at - before < slowest;
      before = at;
      if (key === "Enter" || key === "Tab") {
        const whole = fast ? text : "";
        text = "";
        return whole.length >= least ? whole : null;
      }
      if (key.length !== 1) return null;
      text = fast ? text + key : key;
      return null;
    },
  };
}

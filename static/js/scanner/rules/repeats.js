/** The same code held before the camera is one scan: pure memory of what was read a moment ago. */

export const PAUSE_MS = 3000;

/**
 * A filter that lets a text through unless it was last seen less than `pause` ms ago.
 * Every sight of it renews the wait, so a badge left under the camera stays quiet.
 */
export function repeats(pause = PAUSE_MS) {
  const seen = new Map();

  function sweep(at) {
    for (const [text, when] of seen) if (at - when >= pause) seen.delete(text);
  }

  return {
    isNew(text, at) {
      sweep(at);
      const fresh = !seen.has(text);
      seen.set(text, at);
      return fresh;
    },
    /** The camera looked away on its own account until now: what it saw before may well be there still. */
    resume(at, pausedAt) {
      sweep(pausedAt);
      for (const text of seen.keys()) seen.set(text, at);
    },
    /** After an undo or a second question the same badge may be read again at once. */
    forget(text) {
      if (text === undefined) seen.clear();
      else seen.delete(text);
    },
  };
}

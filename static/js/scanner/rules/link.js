/** Is the server there? Judged by the last requests alone, never by what the browser believes about the network. */

/** A badge on the phone's list is answered within 300 ms, whoever answers; one that is not may wait for the server. */
export const PATIENCE_MS = 180;
export const LONG_PATIENCE_MS = 900;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

/** A link nobody has tried yet. */
export const unknownLink = { works: null, failures: 0, contactAt: null, slow: false };

/** After a request that worked and took `took` ms. */
export function worked(link, at, took) {
  return { works: true, failures: 0, contactAt: at, slow: took > LONG_PATIENCE_MS };
}

/** After a request that got no usable answer. */
export function failed(link) {
  return { ...link, works: false, failures: link.failures + 1 };
}

/**
 * Milliseconds the screen may still wait for the server's word before the phone's own verdict is shown.
 * @param onList whether the phone's list knows the badge, @param gone ms since the code was seen
 */
export function patience(link, onList, gone = 0) {
  if (link.works === false || link.slow) return 0;
  return Math.max(0, (onList ? PATIENCE_MS : LONG_PATIENCE_MS) - gone);
}

/** Milliseconds before the next try; `chance` in [0, 1) spreads the phones of a hall. */
export function nextTry(failures, chance) {
  if (failures === 0) return 0;
  const whole = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1));
  return Math.round(whole * (0.7 + 0.6 * chance));
}

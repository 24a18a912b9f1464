/** What the phone asks the server, with a time limit; a request without answer is an answer of status 0. */

export const SHORT_MS = 4000;
const LONG_MS = 30000;

/** Requests to /porte/api. `token` is renewed by every list, because the page itself may come from the phone's cache. */
export function openApi(token) {
  let csrf = token;

  async function ask(path, { limit = SHORT_MS, headers = {}, ...options } = {}) {
    try {
      const answer = await fetch(`/porte/api/${path}`, {
        cache: "no-store",
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(limit),
        headers: { accept: "application/json", ...headers },
        ...options,
      });
      const body = answer.status === 304 || answer.status === 204 ? null : await answer.json().catch(() => null);
      const usable = answer.ok && answer.status !== 204 ? body !== null : true;
      return {
        status: usable ? answer.status : 0,
        body,
        etag: answer.headers.get("etag"),
        revoked: answer.status === 410 || /revoked/.test(body?.type ?? ""),
      };
    } catch {
      return { status: 0, body: null, etag: null, revoked: false };
    }
  }

  async function list(since) {
    const answer = await ask(`liste${since ? `?depuis=${encodeURIComponent(since)}` : ""}`, { limit: LONG_MS });
    if (answer.body?.csrf) csrf = answer.body.csrf;
    return answer;
  }

  function post(body) {
    return ask("passages", {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "x-csrftoken": csrf },
    });
  }

  return {
    list,
    /** A batch of records; on a stale token the list is asked for a fresh one, once. */
    async passages(body) {
      const answer = await post(body);
      if (answer.status !== 403 || answer.revoked) return answer;
      const before = csrf;
      await list(new Date().toISOString());
      return csrf === before ? answer : post(body);
    },
    find: (words) => ask(`recherche?q=${encodeURIComponent(words)}`),
    lines: () => ask("derniers"),
    evacuation: () => ask("evacuation"),
    occupancy: (etag) => ask("affluence", { headers: etag ? { "if-none-match": etag } : {} }),
  };
}

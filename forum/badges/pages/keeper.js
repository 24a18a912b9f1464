// Keeps the badges that were opened on this phone, so that they can be shown without network.
const KEPT = "badges-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page that was just opened tells what it is made of: itself, its style, its letters.
self.addEventListener("message", (event) => {
  const { page, parts } = event.data ?? {};
  if (!page) return;
  event.waitUntil(keep(page, parts).then(() => event.source.postMessage({ kept: page })));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(keptFirst(event.request));
  else if (event.request.mode === "navigate" && url.pathname.startsWith("/badge/") && !url.pathname.endsWith(".pdf"))
    event.respondWith(newestFirst(event.request, url.pathname));
});

async function keep(page, parts) {
  const cache = await caches.open(KEPT);
  const answer = await fetch(page, { credentials: "same-origin", cache: "reload" });
  if (!answer.ok) throw new Error(`badge: ${answer.status}`);
  await cache.put(page, answer);
  await Promise.all(parts.map(async (part) => (await cache.match(part)) ?? cache.add(part)));
}

async function keptFirst(request) {
  return (await caches.match(request, { cacheName: KEPT })) ?? fetch(request);
}

// What the server says now, if it can be asked; a badge that it refuses is not shown from memory either.
async function newestFirst(request, page) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(page, answer.clone());
    else if ([401, 403, 404, 410].includes(answer.status)) await cache.delete(page);
    return answer;
  } catch (unreachable) {
    const kept = await cache.match(page);
    if (kept) return kept;
    throw unreachable;
  }
}

{#- Rendered with `addresses`: every hashed address the scanner needs. A change of any file changes this text, so the browser sees a new version. -#}
/* The scanner without network: its page and its files from the phone's own copy, and nothing else. */
const FILES = {{ addresses | tojson }};
const PAGE = "/porte";
const NAME = "forum-porte-{{ static_version }}";

addEventListener("install", (event) => event.waitUntil(keep()));

async function keep() {
  const copy = await caches.open(NAME);
  const page = await fetch(PAGE, { cache: "reload" });
  if (!page.ok || page.redirected || !(await page.clone().text()).includes("js/scanner/main.js")) throw new Error("this phone is not enrolled");
  await Promise.all([copy.put(PAGE, page), copy.addAll(FILES.map((address) => new Request(address, { cache: "reload" })))]);
}

addEventListener("activate", (event) => event.waitUntil(sweep()));

async function sweep() {
  for (const name of await caches.keys()) if (name.startsWith("forum-porte-") && name !== NAME) await caches.delete(name);
  await clients.claim();
}

addEventListener("message", (event) => {
  if (event.data === "switch") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { pathname, search, origin } = new URL(event.request.url);
  if (origin !== location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate" ? pathname === PAGE && !search : FILES.includes(pathname)) event.respondWith(answer(event.request, pathname));
});

async function answer(request, pathname) {
  const copy = await caches.open(NAME);
  return (await copy.match(pathname)) ?? fetch(request);
}

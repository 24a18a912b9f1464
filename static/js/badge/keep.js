// The badge page: keep the screen on, and keep the page on this phone for the day without network.

let lock = null;

async function stayBright() {
  if (!("wakeLock" in navigator) || document.visibilityState !== "visible" || (lock && !lock.released)) return;
  lock = await navigator.wakeLock.request("screen").catch(() => null);
}

document.addEventListener("visibilitychange", stayBright);
stayBright();

function parts() {
  const written = [...document.querySelectorAll("link[href], script[src], img[src]")].map((part) => part.href || part.src);
  const fetched = performance.getEntriesByType("resource").map((entry) => entry.name);
  return [...new Set([...written, ...fetched])].filter((address) => new URL(address).pathname.startsWith("/static/"));
}

async function keep() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", (event) => {
    const word = document.querySelector("[data-kept]");
    if (event.data?.kept === location.pathname && word) word.hidden = false;
  });
  const registration = await navigator.serviceWorker.register("/badge/sw.js", { scope: "/badge/", updateViaCache: "none" });
  const worker = registration.active ?? (await active(registration));
  await document.fonts.ready;
  worker.postMessage({ page: location.pathname, parts: parts() });
}

function active(registration) {
  const coming = registration.installing ?? registration.waiting;
  return new Promise((done) =>
    coming.addEventListener("statechange", () => coming.state === "activated" && done(coming)),
  );
}

keep().catch(() => {});

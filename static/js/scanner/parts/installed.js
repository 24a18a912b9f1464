/** The service worker: makes the page open without network; a new version waits until somebody says so between two scans. */

const LOOK_EVERY = 600000;

/** @param onUpdate called with a function that switches to the new version */
export async function install(onUpdate) {
  if (!("serviceWorker" in navigator)) return;
  const known = await navigator.serviceWorker
    .register("/porte/sw.js", { scope: "/", updateViaCache: "none" })
    .catch(() => null);
  if (!known) return;
  const offer = () => {
    if (!known.waiting || !navigator.serviceWorker.controller) return;
    onUpdate(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      known.waiting.postMessage("switch");
    });
  };
  offer();
  known.addEventListener("updatefound", () => known.installing?.addEventListener("statechange", offer));
  const look = () => document.hidden || known.update().catch(() => {});
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_EVERY);
}

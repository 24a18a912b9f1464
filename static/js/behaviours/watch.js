import { replaceParts } from "./live.js";

const QUIET = 60000;

/**
 * Keeps figures fresh while they are looked at, for a page that is dear to make:
 *
 *   <div data-watch="/…/marque" data-mark="4f1a…" data-watch-every="15"> … <section id="…" data-live-part> … </div>
 *
 * Every few seconds the address is asked whether its mark (ETag) is another; only then is the page asked again and its parts
 * replaced. With `data-watch-whole` it is shown anew instead. The words of `[data-watch-said]` are announced, once a minute
 * at most. Nothing is asked while the page is hidden.
 */
export function attach(root) {
  let said = Date.now();
  let asking = false;

  const look = async () => {
    if (document.hidden || document.querySelector("dialog[open]")) return;
    const answer = await fetch(root.dataset.watch, { headers: { "if-none-match": `"${root.dataset.mark}"` } });
    if (answer.status !== 200 || !answer.headers.get("etag")) return;
    if ("watchWhole" in root.dataset) return location.reload();
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("[data-watch]");
    if (!fresh) return;
    if ("watchWhole" in fresh.dataset) return location.reload();
    replaceParts(root, page);
    Object.assign(root.dataset, { mark: fresh.dataset.mark, watchEvery: fresh.dataset.watchEvery });
    announce(fresh);
  };

  const announce = (fresh) => {
    const words = fresh.querySelector("[data-watch-said]")?.dataset.watchSaid;
    if (!words || Date.now() - said < QUIET) return;
    said = Date.now();
    root.querySelector("[data-watch-said]").textContent = words;
  };

  const again = async () => {
    if (!asking) {
      asking = true;
      await look().catch(() => {}); // the next time asks again
      asking = false;
    }
    setTimeout(again, 1000 * Number(root.dataset.watchEvery));
  };

  document.addEventListener("visibilitychange", () => look().catch(() => {}));
  setTimeout(again, 1000 * Number(root.dataset.watchEvery));
}

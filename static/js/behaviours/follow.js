import { replaceParts } from "./live.js";

/**
 * Asks for the page again every few seconds while something on it is on its way: `<section id="…" data-follow="2">`.
 * Its parts (`data-live-part`) are replaced; once the answer no longer asks to be followed, the whole page is shown anew.
 */
export function attach(root) {
  const timer = setInterval(async () => {
    if (document.hidden || document.querySelector("dialog[open]")) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.getElementById(root.id)?.dataset.follow) return replaceParts(root, page);
      clearInterval(timer);
      location.reload();
    } catch {
      // the next time asks again
    }
  }, 1000 * Number(root.dataset.follow));
}

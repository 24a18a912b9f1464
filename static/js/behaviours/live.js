/**
 * Keeps parts of a page fresh while it is looked at.
 *
 *   <div data-live="/porte/flux"> … <section id="live-now" data-live-part> … </section> </div>
 *
 * The stream only says that something changed; the page is then asked again and each part replaced by its namesake. The
 * stream is closed while the page is hidden. Without script, reloading does the same.
 */
const PAUSE = 1000;

export function attach(root) {
  let stream = null;
  let timer = 0;

  const refresh = async () => {
    timer = 0;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok) replaceParts(root, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the next change asks again
    }
  };

  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(root.dataset.live);
    stream.addEventListener("affluence", () => {
      timer ||= setTimeout(refresh, PAUSE);
    });
  };

  const close = () => {
    stream?.close();
    stream = null;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

/** Put the new parts in the place of the old ones; a part that holds the focus is left alone. */
export function replaceParts(root, page) {
  for (const part of root.querySelectorAll("[data-live-part]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && !part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
  }
}

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

/**
 * Put the new parts in the place of the old ones. What was unfolded, scrolled or focused stays so; a part in which somebody
 * fills in a form is left alone.
 */
export function replaceParts(root, page) {
  for (const part of root.querySelectorAll("[data-live-part]")) {
    const fresh = page.getElementById(part.id);
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    if (!fresh || focused?.closest("form")) continue;
    const rank = focused ? alike(part, focused).indexOf(focused) : -1;
    const open = new Set([...part.querySelectorAll("details[open]")].map(nameOf));
    const scrolled = [...part.querySelectorAll("*")].filter((one) => one.scrollLeft).map((one) => [one.className, one.scrollLeft]);
    part.replaceChildren(...fresh.childNodes);
    for (const one of part.querySelectorAll("details")) one.open ||= open.has(nameOf(one));
    if (focused) alike(part, focused)[rank]?.focus({ preventScroll: true });
    for (const [name, left] of scrolled) part.getElementsByClassName(name)[0]?.scrollTo({ left });
  }
}

/** What may stand for one another in two versions of a part: one is found again by its rank among them, whatever it says now. */
function alike(part, one) {
  const target = one.getAttribute("href");
  const same = [...part.querySelectorAll(one.localName)];
  return same.filter((other) => other.getAttribute("class") === one.getAttribute("class") && other.getAttribute("href") === target);
}

/** A fold by its words and its rank among those with the same words: « Définition » of the third figure. */
function nameOf(fold) {
  const words = fold.querySelector("summary")?.textContent;
  const same = [...fold.closest("[data-live-part]").querySelectorAll("details")].filter(
    (one) => one.querySelector("summary")?.textContent === words,
  );
  return `${words} ${same.indexOf(fold)}`;
}

/**
 * A drawing that can be looked at closely: `<figure data-zoom>` with `stands/_zoom.html` and `<div class="plan__scroll">…<svg>…</div>`.
 *
 * Two fingers, or the wheel with Ctrl, or the buttons, or the keys + − 0 when the drawing has the focus. Moving about is
 * the box's own scrolling: one finger, the wheel, the arrows; a mouse may also drag. Without script the box scrolls.
 */
const LEAST = 1;
const MOST = 5;
const NEAR = 1.5;

export function attach(figure) {
  const box = figure.querySelector(".plan__scroll");
  const svg = box?.querySelector("svg");
  if (!svg) return;
  let scale = 1;
  let width = 0;

  const zoom = (wanted, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
    width ||= svg.getBoundingClientRect().width / scale;
    const next = clamp(wanted);
    const share = next / scale;
    const left = kept(box.scrollLeft, x, share);
    const top = kept(box.scrollTop, y, share);
    scale = next;
    svg.style.setProperty("width", `${width * scale}px`);
    svg.style.setProperty("max-width", "none");
    svg.classList.toggle("plan__drawing--near", scale >= NEAR);
    box.scrollTo(left, top);
    less.disabled = scale <= LEAST;
    more.disabled = scale >= MOST;
  };

  const [less, more, whole] = figure.querySelectorAll(".plan__zoom button");
  less.addEventListener("click", () => zoom(scale / 1.5));
  more.addEventListener("click", () => zoom(scale * 1.5));
  whole.addEventListener("click", () => {
    scale = 1;
    width = box.clientWidth;
    svg.style.setProperty("min-width", "0");
    zoom(1);
  });
  more.disabled = whole.disabled = false;

  box.addEventListener("keydown", (event) => {
    const step = { "+": 1.5, "=": 1.5, "-": 1 / 1.5, "0": 0 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (step) zoom(scale * step);
    else whole.click();
  });
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const at = box.getBoundingClientRect();
      zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - at.left, event.clientY - at.top);
    },
    { passive: false },
  );

  let apart = 0;
  box.addEventListener("touchstart", (event) => {
    apart = event.touches.length === 2 ? distance(event.touches) : 0;
  });
  box.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || !apart) return;
      event.preventDefault();
      const at = box.getBoundingClientRect();
      const now = distance(event.touches);
      const [one, two] = event.touches;
      zoom((scale * now) / apart, (one.clientX + two.clientX) / 2 - at.left, (one.clientY + two.clientY) / 2 - at.top);
      apart = now;
    },
    { passive: false },
  );

  drag(box);
}

/** A mouse takes the drawing and moves it; a press that did not move is a click as ever. */
function drag(box) {
  let from = null;
  let moved = false;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop };
    moved = false;
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const left = from.x - event.clientX;
    const top = from.y - event.clientY;
    moved ||= Math.abs(left - box.scrollLeft) + Math.abs(top - box.scrollTop) > 5;
    if (moved) box.scrollTo(left, top);
  });
  addEventListener("pointerup", () => (from = null));
  box.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener("click", (event) => moved && event.preventDefault(), true);
}

/** Where to scroll so that the point under the fingers stays under them. */
export function kept(scrolled, at, share) {
  return (scrolled + at) * share - at;
}

/** Between the whole drawing and five times. */
export function clamp(scale) {
  return Math.min(MOST, Math.max(LEAST, scale));
}

function distance([one, two]) {
  return Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
}

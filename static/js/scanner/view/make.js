/** Elements without markup in strings: nothing that was scanned or typed can become HTML. */

export const $ = (id) => document.getElementById(id);

/** `make("li", { class: "x" }, "text", child)`. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of the page's own sprite. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#mark-${name}`);
  svg.append(use);
  return svg;
}

/** Write only what changed, so that screen readers are not told the same thing twice. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

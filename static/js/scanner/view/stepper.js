/** [−] [27] [+] : tap for one, hold for many, or type the number. */

import { heads } from "../rules/heads.js";

const HOLD_MS = 400;
const EVERY_MS = 80;

/** @param root holds an input and two buttons with data-step */
export function stepper(root, onChange = () => {}, least = 0) {
  const input = root.querySelector("input");
  let value = 0;
  let timer = 0;
  let held = false;

  function set(next, told = true) {
    value = Math.max(least, heads(next, value));
    input.value = String(value);
    if (told) onChange(value);
  }

  for (const button of root.querySelectorAll("[data-step]")) {
    const step = Number(button.dataset.step);
    const repeat = () => {
      held = true;
      set(value + step);
      timer = setTimeout(repeat, EVERY_MS);
    };
    const stop = () => clearTimeout(timer);
    button.addEventListener("pointerdown", () => {
      held = false;
      timer = setTimeout(repeat, HOLD_MS);
    });
    for (const end of ["pointerup", "pointerleave", "pointercancel"]) button.addEventListener(end, stop);
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (!held) set(value + step);
      held = false;
    });
  }
  input.addEventListener("input", () => onChange(value));
  input.addEventListener("change", () => set(input.value));
  input.addEventListener("focus", () => input.select());
  return {
    set: (next) => set(next, false),
    /** What stands in the field, even before it was left. */
    get value() {
      return Math.max(least, heads(input.value, value));
    },
  };
}

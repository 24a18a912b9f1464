/** Puts a [−] and a [+] around a number field: `<div data-stepper><input type="number" min max></div>`. */
export function attach(box) {
  const input = box.querySelector("input");
  const name = document.querySelector(`label[for="${input.id}"]`)?.firstChild?.textContent?.trim() ?? "";
  const less = button("−", `Un de moins${name && `\u00a0: ${name}`}`);
  const more = button("+", `Un de plus${name && `\u00a0: ${name}`}`);

  const refresh = () => {
    less.disabled = input.value !== "" && Number(input.value) <= bound(input.min, -Infinity);
    more.disabled = input.value !== "" && Number(input.value) >= bound(input.max, Infinity);
  };
  const move = (by) => {
    input.value = stepped(input.value, by, bound(input.min, -Infinity), bound(input.max, Infinity));
    refresh();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  less.addEventListener("click", () => move(-1));
  more.addEventListener("click", () => move(1));
  input.addEventListener("input", refresh);
  input.before(less);
  input.after(more);
  box.classList.add("stepper--ready");
  refresh();
}

/** The number one step away, kept between its bounds; an empty field starts from the lower bound. */
export function stepped(text, by, least, most) {
  const start = text === "" || Number.isNaN(Number(text)) ? (Number.isFinite(least) ? least - Math.max(by, 0) : 0) : Number(text);
  return String(Math.min(most, Math.max(least, start + by)));
}

function bound(text, otherwise) {
  return text === "" ? otherwise : Number(text);
}

function button(sign, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "stepper__button";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  return made;
}

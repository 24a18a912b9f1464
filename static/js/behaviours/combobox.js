/**
 * A text field that proposes answers while one types, after the ARIA combobox pattern (list, automatic selection off).
 *
 *   <div data-combobox="/communes" data-combobox-value="insee_code" data-combobox-detail="postal_codes epci">
 *     <input type="text" …><input type="hidden" name="commune">
 *   </div>
 *
 * The address answers a JSON list of objects with a `label`; the chosen one's value goes to the hidden field, which is
 * emptied as soon as the text is changed by hand. Without script the text alone is sent and the server looks it up.
 */
const PAUSE = 150;
let count = 0;

export function attach(box) {
  const input = box.querySelector("input[type=text]");
  const hidden = box.querySelector("input[type=hidden]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  const id = `combobox-list-${++count}`;
  list.id = id;
  list.className = "combobox__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Propositions");
  status.className = "combobox__status";
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  }))
    input.setAttribute(name, value);
  box.append(list, status);

  let options = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    list.children[index].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[index].id);
  };

  const choose = (option) => {
    input.value = option.label;
    hidden.value = option.value;
    box.classList.add("combobox--chosen");
    status.textContent = `Choisi\u00a0: ${option.label}`;
    close();
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const show = () => {
    list.replaceChildren(
      ...options.map((option, i) => {
        const item = document.createElement("li");
        item.id = `${id}-${i}`;
        item.className = "combobox__option";
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = option.label;
        if (option.detail) {
          const detail = document.createElement("span");
          detail.className = "combobox__detail";
          detail.textContent = option.detail;
          item.append(detail);
        }
        // pointerdown would let the field lose the focus first
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(option));
        return item;
      }),
    );
    active = -1;
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    status.textContent = told(options.length);
  };

  const ask = async () => {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < 2) {
      options = [];
      status.textContent = "";
      return close();
    }
    asked = new AbortController();
    const address = `${box.dataset.combobox}?${new URLSearchParams({ [box.dataset.comboboxParam || "q"]: text })}`;
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" }, signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      options = readOptions(await answer.json(), box.dataset.comboboxValue || "id", box.dataset.comboboxDetail || "");
      show();
    } catch (fault) {
      if (fault.name === "AbortError") return;
      close();
      status.textContent = "La recherche ne répond pas. Écrivez le nom complet, nous le retrouverons.";
    }
  };

  input.addEventListener("input", () => {
    hidden.value = "";
    box.classList.remove("combobox--chosen");
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return options.length ? show() : ask();
      mark(nextIndex(event.key, active, options.length));
    }
  });
  if (hidden.value) box.classList.add("combobox--chosen");
}

/** Where an arrow leads: round the list, -1 being the field itself. */
export function nextIndex(key, index, length) {
  const places = length + 1;
  const step = key === "ArrowDown" ? 1 : -1;
  return ((index + 1 + step + places) % places) - 1;
}

/** The server's answers as { label, value, detail }; `detailKeys` names fields, the first postal code standing for a list. */
export function readOptions(answers, valueKey, detailKeys) {
  const keys = detailKeys.split(" ").filter(Boolean);
  return answers.map((answer) => ({
    label: answer.label,
    value: String(answer[valueKey]),
    detail: keys
      .map((key) => answer[key])
      .map((value) => (Array.isArray(value) ? value.slice(0, 2).join(", ") : value))
      .filter(Boolean)
      .join(" · "),
  }));
}

/** What a reader hears when the list changes. */
export function told(number) {
  if (number === 0) return "Aucune réponse. Vérifiez l’orthographe ou continuez d’écrire.";
  return number === 1 ? "1 proposition, flèche du bas pour la lire." : `${number} propositions, flèche du bas pour les lire.`;
}

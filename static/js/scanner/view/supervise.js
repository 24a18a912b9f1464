/** The supervisor's sheet: search by name, the gate's last lines with their undo, corrections, closing, evacuation. */

import { sayHour } from "../rules/clock.js";
import { sayPassage, showClass } from "../rules/words.js";
import { drawEvacuation } from "./evacuation.js";
import { $, make, write } from "./make.js";
import { searchView } from "./search.js";
import { stepper } from "./stepper.js";

/**
 * @param api  find(words), lines(), evacuation()
 * @param on   code(code), undo(id, text), correct({direction, adults, note}), reset(), kept(): the evacuation list kept on the phone, keep(roll)
 */
export function superviseView(api, on) {
  const sheet = $("supervise");
  const many = stepper($("correct-many"), undefined, 1);
  const search = searchView(api.find, (code) => {
    sheet.close();
    on.code(code);
  });

  function part(name) {
    for (const one of sheet.querySelectorAll("[data-part]")) one.hidden = one.dataset.part !== name;
    for (const tab of sheet.querySelectorAll("[data-show]"))
      tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
    if (name === "lines") lines();
    if (name === "evacuation") evacuation();
  }

  async function lines() {
    write($("lines-note"), "");
    const { status, body } = await api.lines();
    if (status !== 200) write($("lines-note"), "Pas de réponse du serveur.");
    $("lines-list").replaceChildren(...(body?.lines ?? []).filter((line) => !["undo", "settle"].includes(line.kind)).map(row));
  }

  function row(line) {
    const what = `${sayHour(line.at)} · ${showClass(line.title) || { click: "compteur", walk_in: "sans badge", correction: "correction", reset: "remise à zéro" }[line.kind] || "code"}`;
    return make(
      "li",
      { class: "lines__line" },
      make("p", { class: "lines__what" }, what),
      make("p", {}, [sayPassage(line), line.device, line.undone ? "effacé" : ""].filter(Boolean).join(" · ")),
      !line.undone && (line.moved || line.kind === "reset")
        ? make(
            "button",
            { type: "button", class: "key", onclick: () => on.undo(line.id, what).then(lines) },
            "Effacer",
          )
        : null,
    );
  }

  async function evacuation() {
    drawEvacuation(await on.kept());
    const { status, body } = await api.evacuation();
    if (status !== 200) return;
    await on.keep(body);
    drawEvacuation(body);
  }

  $("correct-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = $("correct-note").value.trim();
    if (note.length < 3) {
      write($("correct-fault"), "Écrire pourquoi\u00a0: la commission de sécurité lit ce journal.");
      $("correct-note").focus();
      return;
    }
    write($("correct-fault"), "");
    const direction = event.submitter?.value === "out" ? "out" : "in";
    sheet.close();
    await on.correct({ direction, adults: many.value, note });
    $("correct-note").value = "";
  });

  let asked = false;
  $("reset-go").addEventListener("click", async () => {
    if (!asked) {
      asked = true;
      write($("reset-go"), "Oui, tout le monde est sorti");
      return;
    }
    sheet.close();
    await on.reset();
  });

  for (const tab of sheet.querySelectorAll("[data-show]")) tab.addEventListener("click", () => part(tab.dataset.show));
  function open(name) {
    asked = false;
    write($("reset-go"), "Remettre la salle à zéro");
    search.clear();
    many.set(1);
    part(name);
    sheet.showModal();
  }

  $("supervise-open").addEventListener("click", () => open("search"));
  // In an emergency the list is one tap away.
  $("evacuation-open").addEventListener("click", () => open("evacuation"));
}

/** The phone's own settings: gate, hand, sound; and what it knows. */

import { sayHour, sayOffset } from "../rules/clock.js";
import { $, make, write } from "./make.js";

/** @param on {gate(id), hand(name), muted(bool), test(), fetch()} */
export function settingsView(on) {
  const sheet = $("settings");
  $("settings-open").addEventListener("click", () => sheet.showModal());
  $("settings-test").addEventListener("click", on.test);
  $("settings-fetch").addEventListener("click", on.fetch);
  for (const choice of sheet.querySelectorAll("input[name=hand]"))
    choice.addEventListener("change", () => on.hand(choice.value));
  $("settings-sound").addEventListener("change", (event) => on.muted(!event.target.checked));

  return {
    draw(state) {
      const { device, listAt, offset } = state.facts;
      $("settings-gates").replaceChildren(
        ...state.gates.map((gate) =>
          make(
            "label",
            { class: "tick" },
            make("input", {
              type: "radio",
              name: "gate",
              value: gate.id,
              checked: String(gate.id) === String(state.gate),
              onchange: () => on.gate(gate.id),
            }),
            ` ${gate.name}`,
          ),
        ),
      );
      for (const choice of sheet.querySelectorAll("input[name=hand]"))
        choice.checked = choice.value === state.settings.hand;
      $("settings-sound").checked = !state.settings.muted;
      write(
        $("settings-device"),
        device ? `${device.name}${device.rights === "supervise" ? ", superviseur" : ""}` : "",
      );
      write($("settings-clock"), sayOffset(offset ?? 0) ?? "L’horloge du téléphone est à l’heure.");
      write($("settings-list"), listAt ? `Liste de ${sayHour(listAt)}` : "Pas encore de liste");
    },
  };
}

/** The tray: records the server refused, and answers it gave otherwise than the phone. Nothing is dropped silently. */

import { sayHour } from "../rules/clock.js";
import { lastWords } from "../rules/words.js";
import { $, make } from "./make.js";

/** @param onRetry (record), @param onSeen (record id of a note) */
export function trayView(onRetry, onSeen) {
  const sheet = $("tray");
  $("tray-open").addEventListener("click", () => sheet.showModal());

  return {
    /** @param refused records, @param notes [{record, words}] */
    draw(refused, notes, names) {
      if (refused.length + notes.length === 0 && sheet.open) sheet.close();
      $("tray-list").replaceChildren(
        ...notes.map(({ record, words }) =>
          make(
            "li",
            { class: "tray__item" },
            make("p", { class: "tray__what" }, `${words.word}\u00a0: ${words.name || "badge"} (${sayHour(record.at)})`),
            make("p", {}, `Le téléphone avait dit oui avant que le serveur réponde. ${words.lines.join(" ")}`),
            make("button", { type: "button", class: "key", onclick: () => onSeen(record.id) }, "C’est vu"),
          ),
        ),
        ...refused.map((record) =>
          make(
            "li",
            { class: "tray__item" },
            make("p", { class: "tray__what" }, lastWords(record, names.get(record.id) ?? "")),
            make("p", {}, record.reason),
            make("button", { type: "button", class: "key", onclick: () => onRetry(record) }, "Renvoyer"),
          ),
        ),
      );
    },
  };
}

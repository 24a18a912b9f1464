/** Somebody without badge in two taps: who (status), from where (commune). */

import { $, make, write } from "./make.js";
import { stepper } from "./stepper.js";

/** @param onChosen called with ({status, commune, adults, code, place}); commune null is « autre » */
export function walkInView(onChosen) {
  const sheet = $("walk-in");
  const many = stepper($("walk-in-many"), undefined, 1);
  let badge = {};
  let status = null;

  function step(name) {
    sheet.dataset.step = name;
    $("walk-in-statuses").hidden = name !== "status";
    $("walk-in-communes").hidden = name !== "commune";
    $("walk-in-many").hidden = name !== "status";
    $("walk-in-back").hidden = name === "status";
    write($("walk-in-title"), name === "status" ? "Qui entre\u00a0?" : "D’où\u00a0?");
    sheet.querySelector(".sheet__body").scrollTop = 0;
  }

  function choose(commune) {
    sheet.close();
    onChosen({ status, commune, adults: many.value, ...badge });
  }

  $("walk-in-back").addEventListener("click", () => step("status"));

  return {
    /** @param facts {statuses, communes}, @param with a blank badge {code, place} when one was scanned */
    show(facts, with_ = {}) {
      badge = with_;
      many.set(1);
      write($("walk-in-badge"), badge.code ? "Avec le badge vierge qui vient d’être scanné." : "");
      $("walk-in-statuses").replaceChildren(
        ...facts.statuses.map(([value, words]) =>
          make(
            "button",
            { type: "button", class: "choice", onclick: () => ((status = value), step("commune")) },
            words,
          ),
        ),
      );
      $("walk-in-communes").replaceChildren(
        ...facts.communes.map(([insee, name]) =>
          make("button", { type: "button", class: "choice", onclick: () => choose(insee) }, name),
        ),
        make("button", { type: "button", class: "choice choice--other", onclick: () => choose(null) }, "Autre commune"),
      );
      step("status");
      sheet.showModal();
    },
  };
}

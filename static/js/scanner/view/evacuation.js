/** Who is inside, class by class, with whom to call: in one tap, and from the phone's memory when the network is gone. */

import { sayHour } from "../rules/clock.js";
import { sayHeads } from "../rules/heads.js";
import { showClass } from "../rules/words.js";
import { $, make, write } from "./make.js";

/** @param roll the server's list {at, present, individuals, groups}, or null when the phone never had one */
export function drawEvacuation(roll) {
  write($("evacuation-when"), roll ? `Liste de ${sayHour(roll.at)}` : "Pas encore de liste sur ce téléphone.");
  write($("evacuation-total"), roll ? `${roll.present} personne${roll.present > 1 ? "s" : ""} à l’intérieur` : "");
  write(
    $("evacuation-others"),
    roll
      ? `${roll.groups.length} classe${roll.groups.length > 1 ? "s" : ""}, et ${roll.individuals} personne${roll.individuals > 1 ? "s" : ""} hors des classes`
      : "",
  );
  $("evacuation-groups").replaceChildren(...(roll?.groups ?? []).map(line));
}

function line(group) {
  const call = group.mobile
    ? make(
        "a",
        { class: "key", href: `tel:${group.mobile.replace(/[^+\d]/g, "")}` },
        `Appeler ${group.referent || "le référent"}`,
      )
    : make("p", {}, group.referent ? `Référent\u00a0: ${group.referent}` : "Pas de numéro de référent");
  return make(
    "li",
    { class: "roll__group" },
    make("p", { class: "roll__name" }, [group.title, group.subtitle].map(showClass).filter(Boolean).join(", ")),
    make("p", {}, [sayHeads(group.pupils, group.adults), group.hall].filter(Boolean).join(" · ")),
    call,
  );
}

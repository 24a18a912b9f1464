/** A class at the door: how many were announced, how many are there; far-off numbers are asked twice. */

import { doubt, sayHeads } from "../rules/heads.js";
import { sayHour } from "../rules/clock.js";
import { $, write } from "./make.js";
import { stepper } from "./stepper.js";

/** @param onCount called with ({pupils, adults, confirmed}), @param onLeave when nobody is counted */
export function countView(onCount, onLeave) {
  const root = $("count");
  const pupils = stepper($("count-pupils"), calm);
  const adults = stepper($("count-adults"), calm);
  const button = $("count-go");
  let expected = { pupils: 0, adults: 0 };
  let asked = null;
  let touched = false;

  function calm() {
    touched = true;
    asked = null;
    write($("count-doubt"), "");
    write(button, "Valider");
  }

  button.addEventListener("click", async () => {
    const question = doubt(pupils.value, adults.value, expected);
    if (question && asked !== question) {
      asked = question;
      write($("count-doubt"), question);
      write(button, "Oui, valider");
      return;
    }
    button.disabled = true;
    await onCount({ pupils: pupils.value, adults: adults.value, confirmed: question !== null });
    button.disabled = false;
  });
  $("count-leave").addEventListener("click", onLeave);

  return {
    recount,
    show(words, verdict, direction) {
      write($("count-name"), words.name);
      write($("count-way"), direction === "in" ? "Classe qui entre" : "Classe qui sort");
      write($("count-where"), words.where ?? "");
      write($("count-when"), words.lines.find((line) => /^Attendu à|^Arrivée/.test(line)) ?? "");
      write($("count-photo"), words.lines.find((line) => /photo/i.test(line)) ?? "");
      touched = false;
      recount(verdict);
      root.hidden = false;
      button.focus({ preventScroll: true });
    },
    hide() {
      root.hidden = true;
    },
  };

  function recount(verdict) {
    expected = verdict.expected ?? { pupils: verdict.pupils, adults: verdict.adults };
    const inside = verdict.inside ?? { pupils: 0, adults: 0 };
    const since = verdict.first ? ` depuis ${sayHour(verdict.first.at)}` : "";
    const already = inside.pupils + inside.adults > 0;
    write($("count-expected"), `${sayHeads(expected.pupils, expected.adults)} annoncés`);
    write(
      $("count-inside"),
      already ? `Déjà à l’intérieur${since}\u00a0: ${sayHeads(inside.pupils, inside.adults)}` : "",
    );
    if (touched) return;
    pupils.set(verdict.pupils);
    adults.set(verdict.adults);
    calm();
    touched = false;
  }
}

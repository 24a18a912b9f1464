/** Supervisors find a badge by name, for somebody who forgot theirs. Asks the server: names are not on the phone. */

import { showClass } from "../rules/words.js";
import { $, make, write } from "./make.js";

const PAUSE_MS = 250;
const ENDED = { cancelled: "annulé", replaced: "remplacé", withdrawn: "retiré" };

/** @param find (words) answers {status, body}, @param onCode called with the chosen code */
export function searchView(find, onCode) {
  const input = $("search-words");
  let timer = 0;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  $("search-form").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask();
  });

  async function ask() {
    const words = input.value.trim();
    if (words.length < 2) return show([], "");
    const { status, body } = await find(words);
    if (input.value.trim() !== words) return undefined;
    if (status !== 200) return show([], "Pas de réponse du serveur\u00a0: la recherche demande le réseau.");
    return show(body.found, body.found.length ? "" : "Personne de ce nom dans les inscriptions.");
  }

  function show(found, note) {
    write($("search-note"), note);
    $("search-found").replaceChildren(...found.map(row));
  }

  function row(badge) {
    const name = [badge.title, badge.subtitle].map(showClass).filter(Boolean).join(" ");
    const more = [showClass(badge.detail), ENDED[badge.state]].filter(Boolean).join(", ");
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "choice", onclick: () => onCode(badge.code) },
        name,
        make("small", { class: "choice__more" }, more),
      ),
    );
  }

  return {
    clear() {
      input.value = "";
      show([], "");
    },
  };
}

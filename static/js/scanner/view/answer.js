/** The answer: the whole screen, one huge word, a shape, a colour, short lines; it leaves by itself. */

import { $, icon, make } from "./make.js";

const GOOD_MS = 1500;
const OTHER_MS = 3000;
const ASKING_MS = 6000;
const SETTLED_MS = 350;

/** @param onGone called when the answer leaves */
export function answerView(onGone) {
  const root = $("answer");
  const said = $("answer-said");
  let timer = 0;
  let since = 0;

  function hide() {
    clearTimeout(timer);
    if (root.hidden) return;
    root.hidden = true;
    onGone();
  }

  root.addEventListener("click", (event) => {
    if (!event.target.closest("button") && !tooSoon()) hide();
  });

  /** The second half of a double tap, meant for the button that was there before. */
  function tooSoon() {
    return performance.now() - since < SETTLED_MS;
  }

  /** Said anew even when the same answer comes twice. */
  function announce(text) {
    $("answer-live").replaceChildren(make("p", {}, text));
  }

  function offer(button, act) {
    button.hidden = !act;
    button.onclick = () => {
      if (tooSoon()) return;
      hide();
      act();
    };
  }

  return {
    hide,
    /**
     * @param ways {undo, letIn}: what may still be done about it
     * `data-patience` makes every answer stay so many times longer, for a hand that needs it (a test's, on a busy machine).
     */
    show(words, { undo = null, letIn = null } = {}) {
      clearTimeout(timer);
      root.dataset.tone = words.tone;
      root.dataset.verdict = words.verdict;
      said.replaceChildren(
        icon(words.tone),
        make("p", { class: "answer__word", "data-long": words.word.length > 11 }, words.word),
        words.name ? make("p", { class: "answer__name" }, words.name) : "",
        ...words.lines.map((line) => make("p", { class: "answer__line" }, line)),
      );
      announce([words.word, words.name, ...words.lines].filter(Boolean).join(". "));
      offer($("answer-undo"), undo);
      offer($("answer-let-in"), letIn);
      root.hidden = false;
      since = performance.now();
      const stay = words.tone === "good" ? GOOD_MS : letIn ? ASKING_MS : OTHER_MS;
      timer = setTimeout(hide, stay * Number(root.dataset.patience ?? 1));
    },
  };
}

/** The server's word comes after the phone's own: when it would have refused somebody, people are told, and nothing is undone. */

import { answerWords } from "./rules/words.js";

const LET_IN = new Set(["welcome", "early", "class", "counted", "out", "noted", "undone"]);
const CORRECTED_MS = 15000;

/** @param parts {sound, screen, state, shown: verdicts told by record} */
export function openCorrections({ sound, screen, state, shown }) {
  /** Records came back from the server: say aloud what it sees otherwise than the phone did. */
  function settled(list) {
    for (const record of list) if (record.answer && isContradicted(record)) tell(record, record.answer);
    screen.refresh();
  }

  /** The phone let somebody pass, or put them on hold as « not on the list », and the server would have refused them. */
  function isContradicted(record) {
    const said = shown.get(record.id)?.verdict ?? record.local;
    const letIn = LET_IN.has(said) || (said === "unknown" && record.offline);
    return letIn && !LET_IN.has(record.answer.verdict);
  }

  function tell(record, answer) {
    const said = shown.get(record.id);
    const words = answerWords(answer, { direction: record.direction });
    screen.note(record, words);
    if (!said || Date.now() - said.at > CORRECTED_MS || !state.scanning()) return;
    words.lines.unshift("Le serveur corrige la réponse du téléphone.");
    sound.play(words.tone);
    screen.answer(words);
  }

  return { settled };
}

/** What people do at the door: count a class, let in without a badge, click, correct, take back. Each is a record first. */

import { answerWords, lastWords } from "./rules/words.js";

const UNDOABLE = new Set(["welcome", "early", "out", "counted", "noted"]);

/** @param parts {records, sender, sound, screen, state, shown: verdicts told by record, seen: the memory of codes} */
export function openActs({ records, sender, sound, screen, state, shown, seen }) {
  /** Say the answer aloud and on the whole screen; `letIn` is offered when a person may decide otherwise. */
  function announce(words, record, letIn = null) {
    if (state.full && record.direction === "in" && record.counts)
      words.lines.unshift("Salle complète\u00a0: plus personne ne devrait entrer.");
    sound.play(words.tone);
    const undo = UNDOABLE.has(words.verdict) ? () => takeBack(record).catch(broken) : null;
    screen.answer(words, { undo, letIn });
    screen.last(lastWords(record, words.name, words.word), undo);
    screen.refresh();
  }

  /** The heads of a class that passed: the count is what counts. */
  async function count(scan, { pupils, adults, confirmed }, verdict) {
    const { code, place, direction } = scan;
    const record = await records.keep("count", {
      code,
      place,
      direction,
      target: scan.id,
      pupils,
      adults,
      confirmed: confirmed || scan.confirmed,
      local: "counted",
    });
    const words = answerWords(
      { ...verdict, verdict: "counted", tone: undefined, lines: undefined, pupils, adults },
      { direction },
    );
    state.names.set(record.id, verdict.title ?? "");
    shown.set(record.id, { verdict: "counted", name: verdict.title, at: Date.now() });
    announce(words, record);
    sender.flush();
  }

  /** Somebody without registration: one status, one commune, perhaps a badge of the blank series. */
  async function walkIn({ status, commune, adults, code = null, place = "" }) {
    const record = await records.keep("walk_in", { status, insee_code: commune, adults, code, place, direction: "in" });
    shown.set(record.id, { verdict: "noted", name: "", at: Date.now() });
    announce(
      answerWords({
        verdict: "welcome",
        title: "",
        lines: ["Visite sans inscription\u00a0: c’est noté."],
        tone: "good",
      }),
      record,
    );
    sender.flush();
  }

  /** One tick of the hand counter. */
  async function click(direction) {
    const record = await records.keep("click", { direction, adults: 1 });
    sound.play("ask");
    screen.last(lastWords(record, ""), () => takeBack(record).catch(broken));
    screen.refresh();
    sender.flush();
  }

  /** A supervisor's word on the occupancy: people who passed unseen, or a hall that is empty again; signed with a reason. */
  async function correct(kind, facts, text) {
    const record = await records.keep(kind, { local: "noted", ...facts });
    announce(
      {
        verdict: "noted",
        tone: "good",
        word: "C’est noté",
        name: text,
        where: "",
        lines: facts.note ? [facts.note] : [],
      },
      record,
    );
    sender.flush();
  }

  async function takeBack(record, text = null) {
    const undo = await records.keep("undo", {
      target: record.id,
      place: record.place,
      direction: record.direction,
      local: "undone",
    });
    seen.forget();
    const name = state.names.get(record.id) ?? "";
    shown.set(undo.id, { verdict: "undone", name, at: Date.now() });
    const words = answerWords({ verdict: "undone", title: name, lines: ["Ce passage ne compte plus."] });
    sound.play("attention");
    screen.answer(words);
    screen.last(`${text ?? lastWords(record, name)}\u00a0: effacé`, null);
    screen.refresh();
    sender.flush();
  }

  /** A supervisor takes back a line of any phone, known by its id alone. */
  function undo(id, text) {
    return takeBack({ id, place: "", direction: "in", kind: "scan", at: state.now() }, text);
  }

  /** The phone cannot keep anything: never a green screen then. */
  function broken(fault) {
    sound.play("bad");
    const lines = ["Ce téléphone ne peut plus rien garder\u00a0: noter ce passage sur papier et recharger la page."];
    screen.answer({ verdict: "broken", tone: "bad", word: "Panne", name: "", lines });
    console.warn("the door stumbled", fault);
  }

  const safely =
    (act) =>
    (...facts) =>
      act(...facts).catch(broken);
  return {
    announce,
    broken,
    count: safely(count),
    walkIn: safely(walkIn),
    click: safely(click),
    correct: safely(correct),
    undo: safely(undo),
  };
}

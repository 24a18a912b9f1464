/** What the screen says for each verdict: one huge word, a tone (with its shape and its sound), and short lines. Pure. */

import { sayDay, sayHour } from "./clock.js";
import { sayHeads } from "./heads.js";

const WORDS = {
  welcome: ["Bienvenue", "good"],
  class: ["Classe", "good"],
  counted: ["Bienvenue", "good"],
  out: ["Au revoir", "good"],
  noted: ["C’est noté", "good"],
  undone: ["Effacé", "attention"],
  awaited: ["Rien à effacer", "attention"],
  early: ["En avance", "attention"],
  again: ["Déjà passé", "bad"],
  not_today: ["Pas aujourd’hui", "bad"],
  cancelled: ["Annulé", "bad"],
  replaced: ["Remplacé", "bad"],
  withdrawn: ["Retiré", "bad"],
  unknown: ["Code inconnu", "bad"],
  foreign: ["Pas à nous", "bad"],
  doubtful: ["Trop nombreux\u00a0?", "attention"],
  refused: ["Refusé", "bad"],
};

const PHOTO = { no: "Pas de photo.", partial: "Photos\u00a0: demandez à l’accompagnateur." };
const RULED_OUT = {
  cancelled: "L’inscription a été annulée.",
  replaced: "Ce badge a été remplacé par un autre\u00a0: demander le nouveau.",
  withdrawn: "Ce badge a été retiré par l’organisation.",
};
const EXCUSES = {
  not_today: "pas aujourd’hui",
  cancelled: "annulé",
  replaced: "remplacé",
  withdrawn: "retiré",
};

/** « 3ᵉ B » for « 3e B » ; other words pass unchanged. */
export function showClass(text) {
  return (text ?? "").replace(/(^|\s)(\d)(?:e|è|ème|eme)(?=\s|$)/gu, "$1$2ᵉ").replace(/(^|\s)2de(?=\s|$)/gu, "$12ᵈᵉ");
}

/**
 * The whole answer as the screen shows it.
 * @param judged  a verdict from the server or from the phone's list
 * @param context {direction, offline, listAt}
 * @returns       {verdict, tone: "good"|"attention"|"bad", word, name, where, lines: [text]}
 */
export function answerWords(judged, { direction = "in", offline = false, listAt = null } = {}) {
  let [word, tone] = WORDS[judged.verdict] ?? ["Réponse inconnue", "attention"];
  tone = judged.tone ?? (judged.excuse && tone === "good" ? "attention" : tone);
  if (judged.verdict === "counted" && direction === "out") word = "Au revoir";
  if (judged.verdict === "again" && judged.kind === "class") word = "Déjà passés";
  if (offline && judged.verdict === "unknown") {
    word = "Pas sur la liste";
    tone = "attention";
  }
  const lines = judged.lines?.length ? [...judged.lines] : linesOf(judged, direction, offline, listAt);
  if (PHOTO[judged.photo] && direction === "in" && ["welcome", "counted", "class", "early"].includes(judged.verdict)) {
    if (!lines.some((line) => /photo/i.test(line))) lines.push(PHOTO[judged.photo]);
  }
  return {
    verdict: judged.verdict,
    tone,
    word,
    name: showClass(judged.title ?? ""),
    where: showClass(judged.subtitle ?? lines[0] ?? ""),
    lines,
  };
}

function linesOf(judged, direction, offline, listAt) {
  const lines = [];
  const { verdict } = judged;
  if (judged.excuse) lines.push(`Entrée acceptée à la main\u00a0: ${EXCUSES[judged.excuse]}.`);
  if (verdict === "counted") lines.push(sayHeads(judged.pupils, judged.adults));
  if (judged.subtitle && verdict !== "foreign") lines.push(showClass(judged.subtitle));
  if (judged.detail && ["welcome", "early"].includes(verdict)) lines.push(showClass(judged.detail));
  const heads = (judged.pupils ?? 0) + (judged.adults ?? 0);
  if (verdict === "welcome" && heads > 1) lines.push(`Badge pour ${heads} personnes`);
  if (verdict === "again" && judged.first)
    lines.push(`Entré à ${sayHour(judged.first.at)}${judged.first.gate ? `, ${lower(judged.first.gate)}` : ""}`);
  if (verdict === "not_today" && judged.day) lines.push(`Attendu ${sayDay(judged.day)}`);
  if (verdict === "early" && judged.expected_at)
    lines.push(`Attendu à ${sayHour(judged.expected_at)}. Peut entrer\u00a0: c’est noté.`);
  if (RULED_OUT[verdict]) lines.push(RULED_OUT[verdict]);
  if (verdict === "unknown") {
    if (offline)
      lines.push(
        listAt ? `Pas encore sur la liste de ${sayHour(listAt)}.` : "Ce téléphone n’a pas encore de liste.",
        "Noté\u00a0: à vérifier au retour du réseau.",
      );
    else lines.push("Ce code n’est pas dans nos inscriptions.");
  }
  if (verdict === "foreign") lines.push("Ce code QR n’est pas un badge du forum.");
  return lines;
}

/** What a line of the journal did: « 22 élèves et 2 adultes · entrée », « annulé, pas compté », « badge de la classe lu ». */
export function sayPassage(line) {
  const read = line.kind === "scan" && !line.undone && (!line.moved || line.verdict === "again");
  if (read && line.badge_kind === "class") return "badge de la classe lu";
  if (read) return `${lower(WORDS[line.verdict]?.[0] ?? "Refusé")}, pas compté`;
  const heads = line.pupils + line.adults ? sayHeads(line.pupils, line.adults) : "";
  return [heads, line.direction === "in" ? "entrée" : "sortie"].filter(Boolean).join(" · ");
}

function lower(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The short line that stays above the buttons: « 9 h 12 · 3ᵉ B · 26 élèves et 2 adultes ». */
export function lastWords(record, name, word = wordOf(record.answer?.verdict ?? record.local)) {
  const hour = sayHour(record.at);
  const way = record.direction === "in" ? "entrée" : "sortie";
  if (record.kind === "click") return `${hour} · compteur, ${way}`;
  if (record.kind === "walk_in") return `${hour} · sans badge, ${way}`;
  if (record.kind === "count") return `${hour} · ${name} · ${sayHeads(record.pupils, record.adults)}, ${way}`;
  return [hour, name, lower(word)].filter(Boolean).join(" · ");
}

function wordOf(verdict) {
  return (WORDS[verdict] ?? WORDS.unknown)[0];
}

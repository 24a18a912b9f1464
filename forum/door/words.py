"""The words that the phone's screen shows for a verdict: who it is, then complete French sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from forum import clock
from forum.door.rules import Badge, Entry, Verdict
from forum.door.rules.lines import IN, OUT
from forum.web.words import say_class, say_date, say_hour

WORDS = {
    "welcome": ("BIENVENUE", "good"),
    "class": ("BIENVENUE", "good"),
    "counted": ("BIENVENUE", "good"),
    "out": ("AU REVOIR", "good"),
    "noted": ("C’EST NOTÉ", "good"),
    "undone": ("EFFACÉ", "attention"),
    "awaited": ("RIEN À EFFACER", "attention"),
    "early": ("EN AVANCE", "attention"),
    "doubtful": ("VRAIMENT\u00a0?", "attention"),
    "again": ("DÉJÀ PASSÉ", "bad"),
    "not_today": ("PAS AUJOURD’HUI", "bad"),
    "cancelled": ("ANNULÉ", "bad"),
    "replaced": ("REMPLACÉ", "bad"),
    "withdrawn": ("RETIRÉ", "bad"),
    "unknown": ("CODE INCONNU", "bad"),
    "foreign": ("PAS À NOUS", "bad"),
}
VERDICT_NAMES = {
    "welcome": "bienvenue",
    "class": "classe à compter",
    "counted": "classe comptée",
    "out": "sortie",
    "noted": "noté",
    "undone": "effacement",
    "awaited": "effacement en attente de son passage",
    "early": "en avance",
    "doubtful": "compte douteux",
    "again": "déjà passé",
    "not_today": "pas aujourd’hui",
    "cancelled": "annulé",
    "replaced": "remplacé",
    "withdrawn": "retiré",
    "unknown": "code inconnu",
    "foreign": "pas à nous",
}
KIND_NAMES = {
    "scan": "badge",
    "count": "classe comptée",
    "walk_in": "sans inscription",
    "click": "compteur",
    "undo": "effacement",
    "correction": "correction",
    "reset": "salle vide",
    "settle": "conflit réglé",
}
_BARRED = {
    "cancelled": "L’inscription a été annulée. Vous pouvez laisser entrer quand même.",
    "replaced": "Ce badge a été remplacé par un autre\u00a0: demandez le nouveau.",
    "withdrawn": "Ce badge a été retiré par l’organisation\u00a0: appelez un responsable.",
}
_PHOTO = {"no": "Pas de photo.", "partial": "Photos\u00a0: demandez à l’accompagnateur."}
_LET_IN = {"welcome", "early", "class", "counted"}
ERASED_BEFORE = "Effacé d’avance\u00a0: ce passage ne compte pas."
OTHER_EDITION = "Ce badge est celui d’une autre édition du forum."


def answer(
    entry: Entry, verdict: Verdict, badge: Badge | None, gates: Mapping[int, str], at: datetime, *, erased: bool = False
) -> dict[str, Any]:
    """What the phone is told, and what is repeated to it for ever after under the same id; `erased` by an undo that came
    before it."""
    word, tone = WORDS[verdict.name]
    if verdict.name == "counted" and entry.direction == OUT:
        word = "AU REVOIR"
    ours = badge if verdict.name not in ("foreign", "unknown") else None
    say = say_class if ours and ours.group else str
    earlier = verdict.earlier
    heads = verdict.proposed or (verdict.pupils, verdict.adults)
    return {
        "id": entry.id,
        "verdict": verdict.name,
        "word": word,
        "tone": "attention" if (verdict.excuse or erased) and tone == "good" else tone,
        "kind": ours.kind if ours else None,
        "title": say(ours.title) if ours else _who(entry),
        "subtitle": say(ours.subtitle) if ours else "",
        "detail": say(ours.detail) if ours else "",
        "lines": [ERASED_BEFORE] * erased
        + ([OTHER_EDITION] if badge and not ours else _lines(entry, verdict, ours, gates, at)),
        "first": {"at": earlier.at, "gate": gates.get(earlier.gate, "")} if earlier else None,
        "pupils": heads[0],
        "adults": heads[1],
        "expected": _pair(verdict.expected),
        "inside": _pair(verdict.inside),
        "photo": ours.photo if ours else "yes",
        "duplicate_of": earlier.id if earlier and verdict.name == "again" else None,
    }


def refused(entry_id: UUID | str | None, reason: str) -> dict[str, Any]:
    """The answer to an entry that cannot be written: the phone shows it in its tray."""
    return {
        "id": entry_id,
        "verdict": "refused",
        "word": "REFUSÉ",
        "tone": "bad",
        "title": "Passage refusé",
        "lines": [reason],
        "reason": reason,
    }


def say_heads(pupils: int, adults: int) -> str:
    """« 26 élèves et 2 adultes »."""
    some = [_some(pupils, "élève")] * bool(pupils) + [_some(adults, "adulte")] * bool(adults)
    return " et ".join(some) or "personne"


def _some(number: int, word: str) -> str:
    return f"{number}\u00a0{word}{'s' if number > 1 else ''}"


def _who(entry: Entry) -> str:
    if entry.kind == "walk_in":
        return "Visite sans inscription"
    return "Compteur" if entry.kind == "click" else ""


def _pair(heads: tuple[int, int] | None) -> dict[str, int] | None:
    return {"pupils": heads[0], "adults": heads[1]} if heads else None


def _lines(entry: Entry, verdict: Verdict, badge: Badge | None, gates: Mapping[int, str], at: datetime) -> list[str]:
    lines = [_first_line(entry, verdict, badge, gates)]
    if badge and verdict.name in (*_LET_IN, "out") and not badge.group:
        lines += [badge.subtitle, badge.detail] if verdict.name in _LET_IN else [badge.subtitle]
        if badge.pupils + badge.adults > 1:
            lines.append(f"Badge pour {badge.pupils + badge.adults} personnes.")
    elif badge and badge.group:
        lines.insert(0, badge.subtitle)
    if badge and entry.direction == IN and verdict.name in ("class", "early") and badge.expected_at:
        lines.append(_when_expected(badge.expected_at, at))
    if badge and entry.direction == IN and verdict.name in _LET_IN:
        lines.append(_PHOTO.get(badge.photo, ""))
    return [say_class(line) if badge and badge.group else line for line in lines if line]


def _first_line(entry: Entry, verdict: Verdict, badge: Badge | None, gates: Mapping[int, str]) -> str:
    if verdict.excuse:
        return "Entrée acceptée à la main\u00a0: " + VERDICT_NAMES[verdict.excuse] + "."
    if verdict.name in _BARRED:
        return _BARRED[verdict.name]
    if verdict.name == "again" and verdict.earlier:
        return f"Entré à {say_hour(verdict.earlier.at)}, {_low(gates.get(verdict.earlier.gate, ''))}."
    if verdict.name == "not_today" and badge and badge.day:
        return f"Attendu {_day(badge, badge.expected_at)}. Vous pouvez laisser entrer quand même."
    if verdict.name in ("counted", "noted"):
        way = "entrés" if entry.direction == IN else "sortis"
        return f"{say_heads(verdict.pupils, verdict.adults).capitalize()} {way}."
    if verdict.name == "class" and verdict.expected:
        return _class_line(verdict)
    if verdict.name == "doubtful" and verdict.expected:
        return f"{verdict.pupils + verdict.adults} pour {sum(verdict.expected)} annoncés\u00a0?"
    return {
        "unknown": "Ce code n’est pas dans nos inscriptions\u00a0: cherchez par le nom.",
        "foreign": "Ce code n’est pas un badge de cette édition.",
        "undone": "Le passage est effacé.",
        "awaited": "Le serveur n’a pas ce passage\u00a0: rien n’a été effacé. S’il arrive plus tard de ce téléphone, il ne comptera pas.",
    }.get(verdict.name, "")


def _class_line(verdict: Verdict) -> str:
    assert verdict.expected
    line = f"{say_heads(*verdict.expected).capitalize()} attendus."
    if verdict.inside and any(verdict.inside):
        line += f" Déjà dans la salle\u00a0: {say_heads(*verdict.inside)}."
    return line


def _when_expected(expected: datetime, at: datetime) -> str:
    minutes = round((at - expected).total_seconds() / 60)
    if minutes < -30:
        return f"Attendu à {say_hour(expected)}. Peut entrer\u00a0: c’est noté."
    if minutes > 15:
        return f"Attendu à {say_hour(expected)}\u00a0: en retard de {_say_minutes(minutes)}."
    return ""


def _say_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "") if hours else f"{rest}\u00a0min"


def _day(badge: Badge, expected: datetime | None) -> str:
    assert badge.day
    noon = datetime.combine(badge.day, time(12), clock.PARIS)
    return say_date(noon, year=False) + (f" à {say_hour(expected)}" if expected else "")


def _low(name: str) -> str:
    return name[:1].lower() + name[1:]

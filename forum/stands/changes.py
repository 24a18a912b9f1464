"""What changed in an exhibitor's file, line by line, as the letter and the journal say it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from forum.editions.values import EditionValue
from forum.exhibitors.queries import ExhibitorLine
from forum.exhibitors.rules import OFFERS, Shown
from forum.stands.queries import BookingLine
from forum.stands.questions import QUESTIONS, in_words
from forum.stands.rules import DetailsSaid, MachineSaid

Pair = tuple[str, str, str]
MOST = 300
NEEDS = ("people", "tables", "chairs", "panels", "power_watts", "three_phase", "network", "machine", "note")
DETAILS = (
    *("sockets", "water", "height_cm", "noise", "dust", "setup_at", "vehicle", "meals", "parking"),
    *("group_size", "session_minutes"),
)


def of_needs(before: BookingLine, after: BookingLine) -> list[str]:
    """People, furniture, power: « Tables : 1 → 3 »."""
    return _lines(_asked(before, after, NEEDS))


def of_details(before: DetailsSaid | None, after: DetailsSaid) -> list[str]:
    """Sockets, set-up, meals: what was said before, if anything was."""
    if before is None:
        return ["La fiche «\u00a0Le jour du forum\u00a0» est remplie"]
    halves = ("Demi-journées", str(len(before.half_days)), str(len(after.half_days)))
    return _lines([*_asked(before, after, DETAILS), halves]) or (
        ["Demi-journées de présence"] if before.half_days != after.half_days else []
    )


def of_machine(before: MachineSaid | None, after: MachineSaid) -> list[str]:
    """The declaration, made or made again."""
    if before == after:
        return []
    return [_cut(f"Déclaration de machine\u00a0: {after.machine}")]


def of_organisation(edition: EditionValue, before: ExhibitorLine, after: ExhibitorLine) -> list[str]:
    """The sheet of the organisation and its main contact; sectors by this edition's names."""
    sectors = (QUESTIONS["sector"], edition.sector(before.sector).name, edition.sector(after.sector).name)
    contact = ("Contact", before.contact, after.contact)
    sheet = _asked(before, after, ("name", "kind", "insee_code", "siret", "website", "email", "phone"))
    return _lines([*sheet[:2], sectors, *sheet[2:5], contact, *sheet[5:]])


def of_shown(before: Shown, after: Shown) -> list[str]:
    """Jobs, offers, levels and the words of the programme."""
    told: list[Pair] = [
        (QUESTIONS["jobs"], _list(job.words for job in before.jobs), _list(job.words for job in after.jobs)),
        *((words, str(before.offers.get(kind, 0)), str(after.offers.get(kind, 0))) for kind, words in OFFERS.items()),
        *_asked(before, after, ("levels", "website")),
    ]
    return _lines(told) + (["La présentation du programme"] if before.pitch != after.pitch else [])


def say_changes(what: str, lines: list[str]) -> str:
    """What was done and the lines of it, as long as the journal takes."""
    return _cut(f"{what}\u00a0: {'; '.join(lines)}" if lines else what)


def _asked(before: Any, after: Any, names: Iterable[str]) -> list[Pair]:
    return [
        (QUESTIONS[name], in_words(name, getattr(before, name)), in_words(name, getattr(after, name))) for name in names
    ]


def _lines(pairs: Iterable[Pair]) -> list[str]:
    return [
        _cut(f"{words}\u00a0: {_said(before)} → {_said(after)}") for words, before, after in pairs if before != after
    ]


def _said(words: str) -> str:
    text = re.sub(r"[ \n]+", " ", words)
    return (text if len(text) <= 90 else f"{text[:89]}…") or "rien"


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


def _cut(line: str) -> str:
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"

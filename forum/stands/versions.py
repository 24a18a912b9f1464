"""Two versions of a part of an exhibitor's file, question by question, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from forum.editions.values import EditionValue
from forum.exhibitors.rules import OFFERS
from forum.stands.questions import QUESTIONS, in_words
from forum.stands.rules import HALVES
from forum.territory.sectors import find_sector
from forum.web.words import say_date

Version = tuple[str, str, str]
"""A question, what stands there, what was written."""


def told(said: Any, edition: EditionValue) -> dict[str, str]:
    """Every answer of what was said (a frozen value of the forms, or several) in words; days and sectors are the edition's."""
    if isinstance(said, tuple):
        return {question: answer for one in said for question, answer in told(one, edition).items()}
    answers: dict[str, str] = {}
    for name, value in asdict(said).items():
        if name == "offers":
            answers |= {words: str(value.get(kind, 0)) for kind, words in OFFERS.items()}
        elif name == "half_days":
            answers[QUESTIONS[name]] = ", ".join(_half(edition, day, half) for day, half in sorted(value))
        elif name == "sector":
            sector = find_sector(value)
            answers[QUESTIONS[name]] = edition.sector(sector).name if sector else ""
        else:
            answers[QUESTIONS[name]] = in_words(name, value)
    return answers


def both(now: Mapping[str, str], typed: Mapping[str, str]) -> list[Version]:
    """The questions answered differently."""
    return [(question, now[question], typed[question]) for question in now if now[question] != typed[question]]


def _half(edition: EditionValue, day: int, half: str) -> str:
    several = {one.id: one.date for one in edition.days} if len(edition.days) > 1 else {}
    return f"{say_date(several[day])} {HALVES[half]}" if day in several else HALVES[half]

"""The phones that hold passages which the journal has not, or may: whoever closes the figures is told their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.web.words import HARD, say_date, say_hour, say_number

MOST_LETTERS = 300
"""Of the names that are kept with the closed figures."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A phone that said it holds `queued` passages; or that fell silent while a day lasted (0), last heard at `seen_at`.

    A phone without network cannot say what it holds: only its silence is known.
    """

    phone: str
    queued: int
    seen_at: datetime


async def unsent(edition: EditionValue) -> tuple[Unsent, ...]:
    """The phones of an edition that may still send something, by name; those that were taken off the door never will."""
    rows = await fetch(
        "SELECT name, queued, seen_at FROM door_device"
        " WHERE edition = {} AND revoked_at IS NULL AND seen_at IS NOT NULL ORDER BY name, enrolled_at",
        edition.id,
    )
    return tuple(
        Unsent(row["name"], row["queued"], row["seen_at"])
        for row in rows
        if row["queued"] or any(day.setup_at <= row["seen_at"] < day.closes_at for day in edition.days)
    )


def named(phones: Sequence[Unsent], edition: EditionValue, most: int = MOST_LETTERS) -> str:
    """« Porte A (12 passages), Porte B (sans nouvelles depuis 16 h 40) », « et 3 autres » where they are too many."""
    words = [_said(one, with_day=len(edition.days) > 1) for one in phones]
    for shown in range(len(words), -1, -1):
        others = len(words) - shown
        told = ", ".join(words[:shown]) + (f" et {others} autre{'s' if others > 1 else ''}" if others else "")
        if len(told) <= most:
            return told
    raise ValueError("no room for anything")


def _said(one: Unsent, *, with_day: bool) -> str:
    if one.queued:
        return f"{one.phone} ({say_number(one.queued)}{HARD}passage{'s' if one.queued > 1 else ''})"
    day = f"le {say_date(one.seen_at, year=False)} à " if with_day else ""
    return f"{one.phone} (sans nouvelles depuis {day}{say_hour(one.seen_at)})"

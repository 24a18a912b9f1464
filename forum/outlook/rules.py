"""Decisions: registrations counted by distance from the day, this edition's beside the last one's, and their drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

SPAN = 120
"""Days before the forum that the curve shows: the exhibitors book earlier, and stand at its left edge already."""

MARKS = (120, 90, 60, 45, 30, 21, 14, 7, 3, 1, 0)
"""The distances that the table tells, in days before the first day."""

KINDS = {"exhibitors": "Exposants", "pupils": "Élèves", "visitors": "Visiteurs"}


def cumulative(entries: Iterable[tuple[date, int]], day: date, span: int = SPAN) -> tuple[int, ...]:
    """How many were registered at the end of each day, from `span` days before `day` up to it: span + 1 numbers."""
    steps = [0] * (span + 1)
    for on, heads in entries:
        steps[min(span, max(0, span - (day - on).days))] += heads
    told, total = [], 0
    for step in steps:
        total += step
        told.append(total)
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Pace:
    """One kind of registration: totals by day, the last edition's beside; `here` ends today.

    `left` is how many days are left before the first day, 0 on it and after.
    """

    kind: str
    here: tuple[int, ...]
    there: tuple[int, ...]
    left: int

    @property
    def name(self) -> str:
        return KINDS[self.kind]

    @property
    def now(self) -> int:
        return self.here[-1] if self.here else 0

    @property
    def then(self) -> int | None:
        """What the last edition had at the same distance; None without one."""
        return self.there[SPAN - min(SPAN, self.left)] if self.there else None

    @property
    def change(self) -> int | None:
        """In per cent; None where the last edition had nobody yet."""
        return round(100 * (self.now - self.then) / self.then) if self.then else None

    @property
    def most(self) -> int:
        """The top of the drawing."""
        return max((*self.here, *self.there, 1))

    @property
    def rows(self) -> list[tuple[int, int | None, int | None]]:
        """The table beside the drawing: distance, this edition, the last one."""
        told = []
        for mark in sorted({*MARKS, min(SPAN, self.left)}, reverse=True):
            at = SPAN - mark
            told.append((mark, self.here[at] if at < len(self.here) else None, self.there[at] if self.there else None))
        return told


def pace(
    kind: str,
    here: Iterable[tuple[date, int]],
    day: date,
    there: Iterable[tuple[date, int]],
    other_day: date | None,
    today: date,
) -> Pace:
    """This edition's registrations up to today beside the whole of the last edition's."""
    left = max(0, (day - today).days)
    whole = cumulative(here, day)
    shown = whole[: SPAN + 1 - left] if left <= SPAN else whole[:1]
    return Pace(kind, shown, cumulative(there, other_day) if other_day else (), left)


WIDTH, HEIGHT = 600, 160


def line(values: Sequence[int], most: int) -> str:
    """The points of a polyline on a drawing of 600 by 160 units, the day of the forum on its right edge."""
    return " ".join(f"{WIDTH * at / SPAN:.1f},{HEIGHT - HEIGHT * value / most:.1f}" for at, value in enumerate(values))

"""How full the halls were: steps up and down, told a quarter of an hour at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

Tally = tuple[tuple[tuple[int, bool], int], ...]
"""Heads by (hall, staff), sorted: may fall below nobody, when more leave than ever came."""
Stepped = tuple[datetime, int, bool, int, int]
"""A step with the number of the part that it belongs to: (at, hall, staff, heads, part)."""
EMPTY: Tally = ()


class Level(NamedTuple):
    """People in each hall after everything that happened at an instant; never below nobody, as the door shows them."""

    at: datetime
    halls: dict[int, int]


class Climb(NamedTuple):
    """A quarter of an hour: the tally at its end, the most people at one instant of it and when, in all and by hall."""

    end: Tally
    last: int
    highest: int
    when: datetime
    halls: tuple[tuple[int, int, datetime], ...]


def levels(start: Tally, steps: Sequence[Stepped]) -> Iterator[Level]:
    """The halls after each instant of these steps, which are in order of time."""
    tally = dict(start)
    shown = _shown(tally)
    for index, (at, hall, staff, heads, _) in enumerate(steps):
        tally[hall, staff] = tally.get((hall, staff), 0) + heads
        shown[hall] = max(0, tally.get((hall, False), 0)) + max(0, tally.get((hall, True), 0))
        if index + 1 == len(steps) or steps[index + 1][0] != at:
            yield Level(at, shown)


def climb(start: Tally, steps: Sequence[Stepped]) -> Climb:
    """A quarter of an hour that has at least one step."""
    highest, when = -1, steps[0][0]
    halls: dict[int, tuple[int, datetime]] = {}
    total = 0
    for at, shown in levels(start, steps):
        total = sum(shown.values())
        if total > highest:
            highest, when = total, at
        for hall, heads in shown.items():
            if heads > halls.get(hall, (-1, at))[0]:
                halls[hall] = (heads, at)
    tally = dict(start)
    for _, hall, staff, heads, _ in steps:
        tally[hall, staff] = tally.get((hall, staff), 0) + heads
    end = tuple(sorted((place, heads) for place, heads in tally.items() if heads))
    return Climb(end, total, highest, when, tuple((hall, heads, at) for hall, (heads, at) in halls.items()))


def _shown(tally: dict[tuple[int, bool], int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for (hall, _), heads in tally.items():
        found[hall] = found.get(hall, 0) + max(0, heads)
    return found

"""How full the halls were: steps up and down, told a quarter of an hour at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

Tally = tuple[tuple[tuple[int, bool], int], ...]
"""Heads by (hall, staff), sorted: may fall below nobody, when more leave than ever came."""
Stepped = tuple[int, int, bool, int]
"""A step: microseconds since the beginning of its quarter, hall, whether staff, heads."""
EMPTY: Tally = ()


class Climb(NamedTuple):
    """A quarter of an hour: the tally at its end, the most people at one instant of it and when, in all and by hall."""

    end: Tally
    last: int
    highest: int
    when: datetime
    halls: tuple[tuple[int, int, datetime], ...]


def climb(start: Tally, quarter: datetime, steps: Sequence[Stepped]) -> Climb:
    """A quarter of an hour that has at least one step; its steps are in order of time.

    What is compared is the halls after everything that happened at an instant; never below nobody, as the door shows them.
    """
    highest, when = -1, steps[0][0]
    tally = dict(start)
    shown = _shown(tally)
    total = sum(shown.values())
    most: dict[int, tuple[int, int]] = {}
    moved = dict.fromkeys(shown)
    for index, (at, hall, staff, heads) in enumerate(steps, 1):
        before = tally.get((hall, staff), 0)
        after = tally[hall, staff] = before + heads
        change = (after if after > 0 else 0) - (before if before > 0 else 0)
        shown[hall] = shown.get(hall, 0) + change
        total += change
        moved[hall] = None
        if index < len(steps) and steps[index][0] == at:
            continue
        if total > highest:
            highest, when = total, at
        for place in moved:
            if place not in most or shown[place] > most[place][0]:
                most[place] = shown[place], at
        moved = {}
    end = tuple(sorted((place, heads) for place, heads in tally.items() if heads))
    halls = tuple((hall, heads, quarter + timedelta(microseconds=at)) for hall, (heads, at) in most.items())
    return Climb(end, total, highest, quarter + timedelta(microseconds=when), halls)


def _shown(tally: dict[tuple[int, bool], int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for (hall, _), heads in tally.items():
        found[hall] = found.get(hall, 0) + max(0, heads)
    return found

"""A day of the journal, added up by quarters of an hour: sums only, whoever came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from forum.attendance.rules.attended import Cut, Day, Scope
from forum.attendance.rules.journal import Told, quarter_of
from forum.attendance.rules.levels import EMPTY, Climb, Tally, climb
from forum.attendance.rules.steps import DaySteps
from forum.attendance.values import CLASS, VISITOR

K = TypeVar("K")
MOST_KEPT = 12
"""Parts of an edition whose occupancy is kept in memory."""
KnownClimbs = dict[datetime, tuple[int, Tally, Climb | None]]


class DayCount:
    """What every bearer's day tells, filed under its part (`cut`) and its quarter of an hour; taken out again when it changes."""

    def __init__(self, on: date) -> None:
        self.date = on
        self._cuts: dict[Cut, int] = {}
        self._arrivals: dict[tuple[int, datetime, str], int] = {}
        self._passages: dict[tuple[int, datetime, int, bool], int] = {}
        self._lines: dict[tuple[int, str], int] = {}
        self._stays: dict[int, dict[float, int]] = {}
        self._visits: dict[int, int] = {}
        self._steps = DaySteps()
        self._climbs: dict[Scope, KnownClimbs] = {}

    def __getstate__(self) -> dict[str, object]:
        """Kept without what is told again in no time."""
        return {**self.__dict__, "_climbs": {}}

    @property
    def told(self) -> bool:
        """Whether the journal has any line of this day."""
        return bool(self._lines)

    def add(self, cut: Cut, told: Told, sign: int) -> None:
        """A bearer's day counts from now on (1), or not any more (-1)."""
        part = self._cuts.setdefault(cut, len(self._cuts))
        for what, number in told.lines:
            _more(self._lines, (part, what), sign * number)
        for at, pupils, adults in told.arrivals:
            _more(self._arrivals, (part, quarter_of(at), told.kind), sign * (pupils + adults))
        for at, gate, heads in told.passages:
            _more(self._passages, (part, quarter_of(at), gate, heads > 0), sign * abs(heads))
        for step in told.steps:
            self._steps.add(step, part, sign)
        if told.kind in (CLASS, VISITOR) and told.came != (0, 0):
            _more(self._visits, part, sign * sum(told.came))
            if told.minutes is not None:
                _more(self._stays.setdefault(part, {}), told.minutes, sign * sum(told.came))

    def day(self, scope: Scope) -> Day:
        """The day, or the part of it that the scope holds."""
        parts = {part for cut, part in self._cuts.items() if scope.holds(cut)}
        arrivals: dict[tuple[datetime, str], int] = {}
        inward: dict[tuple[datetime, int], int] = {}
        outward: dict[tuple[datetime, int], int] = {}
        lines: dict[str, int] = {}
        for (part, at, kind), heads in self._arrivals.items():
            if part in parts:
                _more(arrivals, (at, kind), heads)
        for (part, at, gate, came_in), heads in self._passages.items():
            if part in parts:
                _more(inward if came_in else outward, (at, gate), heads)
        for (part, what), number in self._lines.items():
            if part in parts:
                _more(lines, what, number)
        stays = tuple(stay for part in parts for stay in self._stays.get(part, {}).items())
        visits = sum(self._visits.get(part, 0) for part in parts)
        climbs = dict(self._climbed(scope, None if scope.whole else parts))
        return Day(self.date, arrivals, inward, outward, climbs, lines, stays, visits)

    def _climbed(self, scope: Scope, parts: set[int] | None) -> Iterator[tuple[datetime, Climb]]:
        """Quarter by quarter; one whose steps and beginning are the same as last time is not told again."""
        if scope not in self._climbs and len(self._climbs) >= MOST_KEPT:
            del self._climbs[next(iter(self._climbs))]
        known = self._climbs.setdefault(scope, {})
        tally = EMPTY
        for at, turns in self._steps.quarters():
            kept = known.get(at)
            if kept is None or kept[:2] != (turns, tally):
                mine = self._steps.of(at, parts)
                kept = known[at] = (turns, tally, climb(tally, at, mine) if mine else None)
            if kept[2]:
                tally = kept[2].end
                yield at, kept[2]


def _more(numbers: dict[K, int], key: K, more: int) -> None:
    """Add, and forget what came to nothing: the same sums leave the same dictionary."""
    left = numbers.get(key, 0) + more
    if left:
        numbers[key] = left
    else:
        numbers.pop(key, None)

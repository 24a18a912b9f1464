"""The steps up and down of a day, a quarter of an hour at a time, in a few bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator
from datetime import datetime

from forum.attendance.rules.journal import Step, quarter_of
from forum.attendance.rules.levels import Stepped

Place = tuple[int, bool, int]
"""Hall, whether staff, and the number of the part."""


class Steps:
    """One quarter: microseconds since its beginning, the number of the place, heads; in any order."""

    __slots__ = ("_at", "_heads", "_place", "turns")

    def __init__(self) -> None:
        self._at, self._place, self._heads = array("I"), array("I"), array("i")
        self.turns = 0
        """How often it was changed."""

    def add(self, at: int, place: int, heads: int) -> None:
        self._at.append(at)
        self._place.append(place)
        self._heads.append(heads)
        self.turns += 1

    def remove(self, at: int, place: int, heads: int) -> None:
        """One that was added, and the last takes its place. Raises ValueError when there is none."""
        where = self._at.index(at)
        while self._place[where] != place or self._heads[where] != heads:
            where = self._at.index(at, where + 1)
        for column in (self._at, self._place, self._heads):
            last = column.pop()
            if where < len(column):
                column[where] = last
        self.turns += 1

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self._at, self._place, self._heads, strict=True)


class DaySteps:
    """All quarters of a day that have a step."""

    def __init__(self) -> None:
        self._quarters: dict[datetime, Steps] = {}
        self._number: dict[Place, int] = {}
        self._places: list[Place] = []

    def add(self, step: Step, part: int, sign: int) -> None:
        """A step of a part comes (1) or is taken back (-1)."""
        at, hall, staff, heads = step
        quarter = quarter_of(at)
        place = (hall, staff, part)
        number = self._number.get(place)
        if number is None:
            number = self._number[place] = len(self._places)
            self._places.append(place)
        steps = self._quarters.get(quarter)
        if steps is None:
            steps = self._quarters[quarter] = Steps()
        since = at - quarter
        (steps.add if sign > 0 else steps.remove)(since.seconds * 1_000_000 + since.microseconds, number, heads)

    def quarters(self) -> list[tuple[datetime, int]]:
        """Each quarter in order of time, and how often it was changed."""
        return [(at, self._quarters[at].turns) for at in sorted(self._quarters)]

    def of(self, quarter: datetime, parts: Container[int] | None) -> list[Stepped]:
        """The steps of a quarter that belong to the parts, or all, in order of time: microseconds since its beginning."""
        places, found = self._places, []
        for at, number, heads in sorted(self._quarters[quarter]):
            hall, staff, part = places[number]
            if parts is None or part in parts:
                found.append((at, hall, staff, heads))
        return found

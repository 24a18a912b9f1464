"""Counting who is expected: by hour of arrival, then by level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forum import clock


@dataclass(frozen=True, slots=True)
class Coming:
    """A class on its way: when, which level, how many, from where."""

    arrives_at: datetime
    level: str
    pupils: int
    adults: int
    school: str
    commune: str


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many classes and pupils of one level."""

    level: str
    classes: int
    pupils: int


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of one day, with the classes that arrive in it, by arrival."""

    day: date
    hour: int
    coming: tuple[Coming, ...]
    levels: tuple[LevelCount, ...]

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.coming)

    @property
    def said(self) -> str:
        """« De 9 h à 10 h »."""
        return f"De {self.hour}\u00a0h à {self.hour + 1}\u00a0h"


@dataclass(frozen=True, slots=True)
class Expected:
    """Everybody who is expected; `visitors` are persons registered one by one, companions included."""

    hours: tuple[Hour, ...]
    levels: tuple[LevelCount, ...]
    visitors: int

    @property
    def classes(self) -> int:
        return sum(one.classes for one in self.levels)

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.levels)


def gather(coming: Sequence[Coming], order: Sequence[str], visitors: int = 0) -> Expected:
    """The same classes by hour on the forum's own clock; levels stand in the `order` of school."""
    keys = sorted({_hour_of(one) for one in coming})
    hours = []
    for day, hour in keys:
        here = tuple(one for one in coming if _hour_of(one) == (day, hour))
        hours.append(Hour(day, hour, tuple(sorted(here, key=lambda one: one.arrives_at)), _levels(here, order)))
    return Expected(tuple(hours), _levels(coming, order), visitors)


def _hour_of(one: Coming) -> tuple[date, int]:
    local = clock.local(one.arrives_at)
    return local.date(), local.hour


def _levels(coming: Iterable[Coming], order: Sequence[str]) -> tuple[LevelCount, ...]:
    found: dict[str, list[int]] = {}
    for one in coming:
        found.setdefault(one.level, []).append(one.pupils)
    known = {level: place for place, level in enumerate(order)}
    ranked = sorted(found, key=lambda level: (known.get(level, len(known)), level))
    return tuple(LevelCount(level, len(found[level]), sum(found[level])) for level in ranked)

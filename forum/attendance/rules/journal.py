"""What the journal tells of one bearer on one calendar day: when they arrived, went in and out, how long they stayed.

A day is a calendar day in Saint-Claude and starts with empty halls. Only lines that move heads are told; a line that
somebody entitled undid is told by nobody, wherever the undo stands. Lines may come in any order. What one bearer's lines
tell depends on nobody else's, but for the emptying of a hall: so a day is the sum of its bearers.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from forum import clock
from forum.door.rules import Line
from forum.door.rules.lines import CLICK, CORRECTION, COUNT, IN, RESET, SCAN
from forum.door.rules.weighing import is_loose, moves_badge, order

BLANK = "blank"
QUARTER = timedelta(minutes=15)
UNDONE, REFUSED, LATE = "undone", "refused", "late"


class Arrival(NamedTuple):
    """Heads that were not counted before."""

    at: datetime
    pupils: int
    adults: int


class Passage(NamedTuple):
    """Heads that went through a gate: positive in, negative out. Twice the same badge without a way out is one entry."""

    at: datetime
    gate: int
    heads: int


class Step(NamedTuple):
    """Heads more or fewer in a hall from an instant on."""

    at: datetime
    hall: int
    staff: bool
    heads: int


@dataclass(frozen=True, slots=True)
class Told:
    """One bearer's day. `came` is the most (pupils, adults) that were in at once; `minutes` None where the way out was not read.

    `lines` counts the lines by kind, and those undone, refused and late.
    """

    kind: str
    lines: tuple[tuple[str, int], ...]
    came: tuple[int, int] = (0, 0)
    first: datetime | None = None
    minutes: float | None = None
    arrivals: tuple[Arrival, ...] = ()
    passages: tuple[Passage, ...] = ()
    steps: tuple[Step, ...] = ()


def local_day(moment: datetime) -> date:
    """The calendar day in Saint-Claude; Paris is whole hours away from UTC, so that an hour has one answer."""
    return _day_of_hour(int(moment.timestamp()) // 3600)


@lru_cache(maxsize=4096)
def _day_of_hour(hour: int) -> date:
    return clock.local(datetime.fromtimestamp(hour * 3600, tz=clock.PARIS)).date()


def quarter_of(moment: datetime) -> datetime:
    """The quarter of an hour in which a moment falls, by its beginning."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def tell(lines: Sequence[Line], undone: Container[object], resets: Sequence[Line]) -> Told:
    """The day of one bearer: the lines of a badge and of those it replaced, or one line without a badge.

    `resets` are the emptyings of halls that day which nobody undid, by time.
    """
    counted: dict[str, int] = {}
    passages: list[Line] = []
    loose: Line | None = None
    for line in lines:
        what = line.kind
        if line.id in undone:
            what = UNDONE
        elif moves_badge(line):
            passages.append(line)
        elif is_loose(line):
            loose = line
        elif line.kind in (SCAN, COUNT) and not line.admitted:
            what = REFUSED
        counted[what] = counted.get(what, 0) + 1
        if line.offline and line.received_at - line.at > QUARTER:
            counted[LATE] = counted.get(LATE, 0) + 1
    said = tuple(counted.items())
    if passages:
        passages.sort(key=order)
        return _of_badge(passages, resets, said)
    return _loose(loose, resets, said) if loose else Told(lines[0].badge_kind or lines[0].kind, said)


def _of_badge(passages: list[Line], resets: Sequence[Line], said: tuple[tuple[str, int], ...]) -> Told:
    there: dict[int, tuple[int, int]] = {}
    most = (0, 0)
    since: datetime | None = None
    minutes: float | None = 0.0
    began: datetime | None = None
    arrivals: list[Arrival] = []
    passed: list[Passage] = []
    steps: list[Step] = []
    staff = passages[0].staff
    for line in sorted((*passages, *resets), key=order) if resets else passages:
        before = there
        there = _after(line, there)
        if line.kind == RESET:
            if before and not there:
                since, minutes = None, None
            elif since is None and not before:
                continue
        elif line.direction == IN:
            since = since or line.at
            now = _most(most, there)
            if now != most:
                began = began or line.at
                arrivals.append(Arrival(line.at, now[0] - most[0], now[1] - most[1]))
            most = now
        elif before and not there and since is not None:
            minutes = None if minutes is None else minutes + (line.at - since).total_seconds() / 60
            since = None
        if before != there:
            steps += _steps(line, staff, before, there)
            passed += _passed(line, before, there)
    kind = passages[0].badge_kind or BLANK
    came = most != (0, 0)
    return Told(
        kind,
        said,
        most,
        began,
        minutes if came and since is None else None,
        tuple(arrivals),
        tuple(passed),
        tuple(steps),
    )


def _most(most: tuple[int, int], there: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    """The bearer's greatest number of heads so far; what exceeds the one before is new people."""
    return max(most[0], sum(p for p, _ in there.values())), max(most[1], sum(a for _, a in there.values()))


def _after(line: Line, there: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Where the bearer's heads are after the line; the same rules as the door's gauge."""
    if line.kind == RESET:
        return {hall: heads for hall, heads in there.items() if hall != line.hall}
    if not line.group:
        return {line.hall: (line.pupils, line.adults)} if line.direction == IN else {}
    if line.direction == IN:
        pupils, adults = there.get(line.hall, (0, 0))
        return there | {line.hall: (pupils + line.pupils, adults + line.adults)}
    left = {}
    pupils, adults = line.pupils, line.adults
    for hall in sorted(there, key=lambda hall: (hall != line.hall, hall)):
        were = there[hall]
        stay = (max(0, were[0] - pupils), max(0, were[1] - adults))
        pupils, adults = pupils - (were[0] - stay[0]), adults - (were[1] - stay[1])
        if any(stay):
            left[hall] = stay
    return left


def _steps(
    line: Line, staff: bool, before: dict[int, tuple[int, int]], there: dict[int, tuple[int, int]]
) -> list[Step]:
    found = []
    for hall in before.keys() | there.keys():
        change = sum(there.get(hall, (0, 0))) - sum(before.get(hall, (0, 0)))
        if change:
            found.append(Step(line.at, hall, staff, change))
    return found


def _passed(line: Line, before: dict[int, tuple[int, int]], there: dict[int, tuple[int, int]]) -> list[Passage]:
    if line.kind == RESET:
        return []
    if line.direction == IN:
        # A badge read again for fewer people (it was reworded) moves the gauge; nobody went out by this gate.
        through = max(0, sum(there.get(line.hall, (0, 0))) - sum(before.get(line.hall, (0, 0))))
    else:
        through = sum(map(sum, there.values())) - sum(map(sum, before.values()))
    return [Passage(line.at, line.gate, through)] if through else []


def _loose(line: Line, resets: Sequence[Line], said: tuple[tuple[str, int], ...]) -> Told:
    """People without a badge: they are in from the line on, until their hall is emptied."""
    heads = line.pupils + line.adults
    signed = heads if line.direction == IN else -heads
    kind = line.status if line.staff and line.status else line.kind
    steps = [Step(line.at, line.hall, line.staff, signed)]
    emptied = next((reset for reset in resets if reset.hall == line.hall and order(reset) > order(line)), None)
    if emptied:
        steps.append(Step(emptied.at, line.hall, line.staff, -signed))
    if line.kind == CORRECTION:
        return Told(kind, said, steps=tuple(steps))
    passed = (Passage(line.at, line.gate, signed),)
    if line.direction != IN:
        return Told(kind, said, passages=passed, steps=tuple(steps))
    return Told(
        kind,
        said,
        (line.pupils, line.adults),
        line.at,
        None,
        (Arrival(line.at, line.pupils, line.adults),),
        passed,
        tuple(steps),
    )


__all__ = [
    "BLANK", "CLICK", "LATE", "QUARTER", "REFUSED", "UNDONE", "Arrival", "Passage", "Step", "Told", "local_day", "quarter_of",
    "tell",
]  # fmt: skip

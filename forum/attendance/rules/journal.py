"""What the journal tells of one bearer on one calendar day: when they arrived, went in and out, how long they stayed.

A day is a calendar day in Saint-Claude and starts with empty halls. Only lines that move heads are told; a line that
somebody entitled undid is told by nobody, wherever the undo stands. Lines may come in any order. What one bearer's lines
tell depends on nobody else's, but for the emptying of a hall: so a day is the sum of its bearers.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from forum import clock
from forum.door.rules import Line
from forum.door.rules.lines import CLICK, CORRECTION, COUNT, IN, RESET, SCAN
from forum.door.rules.weighing import is_loose, moves_badge, order

BLANK = "blank"
QUARTER = timedelta(minutes=15)
NOBODY = (0, 0)
Heads = dict[int, tuple[int, int]]
"""Pupils and adults of one bearer, by hall."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
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


class Told(NamedTuple):
    """One bearer's day. `came` is the most (pupils, adults) that were in at once; `minutes` None where the way out was not read.

    `lines` counts the lines by kind, and those undone, refused and late.
    """

    kind: str
    lines: tuple[tuple[str, int], ...]
    came: tuple[int, int] = NOBODY
    first: datetime | None = None
    minutes: float | None = None
    arrivals: tuple[Arrival, ...] = ()
    passages: tuple[Passage, ...] = ()
    steps: tuple[Step, ...] = ()


def local_day(moment: datetime) -> date:
    """The calendar day in Saint-Claude; Paris is whole hours away from UTC, so that an hour has one answer."""
    since = moment - _EPOCH
    return _day_of_hour(since.days * 24 + since.seconds // 3600)


@lru_cache(maxsize=4096)
def _day_of_hour(hour: int) -> date:
    return clock.local(datetime.fromtimestamp(hour * 3600, tz=clock.PARIS)).date()


def quarter_of(moment: datetime) -> datetime:
    """The quarter of an hour in which a moment falls, by its beginning (UTC): all the clocks of the world agree on it."""
    since = moment - _EPOCH
    return _quarter(since.days * 96 + since.seconds // 900)


@lru_cache(maxsize=4096)
def _quarter(number: int) -> datetime:
    return datetime.fromtimestamp(number * 900, tz=UTC)


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
    there: Heads = {}
    inside = most = NOBODY
    since: datetime | None = None
    minutes: float | None = 0.0
    began: datetime | None = None
    arrivals: list[Arrival] = []
    passed: list[Passage] = []
    steps: list[Step] = []
    staff = passages[0].staff
    for line in sorted((*passages, *resets), key=order) if resets else passages:
        before, were = there, inside
        there = _after(line, there)
        inside = _all(there)
        if line.kind == RESET:
            if before and not there:
                since, minutes = None, None
            elif since is None and not before:
                continue
        elif line.direction == IN:
            since = since or line.at
            # What exceeds the greatest number of heads so far is new people.
            pupils, adults = max(most[0], inside[0]), max(most[1], inside[1])
            if (pupils, adults) != most:
                began = began or line.at
                arrivals.append(Arrival(line.at, pupils - most[0], adults - most[1]))
                most = pupils, adults
        elif before and not there and since is not None:
            minutes = None if minutes is None else minutes + (line.at - since).total_seconds() / 60
            since = None
        if before != there:
            steps += _steps(line, staff, before, there)
            through = _through(line, before, there, sum(inside) - sum(were))
            if through:
                passed.append(Passage(line.at, line.gate, through))
    kind = passages[0].badge_kind or BLANK
    came = most != NOBODY
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


def _all(there: Heads) -> tuple[int, int]:
    """The heads in all halls together."""
    pupils = adults = 0
    for more in there.values():
        pupils, adults = pupils + more[0], adults + more[1]
    return pupils, adults


def _after(line: Line, there: Heads) -> Heads:
    """Where the bearer's heads are after the line; the same rules as the door's gauge."""
    if line.kind == RESET:
        return {hall: heads for hall, heads in there.items() if hall != line.hall}
    if not line.group:
        return {line.hall: (line.pupils, line.adults)} if line.direction == IN else {}
    if line.direction == IN:
        pupils, adults = there.get(line.hall, NOBODY)
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


def _steps(line: Line, staff: bool, before: Heads, there: Heads) -> list[Step]:
    """What changes in each hall; at most one step for each."""
    found = []
    for hall, heads in there.items():
        change = sum(heads) - sum(before.get(hall, NOBODY))
        if change:
            found.append(Step(line.at, hall, staff, change))
    for hall, heads in before.items():
        if hall not in there and any(heads):
            found.append(Step(line.at, hall, staff, -sum(heads)))
    return found


def _through(line: Line, before: Heads, there: Heads, change: int) -> int:
    """Heads that went through the line's gate, of a change that the bearer's heads have undergone in all halls."""
    if line.kind == RESET:
        return 0
    if line.direction == IN:
        # A badge read again for fewer people (it was reworded) moves the gauge; nobody went out by this gate.
        return max(0, sum(there.get(line.hall, NOBODY)) - sum(before.get(line.hall, NOBODY)))
    return change


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

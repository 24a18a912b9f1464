"""How long people stand before a gate: classes in waves, the public bit by bit. And the gate's pace, read off the scans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CALM, TIGHT, OVER = "calm", "tight", "over"
TIGHT_SHARE = 0.8
"""Of a slot's length: a queue that takes longer leaves no room for a coach that comes late."""
FLOW_GAP = timedelta(seconds=90)
"""Passages closer than this follow one another: there was a queue, so the gate went as fast as it can."""
LEAST_FLOW = timedelta(minutes=3)
LEAST_HEADS = 40
MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=5)
"""The public of an hour comes all along it: so much of it at once."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A slot of one gate."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wave:
    """So many persons who step out of a coach together, or some of the public."""

    at: datetime
    persons: int
    public: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What a slot brings to its gate: persons, minutes until the last of them is in, persons still outside when it ends.

    `level` is calm, tight (longer than four fifths of the slot) or over (the next class finds people before the gate);
    `public` is how many of the persons come by themselves.
    """

    persons: int
    minutes: int
    outside: int
    level: str
    public: int = 0


def loads(quarters: Sequence[Quarter], waves: Iterable[Wave], pace: int) -> dict[int, Load]:
    """The load of each slot of one gate at `pace` persons per minute.

    A wave belongs to the last slot that has begun (an early one to the first); whoever is still outside when a slot ends
    stands before the next. The queue is a fluid one: at most `pace` persons go in each minute, and never fewer while
    somebody waits.

    >>> from datetime import datetime as d
    >>> nine, past = d(2026, 11, 27, 9), d(2026, 11, 27, 9, 15)
    >>> loads([Quarter(1, nine, past)], [Wave(nine, 200), Wave(nine, 100)], 20)[1]
    Load(persons=300, minutes=15, outside=0, level='tight', public=0)
    """
    ordered = sorted(quarters, key=lambda one: one.starts_at)
    coming = sorted((one for one in waves if one.persons), key=lambda one: one.at)
    told: dict[int, Load] = {}
    queue, last = 0.0, None
    for number, one in enumerate(ordered):
        until = (
            ordered[number + 1].starts_at
            if number + 1 < len(ordered)
            else datetime.max.replace(tzinfo=one.ends_at.tzinfo)
        )
        persons, public, longest = 0, 0, 0.0
        outside: float | None = None
        while coming and coming[0].at < until:
            wave = coming.pop(0)
            if outside is None and wave.at >= one.ends_at:
                outside = _left(queue, last, one.ends_at, pace)
            queue = _left(queue, last, wave.at, pace) + wave.persons
            last = wave.at
            persons += wave.persons
            public += wave.persons if wave.public else 0
            longest = max(longest, queue / pace)
        if outside is None:
            outside = _left(queue, last, one.ends_at, pace)
        level = _level(longest, (one.ends_at - one.starts_at) / MINUTE)
        told[one.id] = Load(persons, math.ceil(longest), round(outside), level, public)
    return told


def _left(queue: float, since: datetime | None, now: datetime, pace: int) -> float:
    """Who is still outside after the gate went on for a while."""
    return queue if since is None or now <= since else max(0.0, queue - pace * ((now - since) / MINUTE))


def _level(minutes: float, length: float) -> str:
    return OVER if minutes > length else TIGHT if minutes > TIGHT_SHARE * length else CALM


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of arrival of the public, and how many heads hold a place in it."""

    starts_at: datetime
    ends_at: datetime
    heads: int


def spread(hours: Iterable[Hour], paces: Mapping[int, int]) -> dict[int, list[Wave]]:
    """The public before each gate, by the gates' paces: every five minutes so many, since nobody chooses the longer queue.

    >>> from datetime import datetime as d
    >>> shared = spread([Hour(d(2026, 11, 27, 16), d(2026, 11, 27, 16, 10), 9)], {1: 20, 2: 10})
    >>> [[wave.persons for wave in shared[gate]] for gate in (1, 2)]
    [[3, 3], [1, 2]]
    """
    told: dict[int, list[Wave]] = {gate: [] for gate in paces}
    whole = sum(paces.values())
    for hour in hours:
        steps = max(1, (hour.ends_at - hour.starts_at) // STEP)
        so_far = 0
        for gate, pace in paces.items():
            before, so_far = so_far, so_far + pace
            share = hour.heads * so_far // whole - hour.heads * before // whole
            for step in range(steps):
                persons = share * (step + 1) // steps - share * step // steps
                if persons:
                    told[gate].append(Wave(hour.starts_at + step * STEP, persons, public=True))
    return told


def uncovered(hours: Iterable[Hour], quarters: Sequence[Quarter]) -> list[Quarter]:
    """What no slot of the gate covers of the public's hours, as quarters of their own, numbered below zero."""
    pieces: list[tuple[datetime, datetime]] = []
    for hour in hours:
        starts_at = hour.starts_at
        for one in sorted(quarters, key=lambda one: one.starts_at):
            if one.ends_at <= starts_at or one.starts_at >= hour.ends_at:
                continue
            if starts_at < one.starts_at:
                pieces.append((starts_at, one.starts_at))
            starts_at = max(starts_at, one.ends_at)
        if starts_at < hour.ends_at:
            pieces.append((starts_at, hour.ends_at))
    return [Quarter(-1 - number, *piece) for number, piece in enumerate(pieces)]


@dataclass(frozen=True, slots=True)
class Passage:
    """Heads that a gate let in at a moment."""

    at: datetime
    heads: int


def measured_pace(passages: Iterable[Passage]) -> int | None:
    """Persons per minute of a gate while people followed one another, or None before enough was seen.

    Only unbroken runs count (no gap above a minute and a half, three minutes at least, forty heads at least): in a lull
    the gate waits for people, which says nothing of how fast it could go. The first passage of a run opens it: its heads
    went in before the clock started, so they are left out.
    """
    heads, spent = 0, timedelta()
    run: list[Passage] = []
    for one in [*sorted(passages, key=lambda one: one.at), None]:
        if one is not None and (not run or one.at - run[-1].at <= FLOW_GAP):
            run.append(one)
            continue
        lasted, came = run[-1].at - run[0].at if run else timedelta(), sum(seen.heads for seen in run[1:])
        if lasted >= LEAST_FLOW and came >= LEAST_HEADS:
            heads, spent = heads + came, spent + lasted
        run = [one] if one is not None else []
    return max(1, round(heads / (spent / MINUTE))) if spent else None

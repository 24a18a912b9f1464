"""How long people stand before a gate: arrivals in waves, let in at a steady pace. And the pace itself, read off the scans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class Quarter:
    """A slot of one gate."""

    id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Wave:
    """So many persons who step out of a coach together."""

    at: datetime
    persons: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a slot brings to its gate: persons, minutes until the last of them is in, persons still outside when it ends.

    `level` is calm, tight (longer than four fifths of the slot) or over (the next class finds people before the gate).
    """

    persons: int
    minutes: int
    outside: int
    level: str


def loads(quarters: Sequence[Quarter], waves: Iterable[Wave], pace: int) -> dict[int, Load]:
    """The load of each slot of one gate at `pace` persons per minute.

    A wave belongs to the last slot that has begun (an early one to the first); whoever is still outside when a slot ends
    stands before the next. The queue is a fluid one: at most `pace` persons go in each minute, and never fewer while
    somebody waits.

    >>> from datetime import datetime as d
    >>> nine, past = d(2026, 11, 27, 9), d(2026, 11, 27, 9, 15)
    >>> loads([Quarter(1, nine, past)], [Wave(nine, 200), Wave(nine, 100)], 20)[1]
    Load(persons=300, minutes=15, outside=0, level='tight')
    """
    ordered = sorted(quarters, key=lambda one: one.starts_at)
    coming = sorted(waves, key=lambda one: one.at)
    told: dict[int, Load] = {}
    queue, last = 0.0, None
    for number, one in enumerate(ordered):
        until = (
            ordered[number + 1].starts_at
            if number + 1 < len(ordered)
            else datetime.max.replace(tzinfo=one.ends_at.tzinfo)
        )
        persons, longest = 0, 0.0
        outside: float | None = None
        while coming and coming[0].at < until:
            wave = coming.pop(0)
            if outside is None and wave.at >= one.ends_at:
                outside = _left(queue, last, one.ends_at, pace)
            queue = _left(queue, last, wave.at, pace) + wave.persons
            last = wave.at
            persons += wave.persons
            longest = max(longest, queue / pace)
        if outside is None:
            outside = _left(queue, last, one.ends_at, pace)
        told[one.id] = Load(
            persons, math.ceil(longest), round(outside), _level(longest, (one.ends_at - one.starts_at) / MINUTE)
        )
    return told


def _left(queue: float, since: datetime | None, now: datetime, pace: int) -> float:
    """Who is still outside after the gate went on for a while."""
    return queue if since is None or now <= since else max(0.0, queue - pace * ((now - since) / MINUTE))


def _level(minutes: float, length: float) -> str:
    return OVER if minutes > length else TIGHT if minutes > TIGHT_SHARE * length else CALM


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

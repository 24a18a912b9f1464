"""How the classes of the day come, against the arrival plan: heads by the quarter of an hour, added up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from forum import clock
from forum.door.ledger import ledger
from forum.door.queries.arrivals import ExpectedClass
from forum.door.rules.lines import COUNT, IN

QUARTER = timedelta(minutes=15)
MOST_STEPS = 96


@dataclass(frozen=True, slots=True)
class Step:
    """Heads of classes planned, and counted in, until that moment; `came` is None for what is still to come."""

    at: datetime
    planned: int
    came: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """The day by the quarter of an hour, and how it stands now (None before that day)."""

    steps: tuple[Step, ...] = ()
    now: Step | None = None


async def curve(edition: int, classes: Sequence[ExpectedClass]) -> Curve:
    """The curve of today, or of the next day that classes are expected on; empty when none is.

    A class counts from its slot on in the plan, and from each count at a gate on, as counted; those that left again still
    came. What was erased did not.
    """
    now = clock.now()
    days = sorted({clock.local(one.expected_at).date() for one in classes})
    today = next((day for day in days if day >= clock.local(now).date()), days[-1] if days else None)
    planned = sorted((c.expected_at, sum(c.expected)) for c in classes if clock.local(c.expected_at).date() == today)
    if not planned:
        return Curve()
    book = await ledger(edition)
    await book.catch_up()
    came = sorted(
        (line.at, line.pupils + line.adults)
        for one in classes
        for line in book.register.passages(one.badge)
        if line.kind == COUNT and line.direction == IN and clock.local(line.at).date() == today
    )
    first = min(moments[0][0] for moments in (planned, came) if moments)
    last = max(moments[-1][0] for moments in (planned, came) if moments) + QUARTER
    standing = Step(now, _until(planned, now), _until(came, now)) if now >= first else None
    return Curve(tuple(_steps(planned, came, first, last, now)), standing)


def _steps(
    planned: list[tuple[datetime, int]],
    came: list[tuple[datetime, int]],
    first: datetime,
    last: datetime,
    now: datetime,
) -> list[Step]:
    steps: list[Step] = []
    at = first.replace(minute=first.minute // 15 * 15, second=0, microsecond=0)
    while at <= last and len(steps) < MOST_STEPS:
        steps.append(Step(at, _until(planned, at), _until(came, at) if at <= now else None))
        at += QUARTER
    return steps


def _until(moments: list[tuple[datetime, int]], at: datetime) -> int:
    """The heads of all that happened until that moment, itself included."""
    sums = [0, *accumulate(heads for _, heads in moments)]
    return sums[bisect_right([moment for moment, _ in moments], at)]

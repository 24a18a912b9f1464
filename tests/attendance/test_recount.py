"""Random days: the curve is the door's gauge, parts add up to the whole, a count that goes on is one made at once.

That every figure is right is another test's affair (test_every_figure.py).
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from forum.attendance.rules import definitions
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.count import Count, counted
from forum.attendance.rules.journal import local_day
from forum.attendance.rules.known import Parties, Passes
from forum.attendance.rules.levels import EMPTY, climb
from forum.attendance.rules.report import reported
from forum.attendance.rules.sheet import Heads
from forum.attendance.values import Facts
from forum.door.rules import Line, gauge, state
from forum.door.rules.register import Tally
from tests.attendance.days import edition

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
often = settings(max_examples=150, deadline=None)
SEEDS = st.integers(0, 2**32)


def numbers(cells: tuple[object, ...]) -> list[int]:
    return [cell.value if isinstance(cell, Heads) else 0 for cell in cells]


@often
@given(seed=SEEDS)
def test_the_curve_is_the_doors_own_gauge_at_every_moment(seed: int) -> None:
    """Where no badge was replaced (to the door, two badges are two people), the curve and the door never differ."""
    facts = edition(seed)
    if any(one.bearer != key for key, one in facts.passes.items()):
        return
    count = counted(facts)
    undos = [line for line in facts.lines if line.kind == "undo"]
    by_day: dict[Any, list[Any]] = {}
    for line in facts.lines:
        if line.kind != "undo":
            by_day.setdefault(local_day(line.at), []).append(line)
    for on, day in count.days.items():
        filed = [(quarter, day._steps.of(quarter, None)) for quarter, _ in day._steps.quarters()]
        steps = [((quarter - filed[0][0]) // MICROSECOND + at, *step) for quarter, of in filed for at, *step in of]
        offsets = sorted({step[0] for step in steps})
        climbs = [climb(EMPTY, filed[0][0], [step for step in steps if step[0] <= at]) for at in offsets]
        instants = [filed[0][0] + at * MICROSECOND for at in offsets]
        for at, climbed in zip(instants, climbs, strict=True):
            so_far = [line for line in by_day[on] if line.at <= at]
            meant = state([*so_far, *undos])
            halls = [(1, "", 60), (2, "", 20)]
            door = gauge(halls, {hall: meant.halls.get(hall, Tally()) for hall, _, _ in halls})
            assert climbed.last == door.present
        assert [one.highest for one in climbs] == list(accumulate((one.last for one in climbs), max))


@often
@given(seed=SEEDS)
def test_what_went_in_is_at_least_who_is_there(seed: int) -> None:
    """Every arrival is somebody present, and nobody is present who never went in."""
    facts = edition(seed)
    told = counted(facts).attended(facts, Scope())
    arrived = sum(sum(day.arrivals.values()) for day in told.days.values())
    present = sum(group.sums.there for group in told.groups) + sum(told.loose.values())
    assert present <= arrived  # who comes on two days is one person
    assert len(told.days) > 1 or present == arrived
    for day in told.days.values():
        assert sum(day.arrivals.values()) <= sum(day.inward.values())


@often
@given(seed=SEEDS)
def test_parts_of_an_edition_never_exceed_the_whole(seed: int) -> None:
    facts = edition(seed)
    count = counted(facts)
    whole, *parts = [
        reported(count.attended(facts, Scope(public=public))).figure("present").value
        for public in (None, "classes", "visitors", "walk_ins")
    ]
    assert isinstance(whole, Heads)
    clicked = definitions.loose(count.attended(facts, Scope()), "clicks")
    assert sum(numbers(tuple(parts))) + clicked == whole.value


@often
@given(seed=SEEDS)
@example(seed=880)  # an undo that comes together with one that means it
def test_a_count_that_goes_on_is_the_count_made_at_once(seed: int) -> None:
    """In whatever order lines, registrations and badges come, some of them changed or late."""
    facts, chance = edition(seed), random.Random(seed)
    lines, parties, passes = list(facts.lines), list(facts.parties.items()), list(facts.passes.items())
    for waiting in (lines, parties, passes):
        chance.shuffle(waiting)
    lines = [line._replace(number=number) for number, line in enumerate(lines, 1)]
    wrong = {key: replace(party, insee_code="39097", expected=(1, 1), cancelled=False) for key, party in parties[:2]}
    there = replace(facts, lines=(), parties=wrong, passes={})
    count, here = counted(there), 0
    while here < len(lines) or parties or passes:
        some = lines[here : here + chance.randint(0, 6)]
        here += len(some)
        parties_some = dict(parties.pop() for _ in range(min(len(parties), chance.randint(0, 2))))
        passes_some = dict(passes.pop() for _ in range(min(len(passes), chance.randint(0, 2))))
        there = replace(
            there,
            lines=(*there.lines, *some),
            parties={**there.parties, **parties_some},
            passes={**there.passes, **passes_some},
        )
        count = gone_on(count, there, some, parties_some, passes_some)
        if chance.random() < 0.3:
            count.attended(facts, Scope())  # what is kept for a reader must not go stale
    at_once, parts = counted(facts), (Scope(public="classes"), Scope(epci="200026573"), Scope(day=facts.days[0].date))
    for scope in (Scope(), chance.choice(parts)):
        assert reported(count.attended(facts, scope)) == reported(at_once.attended(facts, scope))


def gone_on(count: Count, there: Facts, news: list[Line], parties: Parties, passes: Passes) -> Count:
    """The count with what has come, as the forum does it: by the lines of the badges that are touched, or from nothing."""
    meant = {line.id: line for line in there.lines}
    touched = count.known.touched(news, meant, parties, passes)
    if touched is None:
        return counted(there)
    lines = [line for line in there.lines if line.badge in touched.badges]
    count.change(touched, lines, there.walk_in_from, parties, passes, news)
    return count

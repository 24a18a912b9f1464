"""The state is a pure function of the set of lines: the same for every order, every repetition, and a naive recount."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.door.rules import Line, Register, State, state
from forum.door.rules.register import Tally
from forum.door.rules.weighing import Presence
from tests.door.histories import CLASSES, KINDS, PEOPLE, STAND, day, heard, line, orders, recount, smallest

MILLION = 1_000_000
ORDERS = 10
"""Orders of each day of the long sweep; of the short one, fewer days."""


def fault_of_day(lines: list[Line], seed: int, many: int, *, on_the_way: bool = False) -> str:
    """What is wrong with the meaning of a day told in so many orders; nothing when all is well."""
    told = state(lines)
    if told.halls != recount(lines):
        return f"counted {told.halls}, a naive recount says {recount(lines)}"
    for order in orders(lines, random.Random(seed), many):
        register = heard(order)
        if register.state() != told:
            return f"{told} became {register.state()} in the order {[[one.number for one in batch] for batch in order]}"
        if register.lines.keys() != {one.id for one in lines}:
            return "a line was lost"
    return fault_on_the_way(lines) if on_the_way else ""


def fault_on_the_way(lines: list[Line]) -> str:
    """A ledger is asked between two lines; it must not remember an answer that a later line makes false."""
    register = Register()
    for number, one in enumerate(lines, 1):
        register.add(one)
        if register.state() != state(lines[:number]):
            return f"wrong after {number} lines"
    return ""


def sweep(seeds: Iterable[int], many: int) -> int:
    """How many orders of days made from these seeds mean the same. Fails with the seed and the fewest lines that show it."""
    for seed in seeds:
        lines, on_the_way = day(random.Random(seed)), seed % 20 == 0
        if fault_of_day(lines, seed, many, on_the_way=on_the_way):
            raise AssertionError(told_shortly(lines, seed))
    return many


def told_shortly(lines: list[Line], seed: int) -> str:
    """The seed, the fault and the fewest lines that show it."""
    least = smallest(lines, lambda some: bool(fault_of_day(some, seed, 50, on_the_way=True)))
    return "\n".join([f"day {seed}: {fault_of_day(least, seed, 50, on_the_way=True)}", *map(repr, least)])


def test_every_order_and_every_repetition_mean_the_same_and_equal_a_naive_recount() -> None:
    sweep(range(600), 4)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_million_interleavings() -> None:
    """A hundred thousand days of their own, each told in ten orders, on all processors."""
    first = random.SystemRandom().randrange(2**40)
    days = MILLION // ORDERS
    parts = [range(first + at, first + at + 1000) for at in range(0, days, 1000)]
    with ProcessPoolExecutor() as pool:
        assert sum(map(len, parts)) * ORDERS == MILLION
        for _ in pool.map(sweep, parts, itertools.repeat(ORDERS)):
            pass


@st.composite
def journals(draw: st.DrawFn) -> list[Line]:
    """A few lines about two badges: what a search finds that chance does not."""
    made: list[Line] = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(KINDS))
        badge = {"scan": PEOPLE[0], "count": CLASSES[0]}.get(kind)
        direction, gate = draw(st.sampled_from(["in", "out"])), draw(st.sampled_from([1, 3]))
        target = draw(st.integers(0, 8)) if kind == "undo" else None
        made.append(
            line(
                number,
                kind,
                draw(st.integers(0, 3)),
                badge=badge,
                direction=direction,
                gate=gate,
                target=target,
                phone=number % 2,
                heads=(2, 1),
                supervised=kind == "reset",
                admitted=kind != "undo",
            )
        )
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals())
def test_a_search_for_a_day_that_means_two_things_finds_none(lines: list[Line]) -> None:
    assert fault_of_day(lines, 7, 4, on_the_way=True) == ""


def test_a_fault_is_told_with_its_seed_and_the_fewest_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum.door.rules.register.may_undo", lambda undo, target: undo.supervised)
    with pytest.raises(AssertionError, match=r"^day \d+: counted .*\nLine\(.*\nLine\(.*\)$"):
        sweep(range(100), 1)


def test_nothing_happened() -> None:
    assert state([]) == State({}, {}, {}, {}, {}, frozenset())


def test_a_late_upload_finds_its_place() -> None:
    ada = PEOPLE[0]
    lines = [
        line(1, "scan", 30, badge=ada),
        line(2, "scan", 20, direction="out", badge=ada),
        line(3, "scan", 0, badge=ada),
    ]
    told = state(lines)
    assert told.inside == {ada: (Presence(1, 0, 1, False),)}
    assert told.first == {ada: lines[2].id}


def test_an_exhibitor_counts_as_staff() -> None:
    told = state(
        [line(1, "scan", badge=STAND[0]), line(2, "click"), line(3, "correction", status="staff", heads=(0, 4))]
    )
    assert told.halls == {1: Tally(public=1, staff=5)}


def test_a_class_that_left_for_lunch_came_once() -> None:
    b3 = CLASSES[0]
    lines = [
        line(1, "count", 0, badge=b3, heads=(26, 2)),
        line(2, "count", 60, badge=b3, heads=(26, 2), direction="out"),
        line(3, "count", 120, badge=b3, heads=(25, 2)),
    ]
    for order in itertools.permutations(lines):
        assert state(order).came == {b3: (26, 2)}
        assert state(order).halls == {1: Tally(27, 0)}


def test_after_closing_nobody_is_left_and_a_later_entry_counts() -> None:
    lines = [
        line(1, "scan", 0, badge=PEOPLE[0]),
        line(2, "count", 1, badge=CLASSES[0], heads=(20, 2)),
        line(3, "click", 2),
        line(4, "scan", 3, badge=PEOPLE[1], gate=3),
        line(5, "reset", 10, supervised=True),
    ]
    assert state(lines).halls == {2: Tally(1, 0)}
    late = [*lines, line(6, "click", 5, offline=True), line(7, "scan", 11, badge=PEOPLE[2])]
    assert state(late).halls == {1: Tally(1, 0), 2: Tally(1, 0)}
    undone = [*late, line(8, "undo", 12, target=5, supervised=True)]
    assert state(undone).halls == {1: Tally(26, 0), 2: Tally(1, 0)}


def test_a_class_in_two_halls_leaves_first_the_one_whose_gate_it_takes() -> None:
    b3 = CLASSES[0]
    lines = [
        line(1, "count", 0, badge=b3, heads=(10, 1), gate=1),
        line(2, "count", 1, badge=b3, heads=(10, 1), gate=3),
        line(3, "count", 2, badge=b3, heads=(12, 1), gate=3, direction="out"),
    ]
    assert state(lines).inside == {b3: (Presence(1, 8, 1, False),)}

"""How long people stand before a gate, and how fast it goes by what was scanned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.arrivals.rules import CALM, OVER, TIGHT, Load, Passage, Quarter, Wave, loads, measured_pace

NINE = datetime(2026, 11, 27, 8, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


QUARTERS = [Quarter(n, at(15 * n), at(15 * n + 15)) for n in range(3)]


@pytest.mark.parametrize(
    ("persons", "load"),
    [
        (0, Load(0, 0, 0, CALM)),
        (120, Load(120, 12, 0, CALM)),
        (121, Load(121, 13, 0, TIGHT)),
        (150, Load(150, 15, 0, TIGHT)),
        (151, Load(151, 16, 1, OVER)),
    ],
)
def test_a_slot_is_calm_tight_or_over(persons: int, load: Load) -> None:
    assert loads(QUARTERS, [Wave(at(0), persons)], 10)[0] == load


def test_whoever_is_still_outside_stands_before_the_next_slot() -> None:
    told = loads(QUARTERS, [Wave(at(0), 200), Wave(at(15), 100)], 10)
    assert told[0] == Load(200, 20, 50, OVER)
    assert told[1] == Load(100, 15, 0, TIGHT)
    assert told[2] == Load(0, 0, 0, CALM)


def test_a_late_coach_counts_when_it_comes_and_an_early_one_in_the_first_slot() -> None:
    told = loads(QUARTERS, [Wave(at(-30), 10), Wave(at(20), 160)], 10)
    assert [told[n].persons for n in range(3)] == [10, 160, 0]
    assert told[1] == Load(160, 16, 60, OVER)


def test_a_pause_between_slots_lets_the_queue_in() -> None:
    spaced = [Quarter(0, at(0), at(15)), Quarter(1, at(30), at(45))]
    told = loads(spaced, [Wave(at(0), 250), Wave(at(30), 100)], 10)
    assert (told[0].outside, told[1].minutes) == (100, 10)


@given(st.lists(st.tuples(st.integers(-20, 90), st.integers(0, 200)), max_size=30), st.integers(1, 60))
@example(coming=[(0, 16), (15, 0)], pace=1)  # a wave of nobody waits for nothing
def test_a_faster_gate_never_keeps_anybody_longer(coming: list[tuple[int, int]], pace: int) -> None:
    waves = [Wave(at(minute), persons) for minute, persons in coming]
    slow, fast = loads(QUARTERS, waves, pace), loads(QUARTERS, waves, pace + 1)
    assert sum(one.persons for one in slow.values()) == sum(wave.persons for wave in waves)
    for number in slow:
        assert fast[number].minutes <= slow[number].minutes
        assert fast[number].outside <= slow[number].outside
        assert slow[number].persons or not slow[number].minutes


def test_the_pace_is_measured_while_people_follow_one_another() -> None:
    queue = [Passage(at(n / 2), 10) for n in range(21)]  # ten minutes, twenty persons each
    lull = [Passage(at(60 + 10 * n), 1) for n in range(6)]
    assert measured_pace([*lull, *queue]) == 20


@pytest.mark.parametrize(
    "passages",
    [[], [Passage(at(0), 300)], [Passage(at(n), 5) for n in range(4)], [Passage(at(2 * n), 50) for n in range(9)]],
    ids=["nobody", "one class", "too few", "lulls"],
)
def test_too_little_measures_nothing(passages: list[Passage]) -> None:
    assert measured_pace(passages) is None

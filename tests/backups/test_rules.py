"""When a backup is due, and which ones stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.backups.rules import kept, next_at, to_try_at
from forum.clock import PARIS

FAIR = (datetime(2026, 11, 27, 9, tzinfo=PARIS), datetime(2026, 11, 27, 17, tzinfo=PARIS))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def test_without_any_the_first_is_due_now() -> None:
    assert next_at(None, at(2, 14), [], PARIS) == at(2, 14)


def test_each_night_at_three() -> None:
    assert next_at(at(2, 14), at(2, 15), [FAIR], PARIS) == at(3, 3)
    assert next_at(at(3, 3, 1), at(3, 4), [FAIR], PARIS) == at(4, 3)
    assert next_at(at(3, 1), at(3, 2), [FAIR], PARIS) == at(3, 3)


def test_each_hour_of_the_forum() -> None:
    assert next_at(at(27, 3), at(27, 4), [FAIR], PARIS) == at(27, 9)
    assert next_at(at(27, 9, 1), at(27, 9, 2), [FAIR], PARIS) == at(27, 10)
    assert next_at(at(27, 17, 30), at(27, 17, 40), [FAIR], PARIS) == at(27, 18), "the evening's corrections, too"
    assert next_at(at(27, 18), at(27, 19), [FAIR], PARIS) == at(28, 3)


def test_the_hour_that_does_not_exist_in_spring() -> None:
    before = datetime(2026, 3, 29, 1, 30, tzinfo=PARIS)
    assert next_at(before, before, [], PARIS) == datetime(2026, 3, 29, 3, 0, tzinfo=PARIS)


def test_a_failure_is_not_tried_again_at_once() -> None:
    assert to_try_at(at(3, 3), at(3, 3)) == at(3, 3, 15)
    assert to_try_at(at(4, 3), at(3, 3)) == at(4, 3)
    assert to_try_at(at(4, 3), None) == at(4, 3)


def test_a_year_of_nights_leaves_days_weeks_and_months() -> None:
    nights = [at(1, 3) - timedelta(days=days) for days in range(365)]
    stay = kept(nights, PARIS)
    assert set(nights[:7]) <= stay
    assert 24 <= len(stay) <= 28, "as many nights as hours are kept, and what weeks and months add"
    hourly = [at(27, 9) + timedelta(hours=hours) for hours in range(10)]
    assert kept([*nights, *hourly], PARIS) >= set(hourly)


def test_nothing_stays_longer_than_the_months_promised() -> None:
    """What was erased on request is gone from every backup: the page says so."""
    nights = [at(1, 3) - timedelta(days=days) for days in range(365)]
    assert min(kept(nights, PARIS)) >= at(1, 3) - timedelta(days=93)


@given(st.lists(st.integers(0, 365 * 24), min_size=1))
def test_the_newest_always_stays_and_keeping_twice_is_keeping_once(hours: list[int]) -> None:
    aware = [at(1, 3) + timedelta(hours=n) for n in hours]
    stay = kept(aware, PARIS)
    assert max(aware) in stay
    assert kept(stay, PARIS) == stay

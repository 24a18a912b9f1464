"""What is published hides every group of fewer than five people, and nobody can work one out: an attacker tries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.attendance.files.json_file import json_file
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.knowing import guessed, insiders
from forum.attendance.rules.masking import _hide_in, masked, to_hide
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads, Hidden, Rate, Report, Sum
from tests.attendance.attacker import cells, counted, found_out, points, small_ones, worked_out
from tests.attendance.days import edition
from tests.attendance.town import town

NOW = datetime(2026, 12, 1, tzinfo=UTC)
LATER = datetime(2026, 12, 2, tzinfo=UTC)
often = settings(max_examples=25, deadline=None)


def readers(made: Report) -> list[frozenset[str]]:
    """Nobody in particular, and the companies of leads and exhibitors who put together what they have seen."""
    return [frozenset(), *insiders(made.sheets)]


def guesses(made: Report) -> list[Sum]:
    return list(guessed(counted(made)))


def test_the_attacker_is_strong_enough() -> None:
    """Hide only the small cells, and he finds some: else the other tests would prove nothing."""
    made = report(town(seed=1), Scope(), NOW)
    small = frozenset(key for key, value in counted(made).items() if 0 < value < 5)
    naive = replace(made, sheets=tuple(_hide_in(sheet, small) for sheet in made.sheets), figures=())
    assert found_out(made, naive)


def test_the_attacker_knows_that_a_point_is_somebody() -> None:
    """Two points that are two people together are one each, which no equation says."""
    sums = [Sum("total", ("a", "b", "c"))]
    assert worked_out(sums, {"total": 102, "c": 100}, ()) == {}
    assert worked_out(sums, {"total": 102, "c": 100}, ("a", "b")) == {"a": 1, "b": 1}


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_worked_out_from_all_tables_together(seed: int) -> None:
    made = report(town(seed), Scope(), NOW)
    shown = masked(made)
    assert [cell for cell in cells(shown) if 0 < cell.value < 5] == []
    assert small_ones(made, shown)
    for seen in readers(made):
        assert found_out(made, shown, seen, guesses(made)) == {}


@often
@given(seed=st.integers(0, 2**32))
def test_nor_on_any_random_edition(seed: int) -> None:
    made = report(edition(seed), Scope(), NOW)
    shown = masked(made)
    assert [cell for cell in cells(shown) if 0 < cell.value < 5] == []
    assert found_out(made, shown, more=guesses(made)) == {}


@pytest.mark.parametrize("seed", range(3))
def test_a_larger_cell_that_is_worked_out_leads_to_no_small_one(seed: int) -> None:
    """Cells hidden for the sake of others may be found; he adds them to what he knows, and knows no more about the small."""
    made = report(town(seed), Scope(), NOW)
    shown = masked(made)
    numbers = counted(made)
    found = worked_out([*made.sums, *guesses(made)], counted(shown), points(made, shown))
    larger = {key for key in found if key in numbers and key not in counted(shown)}
    assert larger
    assert all(numbers[key] == 0 or numbers[key] >= 5 for key in larger)
    assert found_out(made, shown, larger, guesses(made)) == {}


def test_hidden_parts_of_a_shown_total_hold_at_least_five_people_together() -> None:
    """Two hidden cells of one person each under a known total of two would be as good as shown."""
    values = {"total": 102, "a": 100, "b": 1, "c": 1}
    assert to_hide(values, [Sum("total", ("a", "b", "c"))]) == {"a", "b", "c"}


def test_two_points_that_can_only_be_one_person_each_do_not_stand_beside_their_sum() -> None:
    """94 come from the school next door: whoever knows that reads one and one in the other two columns."""
    values = {"all": 100, "here": 96, "there": 4, "class": 94, "a": 1, "b": 1}
    sums = [Sum("here", ("class", "a", "b")), Sum("all", ("here", "there")), Sum("class", ("pupils",))]
    hidden = to_hide(values, sums)
    shown = {key: value for key, value in values.items() if key not in hidden}
    assert not {"a", "b"} & worked_out(sums, shown, hidden).keys()


def test_whoever_entered_without_exits_is_not_worked_out_from_the_entries() -> None:
    values = {"entries": 28, "present|public": 20, "present|exhibitors": 5, "present|staff": 3}
    sums = list(guessed(values))
    assert sums
    assert len(to_hide(values, sums)) >= 2


def test_a_day_is_not_worked_out_from_the_other_day() -> None:
    first, second = "arrived|unregistered|day=2026-11-27", "arrived|unregistered|day=2026-11-28"
    values = {"present|unregistered": 23, first: 3, second: 20}
    assert to_hide(values, guessed(values)) >= {first, second}


def test_lines_of_the_journal_do_not_tell_a_hidden_number_of_people() -> None:
    values = {"lines|walk_in": 7, "present|walk_ins": 7, "a": 5, "b": 2}
    assert "lines|walk_in" not in to_hide(values, guessed(values))
    made = report(town(seed=5), Scope(), NOW)
    assert "lines|walk_in" in counted(made)
    assert "peak|hall=1" in counted(made)


def test_the_smallest_cell_that_helps_is_hidden() -> None:
    values = {"total": 60, "a": 3, "b": 7, "c": 50}
    assert to_hide(values, [Sum("total", ("a", "b", "c"))]) == {"a", "b"}


def test_nothing_is_hidden_without_a_small_group() -> None:
    values = {"total": 60, "a": 0, "b": 10, "c": 50}
    assert to_hide(values, [Sum("total", ("a", "b", "c"))]) == frozenset()


def test_a_percentage_goes_with_its_number() -> None:
    shown = masked(report(town(seed=2), Scope(), NOW))
    for sheet in shown.sheets:
        for row in sheet.lines:
            hidden_here = any(isinstance(cell, Hidden) for cell in row)
            rates = [cell for cell in row if isinstance(cell, Rate)]
            visible = {cell.key for cell in row if isinstance(cell, Heads)}
            if hidden_here:
                assert all(
                    set(one.of) <= visible | {"present|public", "expected|public", "absent|public"} for one in rates
                )


def test_files_hold_no_trace_of_what_is_hidden() -> None:
    made = report(town(seed=3), Scope(), NOW)
    assert b"school=" not in json_file(masked(made))
    assert "masqué".encode() in json_file(masked(made))
    assert masked(made).sums == ()


def test_the_same_report_is_masked_once_whenever_it_is_asked_for() -> None:
    """It takes up to a second; a page of closed figures asks each time it is looked at."""
    made = report(town(seed=1), Scope(), NOW)
    shown = masked(made)
    later = masked(report(town(seed=1), Scope(), LATER))
    assert (shown.at, later.at) == (NOW, LATER)
    assert later.sheets is shown.sheets
    other = masked(report(town(seed=2), Scope(), NOW))
    assert other.sheets != shown.sheets

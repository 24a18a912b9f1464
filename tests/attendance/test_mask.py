"""What is published hides every group of fewer than five people, and nobody can work one out: an attacker tries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.attendance.files.json_file import json_file
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import _hide_in, masked, to_hide
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads, Hidden, Rate, Report, Sum
from tests.attendance.days import edition
from tests.attendance.town import town

NOW = datetime(2026, 12, 1, tzinfo=UTC)
often = settings(max_examples=25, deadline=None)


def cells(made: Report) -> Iterator[tuple[str, int, int, object]]:
    for sheet in made.sheets:
        for at, row in enumerate(sheet.lines):
            for column, cell in enumerate(row):
                yield sheet.code, at, column, cell


def secrets(made: Report, shown: Report) -> dict[str, int]:
    """The groups that the published report hides, with what they really count: matched by where they stand."""
    visible = {cell.key for *_, cell in cells(shown) if isinstance(cell, Heads)}
    return {cell.key: cell.value for *_, cell in cells(made) if isinstance(cell, Heads) and cell.key not in visible}


def recovered(made: Report, shown: Report) -> dict[str, Fraction]:
    """What an attacker works out who knows every way the tables add up and sees everything that is published.

    Gaussian elimination over the fractions, with the numbers: nothing is shared with the masking's own reasoning.
    """
    visible = {cell.key: cell.value for *_, cell in cells(shown) if isinstance(cell, Heads)}
    for figure in shown.figures:
        if isinstance(figure.value, Heads):
            visible[figure.value.key] = figure.value.value
    rows: list[tuple[dict[str, Fraction], Fraction]] = []
    for known in made.sums:
        left: dict[str, Fraction] = {}
        right = Fraction(0)
        for key, sign in ((known.total, -1), *((part, 1) for part in known.parts)):
            if key in visible:
                right -= sign * visible[key]
            else:
                left[key] = left.get(key, Fraction(0)) + sign
        rows.append(({key: number for key, number in left.items() if number}, right))
    return solved(rows)


def solved(rows: list[tuple[dict[str, Fraction], Fraction]]) -> dict[str, Fraction]:
    done: list[tuple[str, dict[str, Fraction], Fraction]] = []
    for left, right in rows:
        left = dict(left)
        for pivot, other, other_right in done:
            if pivot in left:
                factor = left[pivot]
                for key, number in other.items():
                    left[key] = left.get(key, Fraction(0)) - factor * number
                right -= factor * other_right
                left = {key: number for key, number in left.items() if number}
        if not left:
            assert right == 0, "the published numbers contradict each other"
            continue
        pivot = sorted(left)[0]
        lead = left[pivot]
        left, right = {key: number / lead for key, number in left.items()}, right / lead
        for at, (name, other, other_right) in enumerate(done):
            if pivot in other:
                factor = other[pivot]
                mixed = {
                    key: other.get(key, Fraction(0)) - factor * left.get(key, Fraction(0)) for key in {*other, *left}
                }
                done[at] = (
                    name,
                    {key: number for key, number in mixed.items() if number},
                    other_right - factor * right,
                )
        done.append((pivot, left, right))
    return {pivot: right for pivot, left, right in done if len(left) == 1}


def given_away(made: Report, shown: Report) -> dict[str, int]:
    """Hidden groups of one to four people that the attacker names with their number."""
    hidden = secrets(made, shown)
    return {
        key: hidden[key]
        for key, number in recovered(made, shown).items()
        if key in hidden and 0 < hidden[key] < 5 and number == hidden[key]
    }


def test_the_attacker_is_strong_enough() -> None:
    """Hide only the small cells, and he finds some: else the other tests would prove nothing."""
    made = report(town(seed=1), Scope(), NOW)
    small = frozenset(cell.key for *_, cell in cells(made) if isinstance(cell, Heads) and 0 < cell.value < 5)
    naive = replace(made, sheets=tuple(_hide_in(sheet, small) for sheet in made.sheets), figures=())
    assert given_away(made, naive)


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_worked_out_from_all_tables_together(seed: int) -> None:
    made = report(town(seed), Scope(), NOW)
    shown = masked(made)
    assert [cell for *_, cell in cells(shown) if isinstance(cell, Heads) and 0 < cell.value < 5] == []
    assert secrets(made, shown)
    assert given_away(made, shown) == {}


@often
@given(seed=st.integers(0, 2**32))
def test_nor_on_any_random_edition(seed: int) -> None:
    made = report(edition(seed), Scope(), NOW)
    shown = masked(made)
    assert [cell for *_, cell in cells(shown) if isinstance(cell, Heads) and 0 < cell.value < 5] == []
    assert given_away(made, shown) == {}


def test_hidden_parts_of_a_shown_total_hold_at_least_five_people_together() -> None:
    """Two hidden cells of one person each under a known total of two would be as good as shown."""
    values = {"total": 102, "a": 100, "b": 1, "c": 1}
    assert to_hide(values, [Sum("total", ("a", "b", "c"))]) == {"a", "b", "c"}


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

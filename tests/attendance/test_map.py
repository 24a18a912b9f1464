"""The map of origins: what its marks say adds up to the table beside it, and it draws nothing that is hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forum.attendance.drawing.origin_map import PRESENT, Mark, _marks, origin_map
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads, Sheet
from forum.territory.communes import commune, territory
from forum.territory.places import find_place
from tests.attendance.town import town

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def origins(seed: int, *, outside: bool = False) -> Sheet:
    made = report(town(seed), Scope(), NOW)
    return (masked(made) if outside else made).sheet("origins")


def by_ref(sheet: Sheet) -> dict[str, int]:
    cells = {sheet.ref(index): row[PRESENT] for index, row in enumerate(sheet.rows)}
    return {ref: cell.value for ref, cell in cells.items() if isinstance(cell, Heads)}


def of(marks: list[Mark], letter: str) -> int:
    return sum(mark.heads for mark in marks if mark.letter == letter)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_marks_of_a_communaute_add_up_to_its_row(seed: int) -> None:
    sheet = origins(seed)
    marks, told = list(_marks(sheet)), by_ref(sheet)
    assert {one.short_name: of(marks, letter) for letter, one in zip("ABCDE", territory().epcis, strict=True)} == {
        one.short_name: told.get(one.siren, 0) for one in territory().epcis
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_published_map_shows_published_numbers(seed: int) -> None:
    sheet = origins(seed, outside=True)
    told = by_ref(sheet)
    shown = {mark.name: mark.heads for mark in _marks(sheet) if not mark.square}
    names = {commune(ref).name: heads for ref, heads in told.items() if find_place(ref)}
    assert shown == {name: heads for name, heads in names.items() if heads}


def test_nobody_from_the_territory_is_no_map() -> None:
    assert origin_map(report(town(1, visitors=0, classes=0), Scope(epci="200068625"), NOW).sheet("origins"), "") is None


def test_every_place_is_a_commune_of_the_territory_and_within_it() -> None:
    inside = {one.insee_code for one in territory().communes}
    placed = [(code, place) for code in inside if (place := find_place(code))]
    assert len(placed) == 29
    assert all(46.2 < place.latitude < 46.95 and 5.45 < place.longitude < 6.25 for _, place in placed)
    assert sum(commune(code).population for code, _ in placed) > 0.55 * territory().population

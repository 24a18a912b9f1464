"""The map of origins: what its marks say adds up to the table beside it, and it draws nothing that is hidden."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from itertools import combinations

import pytest

from forum.attendance.drawing.origin_map import PRESENT, Mark, _beside_each_other, _marks, origin_map
from forum.attendance.drawing.shapes import Disc, Words
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import report
from forum.attendance.rules.sheet import Heads, Sheet
from forum.badges.drawing.typefaces import TEXT, width
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


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("outside", [True, False])
def test_nothing_on_the_map_covers_a_disc_or_a_name(seed: int, *, outside: bool) -> None:
    """Discs beside each other, names beside discs and no name on another, with their real widths on paper."""
    drawn = origin_map(origins(seed, outside=outside), "")
    assert drawn
    discs = [one for one in drawn.shapes if isinstance(one, Disc) and one.role == "map-edge" and one.x != 14]
    marks = [one for one in discs if one.radius > 2.6]
    for one, other in combinations(marks, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    names = [one for one in drawn.shapes if isinstance(one, Words) and one.role == "label" and one.x != 32]
    boxes = [(box_of(name), name.text) for name in names]
    for box, text in boxes:
        for disc in discs:
            east, south = min(max(disc.x, box[0]), box[2]), min(max(disc.y, box[1]), box[3])
            assert math.hypot(east - disc.x, south - disc.y) > disc.radius, (text, disc)
    for (one_box, one_text), (other_box, other_text) in combinations(boxes, 2):
        apart = one_box[2] <= other_box[0] or other_box[2] <= one_box[0]
        assert apart or one_box[3] <= other_box[1] or other_box[3] <= one_box[1], (one_text, other_text)


def box_of(name: Words) -> tuple[float, float, float, float]:
    wide = width(name.text, TEXT, name.size)
    left = {"start": name.x, "end": name.x - wide, "middle": name.x - wide / 2}[name.anchor]
    return left, name.y - 0.7 * name.size, left + wide, name.y + 0.2 * name.size


def test_two_of_one_place_stand_side_by_side() -> None:
    marks = [Mark("a", "A", 100, 200, 200, False, ""), Mark("b", "B", 25, 200, 200, False, "")]
    one, other = _beside_each_other(marks, 100)
    assert math.hypot(one.x - other.x, one.y - other.y) >= one.side(100) + other.side(100)
    assert math.hypot(one.x - 200, one.y - 200) < math.hypot(other.x - 200, other.y - 200)


def test_a_mark_too_small_for_its_letter_has_it_beside() -> None:
    drawn = origin_map(origins(3), "")
    assert drawn
    letters = [one.text for one in drawn.shapes if isinstance(one, Words) and one.text in "ABCDE"]
    assert len(letters) > len("ABCDE") + len([one for one in _marks(origins(3)) if one.side(most_of(origins(3))) > 8])


def most_of(sheet: Sheet) -> int:
    return max(mark.heads for mark in _marks(sheet))

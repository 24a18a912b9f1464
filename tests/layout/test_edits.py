"""What gestures mean: rows, moves, turns, numbers; and how two organisers' changes go together."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forum.layout.rules import edits, history, things
from forum.layout.rules.changes import STAND, ZONE, Change, as_seen, reconcile, row_of
from forum.layout.rules.edits import RowSaid
from forum.layout.rules.floor import ZoneSpot
from forum.layout.rules.history import Act
from forum.layout.rules.saying import names, runs
from tests.layout.floors import floor, spot

ROW = RowSaid(3, 2, 100, 200, 300, 200, 10, edits.RIGHT, "C", 5, "", 1500, None)


def places(changes: tuple[Change, ...]) -> dict[str, tuple[int, int]]:
    return {one.after["number"]: (one.after["x_cm"], one.after["y_cm"]) for one in changes if one.after}


def test_two_backs_in_one_gesture() -> None:
    planned = edits.row(floor(), ROW)
    assert planned.what.replace("\u00a0", " ") == "Ajout : les stands C5 à C10"
    assert places(planned.changes) == {
        "C5": (100, 200),
        "C6": (410, 200),
        "C7": (720, 200),
        "C8": (100, 400),
        "C9": (410, 400),
        "C10": (720, 400),
    }


def test_a_column_has_its_front_on_the_aisle() -> None:
    down = edits.row(floor(), RowSaid(2, 1, 0, 0, 300, 200, 0, edits.DOWN, "A", 1, "", 0, None)).changes
    assert [(one.after["y_cm"], one.after["width_cm"], one.after["depth_cm"]) for one in down if one.after] == [
        (0, 200, 300),
        (300, 200, 300),
    ]


def test_new_and_moved_stands_settle_in_the_village_they_stand_in() -> None:
    village = ZoneSpot(1, "Bois", "bois", 0, 0, 1000, 1000)
    plan = floor(spot("A1", 2000, 2000, zone="Emploi"), zones=[village])
    assert {one.after["zone"] for one in edits.row(plan, ROW).changes if one.after} == {"Bois"}
    moved = edits.placed(plan, {1: {"x_cm": 100, "y_cm": 100}}).changes[0]
    assert moved.after is not None
    assert moved.after["zone"] == "Bois"
    kept = edits.placed(plan, {1: {"x_cm": 3000}}).changes[0]
    assert kept.after is not None
    assert kept.after["zone"] == "Emploi"


def test_a_quarter_turn_of_a_row_makes_a_column() -> None:
    row = floor(spot("A1", 0, 0, 300, 300), spot("A2", 300, 0, 300, 300))
    assert places(edits.turned(row, [1, 2], 90).changes) == {"A1": (150, -150), "A2": (150, 150)}


@pytest.mark.parametrize(
    "order, expected",
    [
        (edits.READING, {"A1": "Z1", "A2": "Z2", "B1": "Z3", "B2": "Z4"}),
        (edits.SNAKE, {"A1": "Z1", "A2": "Z2", "B2": "Z3", "B1": "Z4"}),
        (edits.COLUMNS, {"A1": "Z1", "B1": "Z2", "A2": "Z3", "B2": "Z4"}),
    ],
)
def test_numbers_follow_the_plan(order: str, expected: dict[str, str]) -> None:
    plan = floor(spot("B2", 300, 500), spot("A1", 0, 0), spot("B1", 0, 500), spot("A2", 300, 0))
    changes = edits.renumbered(plan, [1, 2, 3, 4], "Z", 1, order).changes
    assert {one.before["number"]: one.after["number"] for one in changes if one.before and one.after} == expected


def test_a_renamed_zone_takes_its_stands_along() -> None:
    plan = floor(
        spot("A1", 0, 0, zone="Bois"), spot("A2", 2000, 0), zones=[ZoneSpot(3, "Bois", "bois", 0, 0, 500, 500)]
    )
    values = {"name": "Forêt", "sector": "bois", "x_cm": 0, "y_cm": 0, "width_cm": 500, "depth_cm": 500}
    changes = things.put(plan, ZONE, 3, values).changes
    assert [(one.kind, one.id) for one in changes] == [(ZONE, 3), (STAND, 1)]


def test_changes_to_different_things_go_together() -> None:
    before = row_of(STAND, spot("A1", 0, 0))
    mine = Change(STAND, 1, before | {"power_watts": 3000}, before | {"x_cm": 500})  # on what I saw, she gave power
    merged, clashes = reconcile([mine], {(STAND, 1): before})
    assert clashes == ()
    assert merged[0].after == before | {"x_cm": 500, "power_watts": 3000}


def test_two_places_for_one_stand_clash() -> None:
    before = row_of(STAND, spot("A1", 0, 0))
    mine = Change(STAND, 1, before | {"x_cm": 100}, before | {"x_cm": 500})
    _, clashes = reconcile([mine], as_seen([[Change(STAND, 1, before, before | {"x_cm": 100})]]))
    assert [(one.name, one.fields) for one in clashes] == [("A1", (("x_cm", 500, 100),))]
    assert reconcile([mine], {})[1] == ()


def test_a_new_edit_forgets_what_could_be_redone() -> None:
    def act(number: int, kind: str, of: int = 0) -> Act:
        return Act(number, datetime(2026, 1, 1, tzinfo=UTC), "Odile", kind, of, "")

    acts = [act(1, "edit"), act(2, "edit"), act(3, "undo", 2)]
    told = history.read(acts)
    assert (told.next_undo, told.next_redo) == (acts[0], acts[1])
    assert history.read([*acts, act(4, "redo", 2)]).next_undo == acts[1]
    assert history.read([*acts, act(4, "edit")]).next_redo is None


def test_numbers_that_follow_each_other_are_said_in_one() -> None:
    assert runs(["A10", "A2", "A3", "A1", "B7", "accueil"]) == ["A1 à A3", "A10", "B7", "accueil"]
    assert names(["le stand A1"]) == "le stand A1"
    assert names(["le stand A1", "le stand A2", "« Scène »"]) == "les stands A1, A2 et « Scène »"

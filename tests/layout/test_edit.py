"""Organisers lay a hall out: acts are kept, undone, redone; a booked stand is never lost; two organisers lose nothing."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from forum.badges import queries as badges
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.layout import queries, service
from forum.layout.rules import edits, things
from forum.layout.rules.changes import CIRCUIT, DOOR, OBSTACLE, ZONE
from forum.layout.rules.edits import RowSaid
from forum.layout.rules.floor import Floor, Spot
from forum.mail import queries as mail
from forum.stands import queries as stands
from forum.stands import service as bookings
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.race import together

MARC = replace(ODILE, id=uuid.UUID(int=2), name="Marc")
ROW = RowSaid(3, 1, 200, 1000, 300, 200, 0, edits.RIGHT, "B", 1, "", 1500, None)


async def spots(edition: EditionValue, hall: int) -> dict[str, Spot]:
    return {one.number: one for one in (await queries.floor(edition.id, hall)).stands}


async def move(edition: EditionValue, hall: int, number: str, x: int, by=ODILE, seen: int | None = None) -> int:  # type: ignore[no-untyped-def]
    one = (await spots(edition, hall))[number]
    return await service.edit(edition, hall, lambda floor: edits.placed(floor, {one.id: {"x_cm": x}}), by, seen)


async def test_a_row_is_one_act_and_undone_at_once(edition: EditionValue, hall: int) -> None:
    before = await spots(edition, hall)
    assert await service.edit(edition, hall, lambda floor: edits.row(floor, ROW), ODILE) == 1
    made = await spots(edition, hall)
    assert set(made) == {"A1", "A2", "A3", "A4", "B1", "B2", "B3"}
    assert await service.undo(edition, hall, 1, ODILE) == 2
    assert await spots(edition, hall) == before
    assert await service.redo(edition, hall, 1, ODILE) == 3
    assert await spots(edition, hall) == made  # under their old ids
    told = await queries.history(hall)
    assert [act.what.replace("\u00a0", " ") for act in told.undoable] == ["Ajout : les stands B1 à B3"]


async def test_undo_is_refused_once_the_plan_went_on(edition: EditionValue, hall: int) -> None:
    await move(edition, hall, "A1", 700)
    await move(edition, hall, "A2", 900, MARC)
    with pytest.raises(service.NothingToDo):
        await service.undo(edition, hall, 1, ODILE)
    assert (await queries.floor(edition.id, hall)).version == 2


async def test_numbers_change_places_and_the_exhibitor_is_told(edition: EditionValue, hall: int) -> None:
    acme = await builders.an_exhibitor(edition, "A1")
    now = await spots(edition, hall)
    await service.edit(
        edition,
        hall,
        lambda floor: edits.renumbered(floor, [one.id for one in now.values()], "A", 2, edits.READING),
        ODILE,
    )
    assert (await stands.booking_of(edition.id, acme)).number == "A2"
    assert [one.detail for one in await badges.badges_of(acme, valid_only=True)] == ["Stand A2"]
    assert [one.template for one in await mail.letters_to(acme)].count("stands/letters/moved.md") == 1
    await service.undo(edition, hall, 1, ODILE)
    assert [one.detail for one in await badges.badges_of(acme, valid_only=True)] == ["Stand A1"]


async def test_a_number_is_given_once(edition: EditionValue, hall: int) -> None:
    with pytest.raises(service.NumberTaken) as refused:
        await service.edit(edition, hall, lambda floor: edits.row(floor, replace(ROW, prefix="A")), ODILE)
    assert "Le numéro A1 est déjà pris" in refused.value.sentence
    assert set(await spots(edition, hall)) == {"A1", "A2", "A3", "A4"}
    assert (await queries.floor(edition.id, hall)).version == 0


async def test_a_booked_stand_stays(edition: EditionValue, hall: int) -> None:
    await builders.an_exhibitor(edition, "A2")
    ids = [one.id for one in (await spots(edition, hall)).values()]
    with pytest.raises(service.StandBooked) as refused:
        await service.edit(edition, hall, lambda floor: edits.removed(floor, ids), ODILE)
    assert "A2 (Acme Lunettes)" in refused.value.sentence
    assert "Donnez d’abord un autre stand" in refused.value.sentence
    assert len(await spots(edition, hall)) == 4


async def test_a_stand_somebody_is_booking_stays(edition: EditionValue, hall: int) -> None:
    with builders.in_time(edition):
        await bookings.keep(edition, "A3")
        one = (await spots(edition, hall))["A3"]
        with pytest.raises(service.StandInUse):
            await service.edit(edition, hall, lambda floor: edits.removed(floor, [one.id]), ODILE)


async def test_a_stand_that_was_given_back_may_go_and_come_back(edition: EditionValue, hall: int) -> None:
    acme = await builders.an_exhibitor(edition, "A2")
    await bookings.cancel(edition, (await stands.booking_of(edition.id, acme)).id, ODILE)
    one = (await spots(edition, hall))["A2"]
    await service.edit(edition, hall, lambda floor: edits.removed(floor, [one.id]), ODILE)
    assert set(await spots(edition, hall)) == {"A1", "A3", "A4"}
    await service.undo(edition, hall, 1, ODILE)
    assert (await spots(edition, hall))["A2"].id == one.id


async def test_booking_and_deleting_at_once_leave_one_of_them(edition: EditionValue, hall: int) -> None:
    one = (await spots(edition, hall))["A2"]

    async def book() -> str:
        await builders.an_exhibitor(edition, "A2")
        return "booked"

    async def delete() -> str:
        await service.edit(edition, hall, lambda floor: edits.removed(floor, [one.id]), ODILE)
        return "deleted"

    done, failed = await together([book(), delete()])
    assert (len(done), failed.total()) == (1, 1)
    holders = await fetch("SELECT count(*) AS n FROM stand_booking WHERE state = 'submitted'")
    assert ("A2" in await spots(edition, hall), holders[0]["n"]) == ((True, 1) if done == ["booked"] else (False, 0))


async def test_two_organisers_on_two_things_both_keep_theirs(edition: EditionValue, hall: int) -> None:
    await move(edition, hall, "A1", 700, MARC)
    one = (await spots(edition, hall))["A1"]
    await move(edition, hall, "A2", 900, ODILE, seen=0)
    await service.edit(edition, hall, lambda floor: edits.given(floor, [one.id], {"water": True}, "eau"), ODILE, 0)
    now = await spots(edition, hall)
    assert (now["A1"].x_cm, now["A1"].water, now["A2"].x_cm) == (700, True, 900)


async def test_two_organisers_on_one_stand_see_both_versions(edition: EditionValue, hall: int) -> None:
    await move(edition, hall, "A1", 700, MARC)
    with pytest.raises(service.ChangedMeanwhile) as told:
        await move(edition, hall, "A1", 900, ODILE, seen=0)
    clash = told.value
    assert [(one.name, one.fields) for one in clash.clashes] == [("A1", (("x_cm", 900, 700),))]
    assert [act.by_name for act in clash.acts] == ["Marc"]
    assert (await spots(edition, hall))["A1"].x_cm == 700
    await move(edition, hall, "A1", 900, ODILE, seen=clash.version)  # « keep mine »
    assert (await spots(edition, hall))["A1"].x_cm == 900


async def test_what_another_took_away_is_gone(edition: EditionValue, hall: int) -> None:
    one = (await spots(edition, hall))["A1"]
    await service.edit(edition, hall, lambda floor: edits.removed(floor, [one.id]), MARC)
    with pytest.raises(service.Gone):
        await service.edit(edition, hall, lambda floor: edits.placed(floor, {one.id: {"x_cm": 1}}), ODILE, 0)


async def test_zones_doors_obstacles_circuits_and_the_norm(edition: EditionValue, hall: int) -> None:
    area = {"x_cm": 0, "y_cm": 0, "width_cm": 650, "depth_cm": 800}
    for kind, values in (
        (ZONE, {"name": "Bois", "sector": "bois", **area}),
        (DOOR, {"name": "S1", "x_cm": 0, "y_cm": 600, "width_cm": 180, "emergency": True}),
        (OBSTACLE, {"name": "Scène", **area}),
        (CIRCUIT, {"code": "L1", "watts": 9000, "x_cm": None, "y_cm": None}),
    ):

        def put(floor: Floor, kind: str = kind, values: dict = values):  # type: ignore[no-untyped-def,type-arg]
            return things.put(floor, kind, 0, values, gather=True)

        await service.edit(edition, hall, put, ODILE)
    await service.edit(edition, hall, lambda floor: things.norm(floor, 300), ODILE)
    floor = await queries.floor(edition.id, hall)
    assert [one.name for one in floor.zones] == ["Bois"]
    assert [one.number for one in floor.stands if one.zone == "Bois"] == ["A1"]
    assert (floor.doors[0].emergency, floor.obstacles[0].name, floor.hall.aisle_cm) == (True, "Scène", 300)
    assert (await editions.edition(edition.id)).halls[0].aisle_cm == 300
    circuit = floor.circuits[0].id
    await service.edit(
        edition,
        hall,
        lambda floor: edits.given(floor, [one.id for one in floor.stands], {"circuit": circuit}, "circuit L1"),
        ODILE,
    )
    await service.edit(edition, hall, lambda floor: things.taken(floor, CIRCUIT, circuit), ODILE)
    assert {one.circuit for one in (await spots(edition, hall)).values()} == {None}
    for number in (7, 6, 5, 4, 3, 2, 1):
        await service.undo(edition, hall, number, ODILE)
    bare = await queries.floor(edition.id, hall)
    assert (bare.zones, bare.doors, bare.obstacles, bare.circuits) == ((), (), (), ())
    assert {one.zone for one in bare.stands} == {"Lunetterie"}


async def test_two_acts_at_once_are_two_versions(edition: EditionValue, hall: int) -> None:
    numbers, failed = await together([move(edition, hall, f"A{x}", 50 * x) for x in (1, 2, 3)])
    assert (sorted(numbers), failed) == ([1, 2, 3], {})

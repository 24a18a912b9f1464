"""From changes to rows, in an order that no constraint minds; what cannot be written is refused by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from forum import clock
from forum.database import AlreadyThere, attempt, fetch, hold
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.layout.rules.changes import CIRCUIT, DOOR, FIELDS, HALL, OBSTACLE, STAND, ZONE, Change, name_of
from forum.people.who import Who
from forum.stands import queries as stands
from forum.stands.service import follow_number
from forum.stands.tables import Stand

TABLES = {STAND: "stand", ZONE: "zone", DOOR: "hall_door", OBSTACLE: "obstacle", CIRCUIT: "circuit", HALL: "hall"}


class StandBooked(Refusal):
    """A stand that somebody booked is not taken away under them."""


class StandInUse(Refusal):
    """Somebody fills the form of the stand, or it is offered to the waiting list."""


class NumberTaken(Refusal):
    """Two stands, zones, doors or circuits would have one name."""

    field = "number"


async def write(edition: int, hall: int, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Write the rows; answers the changes with the ids that new rows got. Raises StandBooked, StandInUse, NumberTaken."""
    taken_away = [one for one in changes if one.after is None]
    altered = [one for one in changes if one.before is not None and one.after is not None]
    added = [one for one in changes if one.before is None]
    if stands_touched := [one.id for one in changes if one.kind == STAND and one.id]:
        await hold(Stand, *stands_touched)
    await _may_go(edition, [one for one in taken_away if one.kind == STAND])
    try:
        async with attempt():
            ids: dict[int, int] = {}
            for change in (one for one in added if one.kind != STAND):
                ids[id(change)] = await _insert(edition, hall, change)
            for change in (one for one in taken_away if one.kind == STAND):
                await _delete(change)
            await _alter(altered)
            for change in (one for one in added if one.kind == STAND):
                ids[id(change)] = await _insert(edition, hall, change)
            for change in (one for one in taken_away if one.kind != STAND):
                await _delete(change)
    except AlreadyThere:
        raise await _who_has_it(edition, changes) from None
    return tuple(replace(one, id=ids[id(one)]) if id(one) in ids else one for one in changes)


async def _may_go(edition: int, going: Sequence[Change]) -> None:
    ids = {one.id for one in going}
    plan = {one.id: one for one in await stands.plan(edition) if one.id in ids} if ids else {}
    booked = [one for one in plan.values() if one.state is not None]
    if booked:
        said = ", ".join(f"{one.number} ({one.exhibitor_name})" for one in booked[:6])
        many = len(booked) > 1
        raise StandBooked(
            f"{'Ces stands sont réservés' if many else 'Ce stand est réservé'}\u00a0: {said}. Donnez d’abord un autre stand"
            f" à {'leurs exposants' if many else 'son exposant'}, ou annulez {'les réservations' if many else 'la réservation'},"
            f" dans Exposants\u00a0; puis supprimez."
        )
    for one in plan.values():
        if one.held_by is not None and one.held_until is not None:
            until = clock.local(one.held_until)
            raise StandInUse(
                f"Le stand {one.number} est gardé jusqu’à {until.hour}\u00a0h\u00a0{until.minute:02} pour quelqu’un qui le"
                " réserve en ce moment. Supprimez-le ensuite."
            )


async def _delete(change: Change) -> None:
    if change.kind == STAND:  # bookings that ended keep their history without it
        await fetch("UPDATE stand_booking SET stand = NULL WHERE stand = {}", change.id)
    await fetch(f"DELETE FROM {TABLES[change.kind]} WHERE id = {{}}", change.id)  # noqa: S608 - the names are ours


async def _alter(altered: Sequence[Change]) -> None:
    """New numbers in two steps: A1 and A2 may change places."""
    for change in altered:
        unique = {STAND: "number", ZONE: "name", DOOR: "name", CIRCUIT: "code"}.get(change.kind)
        if unique and change.before and change.after and change.before[unique] != change.after[unique]:
            await fetch(
                f"UPDATE {TABLES[change.kind]} SET {unique} = {{}} WHERE id = {{}}",  # noqa: S608 - the names are ours
                f"~{change.id}",
                change.id,
            )
    for change in altered:
        assert change.after is not None
        assert change.before is not None
        names = [name for name in FIELDS[change.kind] if change.after[name] != change.before[name]]
        marks = ", ".join(f"{name} = {{}}" for name in names)
        await fetch(
            f"UPDATE {TABLES[change.kind]} SET {marks} WHERE id = {{}}",  # noqa: S608 - the names are ours
            *(change.after[name] for name in names),
            change.id,
        )


async def _insert(edition: int, hall: int, change: Change) -> int:
    """A new row; one that was there before (undone, redone) comes back under its old id."""
    assert change.after is not None
    values = {"edition": edition, "hall": hall} | {name: change.after[name] for name in FIELDS[change.kind]}
    if change.id:
        values["id"] = change.id
    made = await fetch(
        f"INSERT INTO {TABLES[change.kind]} ({', '.join(values)}) VALUES ({', '.join(['{}'] * len(values))}) RETURNING id",  # noqa: S608
        *values.values(),
    )
    return int(made[0]["id"])


async def _who_has_it(edition: int, changes: Sequence[Change]) -> NumberTaken:
    numbers = {str(one.after["number"]): one.id for one in changes if one.kind == STAND and one.after}
    for one in await stands.plan(edition):
        if one.number in numbers and one.id != numbers[one.number]:
            return NumberTaken(f"Le numéro {one.number} est déjà pris par un autre stand. Choisissez-en un libre.")
    name = next((name_of(one.kind, one.after) for one in changes if one.after), "")
    return NumberTaken(f"Le nom «\u00a0{name}\u00a0» est déjà pris. Choisissez-en un autre.")


async def follow_numbers(edition: EditionValue, renumbered: Mapping[int, str], by: Who) -> None:
    """Badges, calendar entries and letters of those whose stand has another number; `renumbered`: the old ones by id."""
    if not renumbered:
        return
    for line in await stands.all_bookings(edition.id):
        if line.stands and line.stand is not None and line.stand in renumbered:
            await follow_number(edition, line.id, renumbered[line.stand], by)

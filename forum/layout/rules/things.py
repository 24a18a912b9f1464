"""What edits of zones, doors, obstacles, circuits and the hall's norm mean, for their stands too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from forum.layout.rules.changes import CIRCUIT, DOOR, HALL, OBSTACLE, STAND, ZONE, Change, Planned, Row, name_of, row_of
from forum.layout.rules.floor import CircuitSpot, DoorSpot, Floor, ObstacleSpot, ZoneSpot

Thing: TypeAlias = ZoneSpot | DoorSpot | ObstacleSpot | CircuitSpot
WORDS = {ZONE: "zone", DOOR: "porte", OBSTACLE: "obstacle", CIRCUIT: "circuit"}


def found(floor: Floor, kind: str, id_: int) -> Row:
    """The stored row of a thing. Raises KeyError."""
    kinds: dict[str, Sequence[Thing]] = {
        ZONE: floor.zones,
        DOOR: floor.doors,
        OBSTACLE: floor.obstacles,
        CIRCUIT: floor.circuits,
    }
    for thing in kinds[kind]:
        if thing.id == id_:
            return row_of(kind, thing)
    raise KeyError(id_)


def put(floor: Floor, kind: str, id_: int, values: Row, gather: bool = False) -> Planned:
    """A thing added (`id_` 0) or changed. A renamed zone takes its stands along; `gather`: those that stand in it too.
    Raises KeyError."""
    before = found(floor, kind, id_) if id_ else None
    change = Change(kind, id_, before, values if before is None else before | values)
    followers: tuple[Change, ...] = ()
    if kind == ZONE:
        followers = _into(floor, values, before["name"] if before else None, gather)
    verb = "modifié" if id_ else "ajouté"
    changes = tuple(one for one in (change, *followers) if one.before != one.after)
    return Planned(
        changes,
        f"{WORDS[kind].capitalize()} «\u00a0{name_of(kind, values)}\u00a0» {verb}{'e' * (kind in {ZONE, DOOR})}",
    )


def _into(floor: Floor, zone: Row, old_name: str | None, gather: bool) -> tuple[Change, ...]:
    area = ZoneSpot(0, zone["name"], zone["sector"], zone["x_cm"], zone["y_cm"], zone["width_cm"], zone["depth_cm"])
    moved = []
    for one in floor.stands:
        if one.zone == old_name or (gather and area.holds(one.centre)):
            before = row_of(STAND, one)
            moved.append(Change(STAND, one.id, before, before | {"zone": zone["name"]}))
    return tuple(moved)


def taken(floor: Floor, kind: str, id_: int) -> Planned:
    """A thing taken off the plan; the stands of a circuit hang on none then, those of a zone keep its name. Raises KeyError."""
    before = found(floor, kind, id_)
    loose = []
    if kind == CIRCUIT:
        for one in floor.stands:
            if one.circuit == id_:
                row = row_of(STAND, one)
                loose.append(Change(STAND, one.id, row, row | {"circuit": None}))
    word = f"{WORDS[kind].capitalize()} «\u00a0{name_of(kind, before)}\u00a0» supprimé{'e' * (kind in {ZONE, DOOR})}"
    return Planned((*loose, Change(kind, id_, before, None)), word)


def norm(floor: Floor, aisle_cm: int) -> Planned:
    """The narrowest aisle allowed."""
    before = row_of(HALL, floor.hall)
    changes = () if before["aisle_cm"] == aisle_cm else (Change(HALL, floor.hall.id, before, {"aisle_cm": aisle_cm}),)
    return Planned(changes, f"Allées d’au moins {aisle_cm}\u00a0cm")

"""Lay the stands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from forum.database import transaction
from forum.stands.rules.floor import DoorSpot, ObstacleSpot, ZoneSpot
from forum.stands.tables import Circuit, HallDoor, Obstacle, Stand, Zone


@dataclass(frozen=True, slots=True)
class NewStand:
    """A stand to draw: number, zone and place in centimetres from the hall's upper left corner; `circuit` by its id."""

    number: str
    zone: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    power_watts: int = 500
    water: bool = False
    accessible: bool = True
    circuit: int | None = None
    network: bool = False
    rotation: int = 0
    three_phase: bool = False


async def lay_out(edition: int, hall: int, stands: Iterable[NewStand]) -> int:
    """Draw stands in a hall; answers how many."""
    rows = [Stand(edition=edition, hall=hall, **asdict(one)) for one in stands]
    async with transaction():
        await Stand.insert(*rows)
    return len(rows)


async def add_circuit(
    edition: int, hall: int, code: str, watts: int, x_cm: int | None = None, y_cm: int | None = None
) -> int:
    """An electric circuit that stands share, and where its board is; answers its id."""
    row: dict[str, Any] = {"edition": edition, "hall": hall, "code": code, "watts": watts, "x_cm": x_cm, "y_cm": y_cm}
    async with transaction():
        made = Circuit(**row)
        await made.save()
        return int(made.id)


async def furnish(
    edition: int,
    hall: int,
    *,
    zones: Iterable[ZoneSpot] = (),
    doors: Iterable[DoorSpot] = (),
    obstacles: Iterable[ObstacleSpot] = (),
) -> None:
    """Zones, doors and obstacles of a hall, all new whatever their ids; the one way for a copy or a demonstration."""
    async with transaction():
        await _insert(Zone, edition, hall, zones)
        await _insert(HallDoor, edition, hall, doors)
        await _insert(Obstacle, edition, hall, obstacles)


async def _insert(
    table: type[Zone | HallDoor | Obstacle],
    edition: int,
    hall: int,
    things: Iterable[ZoneSpot | DoorSpot | ObstacleSpot],
) -> None:
    rows: list[Any] = [table(edition=edition, hall=hall, **_without_id(thing)) for thing in things]
    if rows:
        await table.insert(*rows)


def _without_id(thing: ZoneSpot | DoorSpot | ObstacleSpot) -> dict[str, Any]:
    return {name: value for name, value in asdict(thing).items() if name != "id"}

"""Questions about what a hall holds beside its stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Any

from forum.database import fetch
from forum.stands.rules.floor import CircuitSpot, DoorSpot, ObstacleSpot, ZoneSpot

GATE_CM = 220
"""How wide a gate is drawn: the forum knows where badges are read, not the door's leaves."""


@dataclass(frozen=True, slots=True)
class Things:
    """The zones, doors, obstacles and circuits of one hall."""

    zones: tuple[ZoneSpot, ...] = ()
    doors: tuple[DoorSpot, ...] = ()
    obstacles: tuple[ObstacleSpot, ...] = ()
    circuits: tuple[CircuitSpot, ...] = ()


async def things(edition: int) -> dict[int, Things]:
    """What each hall of the edition holds, by the hall's id; a hall with nothing has an entry too once it is asked for."""
    by_hall: dict[int, dict[str, list[Any]]] = defaultdict(partial(defaultdict, list))
    for row in await fetch(
        "SELECT hall, id, name, sector, x_cm, y_cm, width_cm, depth_cm FROM zone WHERE edition = {} ORDER BY name",
        edition,
    ):
        by_hall[row.pop("hall")]["zones"].append(ZoneSpot(**row))
    for row in await fetch(
        "SELECT hall, id, name, x_cm, y_cm, width_cm, emergency FROM hall_door WHERE edition = {} ORDER BY name",
        edition,
    ):
        by_hall[row.pop("hall")]["doors"].append(DoorSpot(**row | {"emergency": bool(row["emergency"])}))
    for row in await fetch(
        "SELECT hall, id, name, x_cm, y_cm, width_cm, depth_cm FROM obstacle WHERE edition = {} ORDER BY name, id",
        edition,
    ):
        by_hall[row.pop("hall")]["obstacles"].append(ObstacleSpot(**row))
    for row in await fetch(
        "SELECT k.hall, k.id, k.code, k.watts, k.x_cm, k.y_cm, coalesce(sum(b.power_watts), 0) AS asked FROM circuit k"
        " LEFT JOIN stand s ON s.circuit = k.id"
        " LEFT JOIN stand_booking b ON b.stand = s.id AND b.state IN ('submitted', 'validated')"
        " WHERE k.edition = {} GROUP BY k.hall, k.id, k.code, k.watts, k.x_cm, k.y_cm ORDER BY k.code",
        edition,
    ):
        by_hall[row.pop("hall")]["circuits"].append(CircuitSpot(**row | {"asked": int(row["asked"])}))
    found = {hall: Things(**{name: tuple(all_of) for name, all_of in kinds.items()}) for hall, kinds in by_hall.items()}
    return defaultdict(Things, found)

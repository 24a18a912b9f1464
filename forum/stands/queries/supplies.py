"""What suppliers must bring: every stand that is taken, with all it needs, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.stands.queries.plan import by_number


@dataclass(frozen=True, slots=True)
class Supply:
    """A stand that is taken, and its needs; details that were not said yet are zero, `told` is False."""

    number: str
    zone: str
    circuit: str
    circuit_watts: int
    name: str
    sector: str
    contact: str
    phone: str
    people: int
    tables: int
    chairs: int
    panels: int
    power_watts: int
    network: bool
    three_phase: bool
    sockets: int
    water: bool
    vehicle: str
    setup_at: datetime | None
    meals: int
    parking: int
    note: str
    told: bool


async def supplies(edition: int) -> list[Supply]:
    """Every submitted or validated booking, in the order of the plan."""
    rows = await fetch(
        "SELECT s.number, s.zone, coalesce(k.code, '') AS circuit, coalesce(k.watts, 0) AS circuit_watts, e.name, e.sector,"
        " c.first_name, c.last_name, c.phone, b.people, b.tables, b.chairs, b.panels, b.power_watts, b.network, b.three_phase, b.note,"
        " coalesce(d.sockets, 0) AS sockets, d.water, coalesce(d.vehicle, 'none') AS vehicle, d.setup_at,"
        " coalesce(d.meals, 0) AS meals, coalesce(d.parking, 0) AS parking,"
        " CASE WHEN d.booking IS NULL THEN 0 ELSE 1 END AS told"
        " FROM stand_booking b JOIN stand s ON s.id = b.stand JOIN exhibitor e ON e.id = b.exhibitor"
        " JOIN exhibitor_contact c ON c.exhibitor = e.id AND c.rank = 0"
        " LEFT JOIN circuit k ON k.id = s.circuit LEFT JOIN stand_details d ON d.booking = b.id"
        " WHERE b.edition = {} AND b.state IN ('submitted', 'validated')",
        edition,
    )
    return sorted((_supply(row) for row in rows), key=lambda one: by_number(one.number))


def _supply(row: dict[str, Any]) -> Supply:
    row["contact"] = f"{row.pop('first_name')} {row.pop('last_name')}"
    for flag in ("network", "three_phase", "water", "told"):
        row[flag] = bool(row[flag])
    return Supply(**row)

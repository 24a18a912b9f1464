"""Reading what the figures are made from, and what was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.attendance import keeping
from forum.attendance.rules.sheet import Report
from forum.attendance.values import DayHours, Frame, Place, Slot
from forum.database import fetch
from forum.editions import queries as editions
from forum.territory.sectors import SECTORS


async def frame_of(edition_id: int) -> Frame:
    """The edition without anybody in it. Raises NotFound."""
    edition = await editions.edition(edition_id)
    queued = await fetch(
        "SELECT coalesce(sum(queued), 0) AS n FROM door_device WHERE edition = {} AND revoked_at IS NULL", edition_id
    )
    return Frame(
        edition=edition_id,
        name=edition.name,
        days=tuple(DayHours(day.id, day.date, day.opens_at, day.closes_at) for day in edition.days),
        halls=tuple(Place(hall.id, hall.name, hall.capacity_limit) for hall in edition.halls),
        gates=tuple(Place(gate.id, gate.name) for gate in edition.gates),
        slots=tuple(
            Slot(s.id, s.day, s.gate_code, s.starts_at, s.ends_at, s.capacity_persons, s.capacity_coaches)
            for s in await editions.slots(edition_id)
        ),
        sectors=tuple((one.code, edition.sector(one).name) for one in SECTORS),
        queued=int(queued[0]["n"]),
    )


async def schools_of(edition_id: int) -> dict[int, tuple[str, str | None]]:
    """The schools that registered a class: name and commune."""
    rows = await fetch(
        "SELECT DISTINCT s.id, s.name, s.insee_code FROM class_visit v JOIN school s ON s.id = v.school"
        " WHERE v.edition = {} AND NOT EXISTS (SELECT 1 FROM class_wait w WHERE w.class_visit = v.id)",
        edition_id,
    )
    return {row["id"]: (row["name"], row["insee_code"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Frozen:
    """Figures that were closed: the report, who closed it and when, and what came too late for it.

    `waiting` names the phones that may have held passages then; `late` counts the lines that came from phones since, `phones`
    names these with how many; `amended` counts those that were written in the back office.
    """

    report: Report
    at: datetime
    by: str
    version: int
    waiting: str
    late: int
    phones: str = ""
    amended: int = 0


async def frozen(edition_id: int) -> Frozen | None:
    """The closed figures of an edition, if it was closed."""
    rows = await fetch(
        "SELECT version, last_number, waiting, frozen_at, frozen_by, content FROM frozen_figures WHERE edition = {}",
        edition_id,
    )
    if not rows:
        return None
    row = rows[0]
    late = await fetch(
        "SELECT d.name, count(*) AS n FROM scan s LEFT JOIN door_device d ON d.id = s.device"
        " WHERE s.edition = {} AND s.number > {} GROUP BY d.name ORDER BY d.name",
        *(edition_id, row["last_number"]),
    )
    return Frozen(
        keeping.read(row["content"]),
        row["frozen_at"],
        row["frozen_by"],
        row["version"],
        row["waiting"],
        sum(int(one["n"]) for one in late if one["name"]),
        ", ".join(f"{one['name']} ({one['n']})" for one in late if one["name"]),
        sum(int(one["n"]) for one in late if not one["name"]),
    )


async def other_editions(edition_id: int) -> list[tuple[int, str]]:
    """The editions to compare with, the latest first."""
    rows = await fetch(
        "SELECT edition.id, edition.name, min(day.date) AS begins FROM edition JOIN day ON day.edition = edition.id"
        " WHERE edition.id <> {} GROUP BY edition.id, edition.name ORDER BY begins DESC",
        edition_id,
    )
    return [(row["id"], f"{row['name']}, {str(row['begins'])[:4]}") for row in rows]

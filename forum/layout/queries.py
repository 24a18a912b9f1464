"""Questions about a hall being laid out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from forum.database import fetch
from forum.errors import NotFound
from forum.layout.rules.changes import Change
from forum.layout.rules.floor import DoorSpot, Floor, Shape, Spot
from forum.layout.rules.history import Act, History, read
from forum.stands.queries.floor import GATE_CM, things

KEPT_ACTS = 500
"""How far back undoing reaches."""


async def floor(edition: int, hall: int) -> Floor:
    """Everything in one hall. Raises NotFound."""
    rows = await fetch(
        "SELECT h.id, h.name, h.width_cm, h.depth_cm, h.aisle_cm, coalesce(max(a.number), 0) AS version FROM hall h"
        " LEFT JOIN layout_act a ON a.hall = h.id WHERE h.id = {} AND h.edition = {}"
        " GROUP BY h.id, h.name, h.width_cm, h.depth_cm, h.aisle_cm",
        hall,
        edition,
    )
    if not rows:
        raise NotFound("Cette halle n’existe pas, ou n’existe plus.")
    version = rows[0].pop("version")
    inside = (await things(edition))[hall]
    return Floor(
        Shape(**rows[0]),
        version,
        await _stands(edition, hall),
        inside.zones,
        inside.doors,
        await _gates(hall),
        inside.obstacles,
        inside.circuits,
    )


async def _stands(edition: int, hall: int) -> tuple[Spot, ...]:
    rows = await fetch(
        "SELECT s.id, s.number, s.zone, s.x_cm, s.y_cm, s.width_cm, s.depth_cm, s.rotation, s.power_watts, s.water,"
        " s.network, s.three_phase, s.accessible, s.circuit, b.id AS booking, b.state, e.name AS holder, e.sector AS sector_code,"
        " b.power_watts AS asked_watts, b.three_phase AS asked_three_phase, d.water AS asked_water"
        " FROM stand s LEFT JOIN stand_booking b ON b.stand = s.id AND b.state IN ('submitted', 'validated')"
        " LEFT JOIN exhibitor e ON e.id = b.exhibitor LEFT JOIN stand_details d ON d.booking = b.id"
        " WHERE s.edition = {} AND s.hall = {}",
        edition,
        hall,
    )
    return tuple(sorted((_spot(row) for row in rows), key=lambda one: _by_number(one.number)))


def _spot(row: dict[str, Any]) -> Spot:
    truths = {
        name: bool(row[name])
        for name in ("water", "network", "three_phase", "accessible", "asked_water", "asked_three_phase")
    }
    words = {name: str(row[name] or "") for name in ("booking", "state", "holder", "sector_code")}
    return Spot(**row | truths | words | {"asked_watts": row["asked_watts"] or 0})


async def _gates(hall: int) -> tuple[DoorSpot, ...]:
    rows = await fetch("SELECT id, code, x_cm, y_cm FROM gate WHERE hall = {} ORDER BY code", hall)
    return tuple(
        DoorSpot(-row["id"], f"Porte {row['code']}", row["x_cm"], row["y_cm"], GATE_CM, emergency=False) for row in rows
    )


def _by_number(number: str) -> tuple[str, int, str]:
    letters = number.rstrip("0123456789")
    return letters, int(number[len(letters) :] or 0), number


async def history(hall: int) -> History:
    """What can be undone and redone in a hall."""
    rows = await fetch(
        "SELECT number, at, by_name, kind, of_number AS of, what FROM layout_act WHERE hall = {}"
        " ORDER BY number DESC LIMIT {}",
        hall,
        KEPT_ACTS,
    )
    return read(Act(**row) for row in reversed(rows))


async def act(hall: int, number: int) -> tuple[Act, tuple[Change, ...]]:
    """One act with what it changed. Raises NotFound."""
    found = await _acts(hall, "number = {}", number)
    if not found:
        raise NotFound
    return found[0]


async def acts_since(hall: int, version: int) -> list[tuple[Act, tuple[Change, ...]]]:
    """The acts that somebody who saw that version has not seen, oldest first."""
    return await _acts(hall, "number > {}", version)


async def _acts(hall: int, clause: str, value: int) -> list[tuple[Act, tuple[Change, ...]]]:
    rows = await fetch(
        "SELECT number, at, by_name, kind, of_number AS of, what, changes FROM layout_act"  # noqa: S608 - the clause is ours
        f" WHERE hall = {{}} AND {clause} ORDER BY number",
        hall,
        value,
    )
    return [(Act(**{k: v for k, v in row.items() if k != "changes"}), _changes(row["changes"])) for row in rows]


def _changes(text: str) -> tuple[Change, ...]:
    return tuple(Change(*parts) for parts in json.loads(text))


def as_text(changes: Sequence[Change]) -> str:
    """The changes as they are kept."""
    return json.dumps([[one.kind, one.id, one.before, one.after] for one in changes], ensure_ascii=False)

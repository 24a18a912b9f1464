"""Questions about the arrival slots of the public and the waiting list."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from forum.database import fetch
from forum.visitors.queries.visitors import as_uuid
from forum.visitors.rules import NEEDS, InLine


@dataclass(frozen=True, slots=True)
class VisitorSlotPlaces:
    """A slot with the places left in it."""

    id: int
    day: int
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.taken)


async def slots(edition: int) -> list[VisitorSlotPlaces]:
    """Every slot of the public in order of time, and how many heads wait for it; none when people come when they like."""
    rows = await fetch(
        "SELECT s.id, s.day, s.starts_at, s.ends_at, s.capacity, s.taken, (SELECT coalesce(sum(v.adults + v.children), 0)"
        " FROM visitor_wait w JOIN visitor v ON v.id = w.visitor WHERE w.slot = s.id AND w.lapsed_at IS NULL"
        " AND w.offered_until IS NULL) AS waiting FROM visitor_slot s WHERE s.edition = {} ORDER BY s.starts_at",
        edition,
    )
    return [VisitorSlotPlaces(**{**row, "waiting": int(row["waiting"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits, or whose places are kept until they confirm."""

    visitor: uuid.UUID
    slot: int
    place: InLine
    offered_until: datetime | None


async def waiting_line(edition: int) -> list[Waiting]:
    """Who waits and who was offered places, first come first; those who let them pass are not in it."""
    rows = await fetch(
        "SELECT v.id, v.slot, v.adults + v.children AS heads, w.slot AS wanted, w.any_slot, w.offered_until"
        " FROM visitor_wait w JOIN visitor v ON v.id = w.visitor"
        " WHERE v.edition = {} AND w.lapsed_at IS NULL ORDER BY w.asked_at, v.registered_at, v.id",
        edition,
    )
    return [
        Waiting(
            as_uuid(row["id"]),
            row["slot"],
            InLine(int(row["heads"]), row["wanted"], bool(row["any_slot"])),
            row["offered_until"],
        )
        for row in rows
    ]


async def rank(edition: int, visitor: uuid.UUID) -> int:
    """The place in the line, 1 being next among those who wait for the same slot or for any; 0 for who does not wait."""
    rows = await fetch(
        "SELECT count(*) AS n FROM visitor_wait m JOIN visitor me ON me.id = m.visitor, visitor_wait w JOIN visitor v"
        " ON v.id = w.visitor WHERE m.visitor = {} AND me.edition = {} AND m.lapsed_at IS NULL AND m.offered_until IS NULL"
        " AND v.edition = me.edition AND w.lapsed_at IS NULL AND w.offered_until IS NULL"
        " AND (m.any_slot OR w.any_slot OR w.slot = m.slot) AND (w.asked_at < m.asked_at"
        " OR (w.asked_at = m.asked_at AND v.registered_at < me.registered_at)"
        " OR (w.asked_at = m.asked_at AND v.registered_at = me.registered_at AND v.id <= me.id))",
        *(visitor, edition),
    )
    return int(rows[0]["n"])


async def last_in(slot: int) -> list[tuple[uuid.UUID, str, int]]:
    """Who holds places on a slot, the last registered first: registration, name and heads."""
    rows = await fetch(
        "SELECT v.id, v.first_name, v.last_name, v.adults + v.children AS heads FROM visitor v"
        " LEFT JOIN visitor_cancellation c ON c.visitor = v.id LEFT JOIN visitor_wait w ON w.visitor = v.id"
        " WHERE v.slot = {} AND c.visitor IS NULL AND (w.visitor IS NULL OR w.offered_until IS NOT NULL)"
        " ORDER BY v.registered_at DESC, v.id",
        slot,
    )
    return [(as_uuid(row["id"]), f"{row['first_name']} {row['last_name']}".strip(), int(row["heads"])) for row in rows]


async def needs(edition: int) -> dict[str, int]:
    """How many people announced each need, in the forum's order; nobody knows who."""
    rows = await fetch("SELECT need, people FROM visitor_need WHERE edition = {}", edition)
    counted = {row["need"]: int(row["people"]) for row in rows}
    return {name: counted[code] for code, name in NEEDS.items() if counted.get(code)}

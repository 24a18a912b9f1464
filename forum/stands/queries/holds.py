"""Questions about stands kept for somebody, and about who waits for one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum import clock
from forum.database import fetch
from forum.stands.queries.plan import as_uuid
from forum.stands.rules import MOST_EXTENSIONS


@dataclass(frozen=True, slots=True)
class HoldValue:
    """A stand kept until `expires_at`; `booking` is set when it is an offer to the waiting list."""

    id: uuid.UUID
    stand: int
    number: str
    booking: uuid.UUID | None
    expires_at: datetime
    extended: int

    @property
    def extendable(self) -> bool:
        return self.booking is None and self.extended < MOST_EXTENSIONS


_HOLDS = (
    "SELECT h.id, h.stand, s.number, h.booking, h.expires_at, h.extended FROM stand_hold h JOIN stand s ON s.id = h.stand"
    " WHERE h.released_at IS NULL AND h.expires_at > {}"
)


async def find_hold(edition: int, hold_id: uuid.UUID | None) -> HoldValue | None:
    """A hold that is still alive."""
    if hold_id is None:
        return None
    rows = await fetch(f"{_HOLDS} AND h.edition = {{}} AND h.id = {{}}", clock.now(), edition, hold_id)
    return _hold(rows[0]) if rows else None


async def offer_to(booking_id: uuid.UUID) -> HoldValue | None:
    """The stand that is being offered to somebody who waits."""
    rows = await fetch(f"{_HOLDS} AND h.booking = {{}}", clock.now(), booking_id)
    return _hold(rows[0]) if rows else None


async def rank_in_line(edition: int, booking_id: uuid.UUID) -> int:
    """How many wait, up to this booking included; 0 when it does not wait."""
    rows = await fetch(
        "SELECT id FROM stand_booking WHERE edition = {} AND state = 'waitlisted' ORDER BY booked_at, id", edition
    )
    ids = [as_uuid(row["id"]) for row in rows]
    return ids.index(booking_id) + 1 if booking_id in ids else 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on the waiting list: what it needs, and the stands it was offered already."""

    booking: uuid.UUID
    power_watts: int
    people: int
    three_phase: bool
    seen: frozenset[int]
    asked: bool


async def line(edition: int) -> list[Waiting]:
    """The waiting list, in order; `asked` while an offer waits for its answer."""
    rows = await fetch(
        "SELECT id, power_watts, people, three_phase FROM stand_booking WHERE edition = {} AND state = 'waitlisted' ORDER BY booked_at, id",
        edition,
    )
    offers = await fetch(
        "SELECT booking, stand, released_at FROM stand_hold WHERE edition = {} AND booking IS NOT NULL", edition
    )
    seen: dict[uuid.UUID, set[int]] = {}
    asked: set[uuid.UUID] = set()
    for offer in offers:
        seen.setdefault(as_uuid(offer["booking"]), set()).add(offer["stand"])
        if offer["released_at"] is None:
            asked.add(as_uuid(offer["booking"]))
    return [
        Waiting(
            one := as_uuid(row["id"]),
            row["power_watts"],
            row["people"],
            bool(row["three_phase"]),
            frozenset(seen.get(one, ())),
            one in asked,
        )
        for row in rows
    ]


def _hold(row: dict[str, Any]) -> HoldValue:
    row["id"] = as_uuid(row["id"])
    row["booking"] = as_uuid(row["booking"]) if row["booking"] else None
    return HoldValue(**row)

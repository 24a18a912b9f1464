"""Which exhibitors receive groups, as they said when they completed their booking."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from forum.database import fetch
from forum.stands.queries.plan import as_uuid


@dataclass(frozen=True, slots=True)
class Receives:
    """So many pupils at once, for so many minutes; `halves` are (day, « morning » or « afternoon ») with somebody at the stand."""

    group_size: int
    minutes: int
    halves: frozenset[tuple[int, str]]


async def receiving_groups(edition: int) -> Mapping[uuid.UUID, Receives]:
    """Of each validated exhibitor that receives groups, how; in two questions however many they are."""
    rows = await fetch(
        "SELECT b.id AS booking, b.exhibitor, d.group_size, d.session_minutes FROM stand_booking b"
        " JOIN stand_details d ON d.booking = b.id WHERE b.edition = {} AND b.state = 'validated' AND d.group_size > 0",
        edition,
    )
    there = await fetch(
        "SELECT h.booking, h.day, h.half FROM stand_half_day h JOIN stand_booking b ON b.id = h.booking WHERE b.edition = {}",
        edition,
    )
    return {
        as_uuid(row["exhibitor"]): Receives(
            row["group_size"],
            row["session_minutes"],
            frozenset((one["day"], one["half"]) for one in there if one["booking"] == row["booking"]),
        )
        for row in rows
    }

"""Questions about changes that no letter has told yet."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.database import fetch
from forum.stands.queries.plan import as_uuid
from forum.stands.rules.telling import LONGEST, QUIET, told_at


@dataclass(frozen=True, slots=True)
class Untold:
    """The lines of the letter that waits, and when it leaves."""

    lines: tuple[str, ...]
    leaves_at: datetime


async def untold(booking_id: uuid.UUID) -> Untold | None:
    """What waits to be told of one booking; None when nothing does."""
    rows = await fetch("SELECT words, made_at FROM stand_change WHERE booking = {} ORDER BY made_at, words", booking_id)
    if not rows:
        return None
    return Untold(tuple(row["words"] for row in rows), told_at(rows[0]["made_at"], rows[-1]["made_at"]))


async def ripe(edition: int) -> list[uuid.UUID]:
    """The bookings whose changes are to be told by now."""
    now = clock.now()
    rows = await fetch(
        "SELECT booking FROM stand_change WHERE edition = {} GROUP BY booking"
        " HAVING max(made_at) <= {} OR min(made_at) <= {}",
        *(edition, now - QUIET, now - LONGEST),
    )
    return [as_uuid(row["booking"]) for row in rows]

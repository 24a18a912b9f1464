"""Calendar entries of people whose data is erased."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks


async def forget_all(holders: Sequence[UUID], *, to: Collection[str] = ()) -> int:
    """Their entries, and the subscribed calendars of addresses that nothing else is left for; answers how many entries.

    Inside the caller's transaction. Nobody is told: to take an entry out of a calendar, withdraw it before. Of registrations
    that are others', only entries `to` these addresses.
    """
    if not holders:
        return 0
    readers = f" AND lower(attendee_address) IN ({marks(to)})" if to else ""
    gone = await fetch(
        f"DELETE FROM invitation WHERE holder IN ({marks(holders)}){readers} RETURNING edition, attendee_address",
        *holders,
        *[one.lower() for one in to],
    )
    for edition, address in {(row["edition"], row["attendee_address"]) for row in gone}:
        await fetch(
            "DELETE FROM calendar_feed WHERE edition = {} AND address = {} AND NOT EXISTS"
            " (SELECT 1 FROM invitation i WHERE i.edition = {} AND i.attendee_address = {})",
            *(edition, address, edition, address),
        )
    return len(gone)

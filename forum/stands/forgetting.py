"""What people wrote about a stand in free words, and who signed for a machine: erased with its contacts."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks


async def bookings_of_all(exhibitors: Sequence[UUID]) -> list[UUID]:
    """The ids of every booking of these exhibitors, cancelled ones included."""
    if not exhibitors:
        return []
    rows = await fetch(f"SELECT id FROM stand_booking WHERE exhibitor IN ({marks(exhibitors)})", *exhibitors)
    return [row["id"] for row in rows]


async def forget(exhibitors: Sequence[UUID]) -> None:
    """Inside the caller's transaction."""
    if not exhibitors:
        return
    places = marks(exhibitors)
    await fetch(f"UPDATE stand_booking SET note = '' WHERE exhibitor IN ({places})", *exhibitors)
    await fetch(
        f"DELETE FROM stand_change WHERE booking IN (SELECT id FROM stand_booking WHERE exhibitor IN ({places}))",
        *exhibitors,
    )
    await fetch(
        "UPDATE machine_declaration SET signed_by = '' WHERE booking IN"
        f" (SELECT id FROM stand_booking WHERE exhibitor IN ({places}))",
        *exhibitors,
    )

"""Ways in of people whose data is erased."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks


async def forget(subjects: Sequence[UUID]) -> int:
    """Their links and sessions, inside the caller's transaction; answers how many."""
    if not subjects:
        return 0
    links = await fetch(f"DELETE FROM access_link WHERE subject IN ({marks(subjects)}) RETURNING id", *subjects)
    sessions = await fetch(
        f"DELETE FROM login_session WHERE kind <> 'staff' AND subject IN ({marks(subjects)}) RETURNING id", *subjects
    )
    return len(links) + len(sessions)

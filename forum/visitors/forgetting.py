"""Visitors whose data is erased: how many they were, what they are and where from stay; who they are goes."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks


async def forget(visitors: Sequence[UUID]) -> int:
    """Empty these registrations, inside the caller's transaction; answers how many."""
    if not visitors:
        return 0
    gone = await fetch(
        "UPDATE visitor SET first_name = '', last_name = '', email = '', postal_code = '', search = '', name_key = '',"
        " elsewhere = CASE WHEN elsewhere IS NULL THEN NULL ELSE 'hors liste' END"
        f" WHERE id IN ({marks(visitors)}) RETURNING id",
        *visitors,
    )
    await fetch(f"DELETE FROM visitor_note WHERE visitor IN ({marks(visitors)})", *visitors)
    return len(gone)

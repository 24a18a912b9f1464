"""Rows of lists that were about somebody whose data is erased."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks


async def forget(ids: Sequence[UUID]) -> int:
    """Empty the rows that made or completed these, inside the caller's transaction; answers how many."""
    gone = await fetch(
        "UPDATE import_row SET cells = '[]', corrected = '{{}}', faults = '{{}}', name = '', twin_name = '', changes = '{{}}'"
        f" WHERE made IN ({marks(ids)}) RETURNING id",
        *ids,
    )
    return len(gone)

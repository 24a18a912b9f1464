"""Saying yes or no to what is optional."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from uuid import UUID

from forum import clock
from forum.consents import queries
from forum.consents.rules import PURPOSES
from forum.database import fetch, transaction
from forum.errors import NotFound


async def say(edition: int, holder: UUID, purpose: str, granted: bool) -> None:
    """Somebody's answer, in today's words. The same answer again changes nothing; a « no » never asked for is not kept.

    Raises NotFound for a purpose that nobody asked about.
    """
    known = PURPOSES.get(purpose)
    if known is None:
        raise NotFound
    async with transaction():
        if await queries.agrees(holder, purpose) == granted:
            return
        now = clock.now()
        await fetch(
            "UPDATE consent SET withdrawn_at = {} WHERE holder = {} AND purpose = {} AND withdrawn_at IS NULL",
            *(now, holder, purpose),
        )
        await fetch(
            "INSERT INTO consent (id, edition, holder, purpose, version, granted, at) VALUES ({}, {}, {}, {}, {}, {}, {})"
            " ON CONFLICT (holder, purpose) WHERE withdrawn_at IS NULL DO NOTHING",
            *(uuid.uuid4(), edition, holder, purpose, known.version, granted, now),
        )


async def forget(holders: Sequence[UUID]) -> int:
    """Erase the answers of these people, inside the caller's transaction; answers how many."""
    if not holders:
        return 0
    gone = await fetch(
        f"DELETE FROM consent WHERE holder IN ({', '.join(['{}'] * len(holders))}) RETURNING id",  # noqa: S608 - marks
        *holders,
    )
    return len(gone)

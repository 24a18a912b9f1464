"""One act on many registrations put back: each on its own, so that one that cannot be stops nobody else."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from forum.audit.queries import Entry
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.people.who import Who
from forum.undoing.service.moved import MovedOn
from forum.visitors import queries
from forum.visitors import service as visitors

REGISTRATIONS = "registrations"
"""The column of such an act: before, each registration and where it was (« id slot »); after, the one slot they went to."""


async def cancelled_visitors(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that can be stand again; answers how many cannot."""

    async def back(one: str) -> None:
        await visitors.reinstate(edition, uuid.UUID(one.split()[0]), by)

    return await _each(entry, back)


async def moved_visitors(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that are still where the act put them go back to their hours; answers how many do not."""
    after: Any = entry.changes[REGISTRATIONS][1]

    async def back(one: str) -> None:
        visitor, _, slot = one.partition(" ")
        line = await queries.visitor(edition.id, uuid.UUID(visitor))
        if str(line.slot) != str(after) or line.cancelled_at or not slot.isdigit():
            raise MovedOn
        await visitors.move(edition, line.id, int(slot), by)

    return await _each(entry, back)


async def _each(entry: Entry, back: Callable[[str], Awaitable[None]]) -> int:
    left = 0
    for one in entry.changes[REGISTRATIONS][0]:
        try:
            await back(one)
        except (Refusal, NotFound):
            left += 1
    return left

"""One act on many registrations put back: each on its own, so that one that cannot be stops nobody else."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from forum.audit.queries import Entry
from forum.class_visits import queries as class_queries
from forum.class_visits import service as class_visits
from forum.class_visits.queries import VisitLine
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.people.who import Who
from forum.undoing.service.moved import MovedOn
from forum.visitors import queries
from forum.visitors import service as visitors
from forum.visitors.queries import VisitorLine

REGISTRATIONS = "registrations"
"""The column of such an act: before, each registration and where it was (« id slot »); after, the one slot they went to."""


async def cancelled_classes(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that can be are expected again; answers how many cannot."""
    return await _each(entry, lambda one: class_visits.reinstate(edition, uuid.UUID(one.split()[0]), by))


async def moved_classes(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that are still where the act put them go back to their hours; answers how many do not."""

    async def back(one: str) -> None:
        visit, slot = _still_there(entry, one, await class_queries.visit(edition.id, uuid.UUID(one.split()[0])))
        await class_visits.move(edition, visit, slot, by)

    return await _each(entry, back)


async def cancelled_visitors(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that can stand again; answers how many cannot."""
    return await _each(entry, lambda one: visitors.reinstate(edition, uuid.UUID(one.split()[0]), by))


async def moved_visitors(edition: EditionValue, entry: Entry, by: Who) -> int:
    """Those that are still where the act put them go back to their hours; answers how many do not."""

    async def back(one: str) -> None:
        visitor, slot = _still_there(entry, one, await queries.visitor(edition.id, uuid.UUID(one.split()[0])))
        await visitors.move(edition, visitor, slot, by)

    return await _each(entry, back)


def _still_there(entry: Entry, one: str, now: VisitLine | VisitorLine) -> tuple[uuid.UUID, int]:
    """The registration and the slot it came from. Raises MovedOn once it is cancelled or elsewhere than the act put it."""
    after: Any = entry.changes[REGISTRATIONS][1]
    was = one.partition(" ")[2]
    if str(now.slot) != str(after) or now.cancelled_at or not was.isdigit():
        raise MovedOn
    return now.id, int(was)


async def _each(entry: Entry, back: Callable[[str], Awaitable[None]]) -> int:
    left = 0
    for one in entry.changes[REGISTRATIONS][0]:
        try:
            await back(one)
        except (Refusal, NotFound):
            left += 1
    return left

"""Founding an edition and giving it its words and dates. Whoever wrote meanwhile is not overwritten unseen.

Who did it is noted by the caller, in one transaction with it (`audit.noted`): the journal stands above the editions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from forum import clock
from forum.database import fetch, hold, transaction
from forum.editions import queries
from forum.editions.service.days import DaySaid, check_day
from forum.editions.service.halls import HallSaid
from forum.editions.service.opening import NewEdition, add_day, add_gate, add_hall, open_edition
from forum.editions.tables import Edition
from forum.errors import NotFound
from forum.meanwhile import check_seen


async def found(new: NewEdition, day: DaySaid, hall: HallSaid) -> int:
    """A whole edition to begin with: one day, one hall, one gate in the middle of its lower wall; answers its id.

    A slug that is taken gets a number. Raises PastDay, WrongHours.
    """
    check_day(day)
    async with transaction():
        edition = await open_edition(replace(new, slug=await free_slug(new.slug)))
        await add_day(edition, day.date, day.setup_at, day.opens_at, day.closes_at, day.teardown_until)
        made = await add_hall(edition, hall.name, hall.width_cm, hall.depth_cm, hall.capacity_limit)
        await add_gate(edition, made, "A", "Porte A", hall.width_cm // 2, hall.depth_cm)
        return edition


async def free_slug(wanted: str) -> str:
    """The slug wanted, or the first « 2027-2 » that no edition bears yet."""
    taken = {row["slug"] for row in await fetch("SELECT slug FROM edition WHERE slug LIKE {}", f"{wanted}%")}
    return next(name for n in range(1, len(taken) + 2) if (name := wanted if n == 1 else f"{wanted}-{n}") not in taken)


async def set_words(edition: int, values: Mapping[str, Any], seen: str) -> dict[str, tuple[Any, Any]]:
    """Give columns of the edition other values; answers what changed, before and after.

    `seen` is the fingerprint of these columns as the writer saw them. Raises NotFound, ChangedMeanwhile.
    """
    async with transaction():
        await hold(Edition, edition)
        row = await Edition.select(*(getattr(Edition, name) for name in values)).where(Edition.id == edition).first()
        if row is None:
            raise NotFound
        check_seen(row, seen)
        changed = {name: (row[name], value) for name, value in values.items() if row[name] != value}
        if changed:
            await Edition.update({getattr(Edition, name): after for name, (_, after) in changed.items()}).where(
                Edition.id == edition
            )
    queries.forget()
    return changed


async def archive(edition: int) -> None:
    """Nothing more happens in this edition."""
    async with transaction():
        await Edition.update({Edition.archived_at: clock.now()}).where(
            (Edition.id == edition) & Edition.archived_at.is_null()
        )
    queries.forget()


async def reopen(edition: int) -> None:
    """Back from the archive."""
    async with transaction():
        await Edition.update({Edition.archived_at: None}).where(Edition.id == edition)
    queries.forget()

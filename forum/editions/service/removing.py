"""Taking a part of an edition away, while nothing holds on to it."""

from __future__ import annotations

from typing import Any

from forum.database import LinkBroken, hold, transaction
from forum.editions import queries
from forum.editions.tables import Edition
from forum.errors import NotFound, Refusal


class LastOne(Refusal):
    """An edition has a day, a hall and a gate at the least."""

    sentence = "Il en faut au moins un. Ajoutez l’autre d’abord."


async def remove(table: Any, edition: int, row: int, in_use: type[Refusal]) -> None:
    """Delete one of an edition's days, halls or gates. Raises LastOne, `in_use`, NotFound."""
    try:
        async with transaction():
            await hold(Edition, edition)
            if not await table.exists().where((table.id == row) & (table.edition == edition)):
                raise NotFound
            if await table.count().where(table.edition == edition) < 2:
                raise LastOne
            await table.delete().where(table.id == row)
    except LinkBroken:
        raise in_use from None
    queries.forget()

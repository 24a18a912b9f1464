"""The places of the slots: one line for the whole edition, so that nobody counts while somebody else takes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from forum import clock
from forum.database import fetch, hold
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.visitors import queries
from forum.visitors.queries import VisitorSlotPlaces
from forum.visitors.service.refusals import NoSuchSlot, SlotPast
from forum.visitors.tables import Visitor


async def stand_in_line(edition: EditionValue, visitor: uuid.UUID | None = None) -> list[VisitorSlotPlaces]:
    """The slots, with every verb of visitors kept out until the transaction ends: the first thing that each of them does.

    Two clicks on one button are two requests at once; and whoever registers, moves, cancels or is promoted counts what
    nobody else changes meanwhile.
    """
    await hold(Edition, edition.id)
    if visitor is not None:
        await hold(Visitor, visitor)
    return await queries.slots(edition.id)


def slot_asked(slots: Sequence[VisitorSlotPlaces], slot: int, kept: int | None = None) -> VisitorSlotPlaces:
    """The slot asked for; one that is `kept` may have begun. Raises NoSuchSlot, SlotPast."""
    known = next((one for one in slots if one.id == slot), None)
    if known is None:
        raise NoSuchSlot
    if slot != kept and known.ends_at <= clock.now():
        raise SlotPast
    return known


async def take(slot: int, heads: int) -> bool:
    """Whether the slot had the places, which are taken now: its row decides, in one statement."""
    return bool(
        await fetch(
            "UPDATE visitor_slot SET taken = taken + {} WHERE id = {} AND taken + {} <= capacity RETURNING id",
            *(heads, slot, heads),
        )
    )


async def give_back(slot: int | None, heads: int) -> None:
    """The places of people who will not come, or come at another time."""
    await fetch("UPDATE visitor_slot SET taken = taken - {} WHERE id = {}", heads, slot)

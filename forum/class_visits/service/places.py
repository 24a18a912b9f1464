"""The places of the slots: one line for the whole edition, so that nobody counts while somebody else takes."""

from __future__ import annotations

import uuid
from typing import Any

from forum import clock
from forum.class_visits import queries
from forum.class_visits.service.refusals import ClassAlreadyThere, NoSuchSlot, SlotPast
from forum.database import fetch, hold
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.queries import SlotPlaces
from forum.editions.tables import ArrivalSlot


async def hold_slots(edition: int) -> list[SlotPlaces]:
    """Every slot of the edition, held in one order until the transaction ends: the first thing that a verb of classes does.

    Whoever registers, moves, cancels or is promoted stands in this one line, so that what is counted stays true, whichever
    slots are concerned, and two verbs never wait for each other.
    """
    ids: list[Any] = [row["id"] for row in await fetch("SELECT id FROM arrival_slot WHERE edition = {}", edition)]
    if ids:
        await hold(ArrivalSlot, *ids)
    return await editions.slots(edition)


async def take(slots: list[SlotPlaces], slot: int, persons: int, coaches: int, kept: int | None = None) -> None:
    """Places on the slot asked for; one that is `kept` may have begun. Raises NoSuchSlot, SlotPast, SlotFull."""
    known = next((one for one in slots if one.id == slot), None)
    if known is None:
        raise NoSuchSlot
    if slot != kept and known.ends_at <= clock.now():
        raise SlotPast
    await edition_verbs.take_places(slot, persons, coaches)


async def alone(edition: int, school: int, folded: str, but: uuid.UUID | None = None) -> None:
    """No other live visit of this class. The caller holds the slots. Raises ClassAlreadyThere."""
    twin = next((one for one in await queries.twins(edition, school, folded) if one.id != but), None)
    if twin is not None:
        raise ClassAlreadyThere(twin.id)

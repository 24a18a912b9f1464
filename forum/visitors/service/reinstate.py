"""A registration that was cancelled by mistake stands again, if its slot still has room."""

from __future__ import annotations

import uuid

from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who
from forum.visitors import queries
from forum.visitors.rules import name_key
from forum.visitors.service.places import slot_asked, stand_in_line, take
from forum.visitors.service.refusals import SlotFull
from forum.visitors.service.telling import welcome


class NotCancelled(Refusal):
    """It stands, or who it was for was erased, or the same person registered anew."""

    sentence = (
        "Cette inscription n’est plus annulée, ou la personne s’est inscrite à nouveau, ou ses données sont effacées."
    )


async def reinstate(edition: EditionValue, visitor_id: uuid.UUID, by: Who) -> None:
    """The place, a new badge, the calendar entry and the letter. One who was waiting gets a place at once, too.

    Raises NotFound, NotCancelled, NoSuchSlot, SlotPast, SlotFull.
    """
    async with transaction():
        slots = await stand_in_line(edition, visitor_id)
        line = await queries.visitor(edition.id, visitor_id)
        key = name_key(line.first_name, line.last_name)[:170]
        if not (line.first_name or line.last_name) or any(
            one.email == line.email for one in await queries.twins(edition.id, key)
        ):
            raise NotCancelled
        gone = await fetch("DELETE FROM visitor_cancellation WHERE visitor = {} RETURNING visitor", visitor_id)
        if not gone:
            raise NotCancelled
        if line.slot is not None:
            asked = slot_asked(slots, line.slot)
            if not await take(asked.id, line.heads):
                raise SlotFull
        back = await queries.visitor(edition.id, visitor_id)
        await welcome(edition, back)
        went = {"state": (line.state, back.state)}
        await audit.note(edition.id, by, "reinstate-visitor", "visitor", visitor_id, "Inscription rétablie", went)

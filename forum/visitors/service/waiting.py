"""The waiting list: whoever waits is promoted in order, and has a time to confirm."""

from __future__ import annotations

import uuid
from dataclasses import replace

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.people.who import SYSTEM, Who
from forum.visitors import queries
from forum.visitors.queries import Waiting
from forum.visitors.rules import confirm_by, first_that_holds
from forum.visitors.service.places import give_back, stand_in_line, take
from forum.visitors.service.refusals import OfferOver
from forum.visitors.service.telling import tell, welcome
from forum.visitors.tables import Visitor, VisitorWait
from forum.web.words import say_moment


async def confirm(edition: EditionValue, visitor_id: uuid.UUID, by: Who) -> None:
    """The places that were offered are taken: expected from now on. Raises NotFound, OfferOver. Twice is once."""
    async with transaction():
        await stand_in_line(edition, visitor_id)
        line = await queries.visitor(edition.id, visitor_id)
        if line.expected:
            return
        if line.offered_until is None or line.offered_until <= clock.now() or line.cancelled_at:
            raise OfferOver
        await VisitorWait.delete().where(VisitorWait.visitor == visitor_id)
        await welcome(edition, await queries.visitor(edition.id, visitor_id))
        await audit.note(edition.id, by, "confirm-visitor", "visitor", visitor_id, "Place confirmée")


async def wait_again(edition: EditionValue, visitor_id: uuid.UUID, by: Who) -> None:
    """Back in the line, at its end, after places were let pass. Raises NotFound. Twice is once."""
    async with transaction():
        await stand_in_line(edition, visitor_id)
        line = await queries.visitor(edition.id, visitor_id)
        if line.state != queries.LAPSED:
            return
        await VisitorWait.update({VisitorWait.lapsed_at: None, VisitorWait.asked_at: clock.now()}).where(
            VisitorWait.visitor == visitor_id
        )
        await audit.note(edition.id, by, "wait-again", "visitor", visitor_id, "De nouveau sur la liste d’attente")
        await promote(edition)


async def pass_on(edition: EditionValue) -> int:
    """Take back what was not confirmed in time and offer what is free to whoever waits; answers how many were offered places.

    Runs again and again by itself; twice at once offers nothing twice.
    """
    if not await queries.waiting_line(edition.id):
        return 0
    async with transaction():
        await stand_in_line(edition)
        return await promote(edition)


async def promote(edition: EditionValue) -> int:
    """Inside a verb that stands in line: end the offers whose time has come, then go down the list.

    Everybody whom a slot can hold with all their companions gets their places, first come first; one for whom there is not
    enough room keeps the rank, and what they cannot use goes to the next.
    """
    line = await queries.waiting_line(edition.id)
    if not line:
        return 0
    now = clock.now()
    for one in line:
        if one.offered_until is not None and one.offered_until <= now:
            await _lapse(edition, one)
    slots = {slot.id: slot for slot in await queries.slots(edition.id)}
    offered = 0
    for one in line:
        if one.offered_until is not None:
            continue
        found = first_that_holds(slots.values(), one.place, now)
        if found is not None:
            slots[found.id] = replace(found, taken=found.taken + one.place.heads)
            await _offer(edition, one, found.id)
            offered += 1
    return offered


async def _offer(edition: EditionValue, one: Waiting, slot: int) -> None:
    if not await take(slot, one.place.heads):
        raise RuntimeError("a place that was counted was not there")  # the caller holds the line
    await Visitor.update({Visitor.slot: slot}).where(Visitor.id == one.visitor)
    line = await queries.visitor(edition.id, one.visitor)
    assert line.starts_at is not None
    until = confirm_by(clock.now(), line.starts_at)
    await VisitorWait.update({VisitorWait.offered_until: until}).where(VisitorWait.visitor == one.visitor)
    await tell(edition, line, "promoted", until=say_moment(until))
    told = f"Place proposée jusqu’au {say_moment(until)}"
    await audit.note(edition.id, SYSTEM, "promote-visitor", "visitor", one.visitor, told)


async def _lapse(edition: EditionValue, one: Waiting) -> None:
    await give_back(one.slot, one.place.heads)
    await fetch(
        "UPDATE visitor_wait SET offered_until = NULL, lapsed_at = {} WHERE visitor = {}", clock.now(), one.visitor
    )
    await Visitor.update({Visitor.slot: one.place.slot}).where(Visitor.id == one.visitor)
    await tell(edition, await queries.visitor(edition.id, one.visitor), "lapsed")
    await audit.note(
        edition.id, SYSTEM, "lapse-visitor", "visitor", one.visitor, "Place non confirmée, rendue à la liste d’attente"
    )

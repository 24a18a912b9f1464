"""The waiting list: whoever waits is promoted whole and in order, and has a time to confirm."""

from __future__ import annotations

import uuid
from dataclasses import replace

from forum import clock
from forum.audit import service as audit
from forum.class_visits import queries
from forum.class_visits.rules import confirm_by, first_that_holds
from forum.class_visits.service.places import hold_slots
from forum.class_visits.service.refusals import OfferOver
from forum.class_visits.service.telling import tell, welcome
from forum.class_visits.tables import ClassVisit, ClassWait
from forum.database import fetch, hold, transaction
from forum.editions import queries as edition_queries
from forum.editions import service as editions
from forum.editions.values import EditionValue
from forum.people.who import SYSTEM, Who
from forum.web.words import say_moment


async def confirm(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """The class takes the places that were offered: from now on it is expected. Raises NotFound, OfferOver. Twice is once."""
    async with transaction():
        await hold_slots(edition.id)
        await hold(ClassVisit, visit_id)
        line = await queries.visit(edition.id, visit_id)
        if line.expected:
            return
        if line.offered_until is None or line.offered_until <= clock.now() or line.cancelled_at:
            raise OfferOver
        await ClassWait.delete().where(ClassWait.class_visit == visit_id)
        await welcome(edition, await queries.visit(edition.id, visit_id))
        told = f"{line.class_name}, {line.school_name}\u00a0: places confirmées"
        await audit.note(edition.id, by, "confirm-class", "class visit", visit_id, told)


async def wait_again(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """Back in the line, at its end, after places were let pass. Raises NotFound. Twice is once."""
    async with transaction():
        await hold_slots(edition.id)
        line = await queries.visit(edition.id, visit_id)
        if line.state != queries.LAPSED:
            return
        await ClassWait.update({ClassWait.lapsed_at: None, ClassWait.asked_at: clock.now()}).where(
            ClassWait.class_visit == visit_id
        )
        told = f"{line.class_name}, {line.school_name}\u00a0: de nouveau sur la liste d’attente"
        await audit.note(edition.id, by, "wait-again", "class visit", visit_id, told)
        await promote(edition)


async def pass_on(edition: EditionValue) -> int:
    """Take back what was not confirmed in time and offer what is free to whoever waits; answers how many were offered places.

    Runs again and again by itself; twice at once offers nothing twice.
    """
    if not await queries.waiting_line(edition.id):
        return 0
    async with transaction():
        await hold_slots(edition.id)
        return await promote(edition)


async def promote(edition: EditionValue) -> int:
    """Inside a verb that holds the slots: end the offers whose time has come, then go down the line.

    Every class that a slot can hold whole, in persons and in coaches, gets its places, first come first; one for which there
    is not enough room keeps its rank, and what it cannot use goes to the next.
    """
    line = await queries.waiting_line(edition.id)
    if not line:
        return 0
    now = clock.now()
    for one in line:
        if one.offered_until is not None and one.offered_until <= now:
            await _lapse(edition, one)
    slots = {slot.id: slot for slot in await edition_queries.slots(edition.id)}
    offered = 0
    for one in line:
        if one.offered_until is not None:
            continue
        found = first_that_holds(slots.values(), one.place, now)
        if found is not None:
            persons, coaches = one.place.persons, one.place.coaches
            slots[found.id] = replace(
                found, taken_persons=found.taken_persons + persons, taken_coaches=found.taken_coaches + coaches
            )
            await _offer(edition, one, found.id)
            offered += 1
    return offered


async def _offer(edition: EditionValue, one: queries.Waiting, slot: int) -> None:
    await editions.take_places(slot, one.place.persons, one.place.coaches)
    await ClassVisit.update({ClassVisit.slot: slot}).where(ClassVisit.id == one.visit)
    line = await queries.visit(edition.id, one.visit)
    until = confirm_by(clock.now(), line.starts_at)
    await ClassWait.update({ClassWait.offered_until: until}).where(ClassWait.class_visit == one.visit)
    await tell(edition, line, "promoted", until=say_moment(until))
    told = f"{line.class_name}, {line.school_name}\u00a0: places proposées jusqu’au {say_moment(until)}"
    await audit.note(edition.id, SYSTEM, "promote-class", "class visit", one.visit, told)


async def _lapse(edition: EditionValue, one: queries.Waiting) -> None:
    await editions.give_back_places(one.slot, one.place.persons, one.place.coaches)
    await fetch(
        "UPDATE class_wait SET offered_until = NULL, lapsed_at = {} WHERE class_visit = {}", clock.now(), one.visit
    )
    await ClassVisit.update({ClassVisit.slot: one.place.slot}).where(ClassVisit.id == one.visit)
    line = await queries.visit(edition.id, one.visit)
    await tell(edition, line, "lapsed")
    told = f"{line.class_name}, {line.school_name}\u00a0: places non confirmées, rendues"
    await audit.note(edition.id, SYSTEM, "lapse-class", "class visit", one.visit, told)

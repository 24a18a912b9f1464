"""Change numbers or slot, move, cancel: the places follow, and whoever waits is promoted."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.class_visits import queries
from forum.class_visits.queries import VisitLine
from forum.class_visits.rules import ClassSaid
from forum.class_visits.service.places import alone, hold_slots, take
from forum.class_visits.service.refusals import VisitCancelled
from forum.class_visits.service.register import columns_of, said_of, searched
from forum.class_visits.service.telling import expected_words, tell_changed, tell_end, welcome
from forum.class_visits.service.waiting import promote
from forum.class_visits.tables import ClassDayWord, ClassVisit, ClassWait
from forum.database import fetch, hold, transaction
from forum.editions import queries as edition_queries
from forum.editions import service as editions
from forum.editions.queries import SlotPlaces
from forum.editions.service import SlotFull
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.territory.grades import class_key


async def change(edition: EditionValue, visit_id: uuid.UUID, said: ClassSaid, by: Who, word: str = "") -> None:
    """Change what was said of a class: places follow, and so do the pass, the calendar entry and a letter.

    A class that waits and asks for what there is room for is expected from now on; otherwise it goes on waiting for the
    same slot with its new numbers. Raises NotFound, VisitCancelled, NoSuchSlot, SlotPast, SlotFull, ClassAlreadyThere:
    then nothing has changed.
    """
    async with transaction():
        slots = await hold_slots(edition.id)
        await hold(ClassVisit, visit_id)
        before = await queries.visit(edition.id, visit_id)
        if before.cancelled_at:
            raise VisitCancelled
        said = replace(said, school=before.school)
        folded = class_key(said.class_name)[:40]
        await alone(edition.id, before.school, folded, but=visit_id)
        if before.holds_places:
            await editions.give_back_places(before.slot, before.heads, before.coaches)
        waits = not await _took(slots, before, said)
        if not waits and not before.expected:
            await ClassWait.delete().where(ClassWait.class_visit == visit_id)
        values: dict[str, object] = {
            **columns_of(said),
            "slot": said.slot,
            "class_folded": folded,
            "search": await searched(said.class_name, before.school, before.referent_name, before.referent_email),
        }
        changed = {getattr(ClassVisit, name): value for name, value in values.items()}
        await ClassVisit.update(changed).where(ClassVisit.id == visit_id)
        if said.slot != before.slot:  # what was heard of the old hour is no news of the new one
            await ClassDayWord.delete().where(ClassDayWord.class_visit == visit_id)
        line = await queries.visit(edition.id, visit_id)
        if line == before:
            return
        if line.expected and not before.expected:
            await welcome(edition, line)
        else:
            await tell_changed(edition, before, line, word)
        told = f"{before.class_name}\u00a0: {expected_words(before)} → {expected_words(line)}"
        went = differences(asdict(said_of(before)), asdict(said_of(line)))
        await audit.note(edition.id, by, "change-class", "class visit", visit_id, told, went)
        await promote(edition)


async def _took(slots: list[SlotPlaces], before: VisitLine, said: ClassSaid) -> bool:
    """Whether the class has its places now; one that waits may go on waiting where it is."""
    if before.expected or said.slot != before.slot or before.state == queries.OFFERED:
        await take(slots, said.slot, said.heads, said.coaches, kept=before.slot)
        return True
    try:
        await take(slots, said.slot, said.heads, said.coaches, kept=before.slot)
    except SlotFull:
        return False
    return True


async def move(edition: EditionValue, visit_id: uuid.UUID, slot: int, by: Who, word: str = "") -> None:
    """Another arrival slot, everything else as it was: before the day or on it. Raises what `change` raises.

    An hour of departure that was said stays while it still comes after the arrival. `word` goes into the letter.
    """
    line = await queries.visit(edition.id, visit_id)
    to = next((one for one in await edition_queries.slots(edition.id) if one.id == slot), None)
    stays = bool(to and line.leaves_at and to.day == line.day and to.ends_at < line.leaves_at)
    said = replace(said_of(line), slot=slot, leaves_at=line.leaves_at if stays else None)
    await change(edition, visit_id, said, by, word)


async def cancel(edition: EditionValue, visit_id: uuid.UUID, by: Who, word: str = "") -> None:
    """The class will not come: places go back to whoever waits, the pass ends, a letter says so. Twice is once."""
    async with transaction():
        await hold_slots(edition.id)
        await hold(ClassVisit, visit_id)
        line = await queries.visit(edition.id, visit_id)
        done = await fetch(
            "INSERT INTO class_cancellation (class_visit, at) VALUES ({}, {}) ON CONFLICT (class_visit) DO NOTHING RETURNING class_visit",
            visit_id,
            clock.now(),
        )
        if not done:
            return
        if line.holds_places:
            await editions.give_back_places(line.slot, line.heads, line.coaches)
        await ClassWait.delete().where(ClassWait.class_visit == visit_id)
        await tell_end(edition, line, word)
        told = f"Annulation de la {line.class_name}, {line.school_name}"
        went = {"state": (line.state, queries.CANCELLED)}
        await audit.note(edition.id, by, "cancel-class", "class visit", visit_id, told, went)
        await promote(edition)

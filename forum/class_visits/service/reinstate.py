"""A class that was cancelled by mistake is expected again, if its slot still has room."""

from __future__ import annotations

import uuid

from forum.audit import service as audit
from forum.class_visits import queries
from forum.class_visits.service.places import alone, hold_slots, take
from forum.class_visits.service.telling import expected_words, welcome
from forum.class_visits.tables import ClassCancellation, ClassVisit
from forum.database import hold, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who
from forum.territory.grades import class_key


class NotCancelled(Refusal):
    """It is expected, or its teacher's address was erased."""

    sentence = "Cette classe n’est plus annulée, ou son enseignant n’est plus connu."


async def reinstate(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """Expect a cancelled class again on its slot: places, a new pass, the calendar entry, the letter. One that was waiting
    gets places at once, too. Raises NotFound, NotCancelled, ClassAlreadyThere, NoSuchSlot, SlotPast, SlotFull.
    """
    async with transaction():
        slots = await hold_slots(edition.id)
        await hold(ClassVisit, visit_id)
        line = await queries.visit(edition.id, visit_id)
        if not line.cancelled_at or "@" not in line.referent_email:
            raise NotCancelled
        await alone(edition.id, line.school, class_key(line.class_name)[:40], but=visit_id)
        await take(slots, line.slot, line.heads, line.coaches)
        await ClassCancellation.delete().where(ClassCancellation.class_visit == visit_id)
        back = await queries.visit(edition.id, visit_id)
        await welcome(edition, back)
        told = f"{back.class_name}, {back.school_name}, de nouveau attendue\u00a0: {expected_words(back)}"
        went = {"state": (queries.CANCELLED, back.state)}
        await audit.note(edition.id, by, "reinstate-class", "class visit", visit_id, told, went)

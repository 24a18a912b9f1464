"""What organisers send again, or write in their own words."""

from __future__ import annotations

import uuid

from forum.audit import service as audit
from forum.class_visits import queries
from forum.class_visits.service.refusals import NotExpected
from forum.class_visits.service.telling import tell
from forum.database import transaction
from forum.editions.values import EditionValue
from forum.people.who import Who


async def send_pass(edition: EditionValue, visit_id: uuid.UUID, by: Who) -> None:
    """The pass again to every teacher of the class; the calendar stays as it is.

    Raises NotFound, and NotExpected for a class that has no pass: it waits, it is cancelled, or its teacher is not trusted yet.
    """
    async with transaction():
        line = await queries.visit(edition.id, visit_id)
        if not (line.expected and line.trusted):
            raise NotExpected
        await tell(edition, line, "pass", with_pass=True, with_entry=False)
        await audit.note(edition.id, by, "send-pass", "class visit", visit_id, "Laissez-passer renvoyé")


async def write_to(edition: EditionValue, visit_id: uuid.UUID, title: str, text: str, by: Who) -> bool:
    """A letter in the organisers' own words to every teacher of the class; False once it is cancelled. Raises NotFound."""
    async with transaction():
        line = await queries.visit(edition.id, visit_id)
        if line.cancelled_at:
            return False
        await tell(edition, line, "word", title=title, text=text)
        await audit.note(edition.id, by, "write-class", "class visit", visit_id, f"Courriel\u00a0: {title}")
        return True

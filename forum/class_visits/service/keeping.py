"""What is kept beside a class: organisers' notes."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.class_visits import queries
from forum.class_visits.service.refusals import NothingToNote
from forum.class_visits.tables import ClassNote
from forum.database import transaction
from forum.editions.values import EditionValue
from forum.people.who import Who


async def add_note(edition: EditionValue, visit_id: uuid.UUID, body: str, by: Who) -> None:
    """What an organiser wants to remember of a class; teachers do not see it. Raises NotFound, NothingToNote."""
    if not body.strip():
        raise NothingToNote
    async with transaction():
        line = await queries.visit(edition.id, visit_id)
        await ClassNote(
            id=uuid.uuid4(), class_visit=visit_id, body=body.strip(), author=by.name[:120], at=clock.now()
        ).save()
        await audit.note(edition.id, by, "note-class", "class visit", visit_id, f"Note sur la {line.class_name}")

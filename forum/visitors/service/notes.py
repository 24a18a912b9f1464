"""What is kept beside a registration: organisers' notes."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import transaction
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.visitors import queries
from forum.visitors.service.refusals import NothingToNote
from forum.visitors.tables import VisitorNote


async def add_note(edition: EditionValue, visitor_id: uuid.UUID, body: str, by: Who) -> None:
    """What an organiser wants to remember of a registration; the person finds it in « mes données ».

    Raises NotFound, NothingToNote.
    """
    if not body.strip():
        raise NothingToNote
    async with transaction():
        line = await queries.visitor(edition.id, visitor_id)
        await VisitorNote(
            id=uuid.uuid4(), visitor=line.id, body=body.strip()[:2000], author=by.name[:120], at=clock.now()
        ).save()
        await audit.note(edition.id, by, "note-visitor", "visitor", line.id, "Note de l’équipe")

"""The trial letter: does the post work at all?"""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import transaction
from forum.mail.service.writing import Draft, write
from forum.people.who import Who
from forum.web.words import say_moment


async def write_trial(edition: int, address: str, by: Who) -> uuid.UUID:
    """A letter that says only that letters arrive, asked for by an organiser."""
    async with transaction():
        letter = await write(
            Draft(
                edition=edition,
                template="mail/letters/trial.md",
                fields={"name": by.name, "asked_at": say_moment(clock.now())},
                to_address=address,
                to_name=by.name,
            )
        )
        await audit.note(edition, by, "write-trial", "letter", letter, "Courrier d’essai demandé")
    return letter

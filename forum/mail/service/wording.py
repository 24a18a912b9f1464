"""A letter in the organisers' own words, for one edition: written, and put back to the default."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.errors import NotFound
from forum.mail import letterheads, names, rendering
from forum.meanwhile import check_seen
from forum.people.who import Who


async def reword(edition: int, template: str, subject: str, body: str, by: Who, seen: str | None = None) -> None:
    """From now on this letter leaves in these words; letters that wait, too. The caller has checked them.

    `seen` stands for the `current_words` that the writer saw. Raises NotFound, ChangedMeanwhile.
    """
    await _keep(edition, template, subject, body, by, seen)


async def reset_wording(edition: int, template: str, by: Who) -> None:
    """Back to the default words; what was written stays in the history. Raises NotFound."""
    await _keep(edition, template, None, None, by)


async def _keep(
    edition: int, template: str, subject: str | None, body: str | None, by: Who, seen: str | None = None
) -> None:
    if template not in names.templates():
        raise NotFound
    async with transaction():
        await hold(Edition, edition)
        before = await current_words(edition, template)
        check_seen(before, seen)
        await fetch(
            "INSERT INTO letter_wording (id, edition, template, subject, body, written_at, by_name)"
            " VALUES ({}, {}, {}, {}, {}, {}, {})",
            *(uuid.uuid4(), edition, template, subject, body, clock.now(), by.name[:120]),
        )
        act, word = ("reset-wording", "remis d’origine") if body is None else ("reword-letter", "reformulé")
        told = f"Courrier {word}\u00a0: {subject or rendering.parts_of(rendering.source_of(template))[0]}"
        after = {"subject": subject, "body": body}
        await audit.note(edition, by, act, "letter template", template, told, differences(before, after))


async def current_words(edition: int, template: str) -> dict[str, str | None]:
    """The organisers' own subject and body of a letter; None while it leaves in the default words."""
    versions = await letterheads.history(edition, template)
    return {"subject": versions[0].subject, "body": versions[0].body} if versions else {"subject": None, "body": None}

"""The banner of a general message, taken away when it is over."""

from __future__ import annotations

from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import hold, transaction
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.meanwhile import check_seen
from forum.people.who import Who


async def clear_notice(edition: EditionValue, by: Who, seen: str | None = None) -> None:
    """No banner on the public pages any more; `seen` stands for the one that was read. Raises ChangedMeanwhile for another."""
    async with transaction():
        await hold(Edition, edition.id)
        was = (await editions.edition(edition.id)).notice
        if not was:
            return
        check_seen({"notice": was}, seen)
        await edition_verbs.put_notice(edition.id, "")
        told = "Bandeau retiré du site public"
        await audit.note(
            edition.id, by, "clear-notice", "edition", edition.id, told, differences({"notice": was}, {"notice": ""})
        )
    editions.forget()

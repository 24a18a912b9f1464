"""Correcting a line of the book by hand. Whoever wrote meanwhile is not overwritten unseen."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from forum.address_book import queries
from forum.address_book.queries import TABLES
from forum.address_book.rules import COMPANIES
from forum.address_book.service.keeping import contact_words, index_words
from forum.address_book.tables import Prospect, SchoolContact
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import fetch, hold, transaction
from forum.exhibitors.rules import OrganisationSaid
from forum.meanwhile import check_seen
from forum.people.who import Who

_HELD = {COMPANIES: Prospect}


async def correct(
    edition: int, part: str, entry: uuid.UUID, values: Mapping[str, Any], seen: str | None, by: Who, near: str = ""
) -> bool:
    """Other values for columns of a line; answers whether anything changed. `seen` is the fingerprint of what the writer saw.

    `near` is an organisation's name as doubles are looked for by. Raises NotFound, ChangedMeanwhile.
    """
    async with transaction():
        await hold(_HELD.get(part, SchoolContact), entry)
        known = await queries.columns(edition, part, entry)
        now = {name: known[name] for name in values}
        check_seen(now, seen)
        went = differences(now, values)
        if not went:
            return False
        after = {**known, **values}
        more = {"search": _words(part, after)} | ({"near": near} if near else {})
        await _put(edition, part, entry, {name: value for name, (_, value) in went.items()} | more)
        told = f"Fiche du carnet corrigée\u00a0: {after['name'] if part == COMPANIES else after['school_name']}"
        await audit.note(edition, by, "correct-book", f"book {part}", entry, told, went)
    return True


def _words(part: str, told: Mapping[str, Any]) -> str:
    if part == COMPANIES:
        return index_words(OrganisationSaid(**{name: told[name] for name in OrganisationSaid.__slots__}))
    return contact_words(told["school_name"], *(told[name] for name in ("first_name", "last_name", "duty", "email")))


async def _put(edition: int, part: str, entry: uuid.UUID, columns: Mapping[str, Any]) -> None:
    said = ", ".join(f"{name} = {{}}" for name in columns)
    await fetch(
        f"UPDATE {TABLES[part]} SET {said} WHERE id = {{}} AND edition = {{}}", *columns.values(), entry, edition
    )

"""A line of the address book put back."""

from __future__ import annotations

import uuid

from forum.address_book import queries
from forum.address_book import service as book
from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.audit.queries import Entry
from forum.audit.rules import same
from forum.editions.values import EditionValue
from forum.imports.rules.twins import near_name
from forum.meanwhile import fingerprint
from forum.people.who import Who
from forum.undoing.service.moved import MovedOn, old_values


async def line(edition: EditionValue, entry: Entry, by: Who) -> None:
    """The line as it was before. Raises NotFound, MovedOn."""
    part = COMPANIES if entry.subject_kind.endswith(COMPANIES) else SCHOOLS
    known = await queries.columns(edition.id, part, uuid.UUID(entry.subject))
    if not all(same(after, known[name], name) for name, (_, after) in entry.changes.items()):
        raise MovedOn
    was = old_values(entry)
    near = near_name(was["name"]) if "name" in was else ""
    seen = fingerprint({name: known[name] for name in was})
    await book.correct(edition.id, part, uuid.UUID(entry.subject), was, seen, by, near)

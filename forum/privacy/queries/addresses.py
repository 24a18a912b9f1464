"""Whose data it is: their name and address, by what they are."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from forum.database import fetch
from forum.privacy.queries import guests
from forum.privacy.rules import ACCOUNT, EXHIBITOR, GUEST, PROSPECT, SCHOOL, TEACHER, VISITOR


@dataclass(frozen=True, slots=True)
class Address:
    """Whom an erasure is about."""

    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


_ADDRESSES = {
    VISITOR: "SELECT first_name, last_name, email FROM visitor WHERE id = {} AND edition = {}",
    TEACHER: "SELECT first_name, last_name, email FROM referent WHERE id = {} AND edition = {}",
    EXHIBITOR: "SELECT c.first_name, c.last_name, c.email FROM exhibitor e JOIN exhibitor_contact c ON c.exhibitor = e.id"
    " AND c.rank = 0 WHERE e.id = {} AND e.edition = {}",
    PROSPECT: "SELECT first_name, last_name, email FROM prospect WHERE id = {} AND edition = {}",
    SCHOOL: "SELECT first_name, last_name, email FROM school_contact WHERE id = {} AND edition = {}",
    GUEST: guests.ADDRESS,
    ACCOUNT: "SELECT name AS first_name, '' AS last_name, email FROM account WHERE id = {} AND CAST({} AS INTEGER) IS NOT NULL",
}


async def address(edition: int, source: str, holder: UUID) -> Address | None:
    """Name and address of somebody, if they are of this edition; empty once erased."""
    if source not in _ADDRESSES:
        return None
    rows = await fetch(_ADDRESSES[source], holder, edition)
    if not rows:
        return None
    found = Address(**rows[0])
    return found if "@" in found.email else Address(found.first_name, found.last_name, "")

"""Organisers' notes, and people of one name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from forum.database import fetch
from forum.visitors.queries.visitors import COLUMNS, VisitorLine, as_uuid, line_of


@dataclass(frozen=True, slots=True)
class Note:
    """What an organiser wanted to remember."""

    id: uuid.UUID
    body: str
    author: str
    at: datetime


async def notes(visitor: uuid.UUID) -> list[Note]:
    """The notes on a registration, newest first."""
    rows = await fetch("SELECT id, body, author, at FROM visitor_note WHERE visitor = {} ORDER BY at DESC, id", visitor)
    return [Note(as_uuid(row["id"]), row["body"], row["author"], row["at"]) for row in rows]


async def twins(edition: int, key: str, but: uuid.UUID | None = None) -> list[VisitorLine]:
    """The other live registrations of somebody of that name (`rules.name_key`), the oldest first."""
    if not key:
        return []
    rows = await fetch(
        f"{COLUMNS} WHERE v.edition = {{}} AND v.name_key = {{}} AND c.visitor IS NULL ORDER BY v.registered_at, v.id",
        edition,
        key,
    )
    return [line for line in map(line_of, rows) if line.id != but]

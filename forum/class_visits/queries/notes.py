"""Organisers' notes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from forum.class_visits.queries.visits import as_uuid
from forum.database import fetch


@dataclass(frozen=True, slots=True)
class Note:
    """What an organiser wanted to remember."""

    id: uuid.UUID
    body: str
    author: str
    at: datetime


async def notes(visit: uuid.UUID) -> list[Note]:
    """The notes on a class, newest first."""
    rows = await fetch("SELECT id, body, author, at FROM class_note WHERE class_visit = {} ORDER BY at DESC, id", visit)
    return [Note(as_uuid(row["id"]), row["body"], row["author"], row["at"]) for row in rows]

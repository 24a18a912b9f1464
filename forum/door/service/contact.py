"""A phone that has nothing to tell is still there: its polls are noted once a minute."""

from __future__ import annotations

from datetime import timedelta

from forum import clock
from forum.database import fetch, transaction
from forum.door.ledger import ledger
from forum.door.rules import Phone

NOTED_EVERY = timedelta(minutes=1)


async def note_contact(phone: Phone) -> None:
    """Remember when the phone was last heard; cheap to call at every request."""
    book = await ledger(phone.edition)
    now = clock.now()
    before = book.seen.get(phone.id)
    if before and now - before[0] < NOTED_EVERY:
        return
    async with transaction():
        rows = await fetch("UPDATE door_device SET seen_at = {} WHERE id = {} RETURNING queued", now, phone.id)
    book.seen[phone.id] = (now, rows[0]["queued"] if rows else 0)

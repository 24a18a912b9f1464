"""The outbox as a postman sees it: claim a few letters, settle each, give back the rest.

A claim is a lease. While it lasts nobody else takes the letter; when a postman dies the lease ends by itself, or at once
when the next one finds its desk empty (`forum.mail.desk`). Two updates of one calendar entry to one address leave in
the order of their SEQUENCE: the later one cannot be claimed before the earlier one is posted or given up.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from forum import clock
from forum.database import fetch, transaction
from forum.mail import rules
from forum.mail.service.again import NEWER_POSTED

LEASE = timedelta(minutes=5)
_WAITING = (
    "letter.posted_at IS NULL AND letter.failed_at IS NULL AND letter.next_try_at <= {}"
    " AND (letter.leased_until IS NULL OR letter.leased_until < {})"
)
# COALESCE keeps PostgreSQL from searching elders through the index of waiting letters, one after the other.
_IN_TURN = (
    "(letter.ics_uid IS NULL OR NOT EXISTS (SELECT 1 FROM letter elder WHERE elder.ics_uid = letter.ics_uid"
    " AND elder.to_address = letter.to_address AND elder.ics_sequence < letter.ics_sequence"
    " AND COALESCE(elder.posted_at, elder.failed_at) IS NULL))"
)
_DUE = f"SELECT letter.id FROM letter WHERE {_WAITING} AND {_IN_TURN} ORDER BY letter.next_try_at LIMIT {{}}"  # noqa: S608 - our words
# The conditions again: between the reading and the write another postman may have taken the same rows. Two statements
# rather than one with a sub-select, which PostgreSQL without statistics runs once per row.
_CLAIM = (
    "UPDATE letter SET leased_until = {}, leased_by = {} WHERE id IN (%s)"  # noqa: S608 - our words
    f" AND {_WAITING} AND {_IN_TURN}"
    " RETURNING id, edition, message_id, template, fields, to_address, to_name, link, badge, ics, ics_method,"
    f" written_at, tries, ({NEWER_POSTED}) AS superseded"
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in a postman's hands."""

    id: uuid.UUID
    edition: int
    message_id: str
    template: str
    fields: dict[str, Any]
    to_address: str
    to_name: str
    link: uuid.UUID | None
    badge: uuid.UUID | None
    ics: str | None
    ics_method: str | None
    written_at: datetime
    tries: int
    superseded: bool
    leased_until: datetime


async def due(most: int) -> list[uuid.UUID]:
    """Letters that a claim might have, the longest due first; a reading, so that an idle postman never asks for the writer."""
    now = clock.now()
    return [row["id"] for row in await fetch(_DUE, now, now, most)]


async def claim(desk: str, most: int) -> list[Claimed]:
    """Lease up to `most` letters that are due to the postman at `desk`, the longest due first."""
    return await take(desk, await due(most))


async def take(desk: str, letters: list[uuid.UUID]) -> list[Claimed]:
    """Lease those of these letters that nobody took meanwhile."""
    if not letters:
        return []
    now = clock.now()
    until = now + LEASE
    async with transaction():
        rows = await fetch(_CLAIM % ", ".join(["{}"] * len(letters)), until, desk, *letters, now, now)
    for row in rows:
        row["fields"] = msgspec.json.decode(row["fields"])
        row["superseded"] = bool(row["superseded"])
    return sorted((Claimed(**row, leased_until=until) for row in rows), key=lambda letter: letter.written_at)


async def renew(desk: str, letter: uuid.UUID) -> datetime | None:
    """Begin a lease again that is about to end; None when it ended and somebody else may have the letter."""
    until = clock.now() + LEASE
    async with transaction():
        kept = await fetch(
            "UPDATE letter SET leased_until = {} WHERE id = {} AND leased_by = {} AND posted_at IS NULL RETURNING id",
            until,
            letter,
            desk,
        )
    return until if kept else None


async def posted(letter: Claimed, subject: str, text: str, said: str) -> None:
    """The other server has taken the letter: keep what left, and never post it again."""
    async with transaction():
        await fetch(
            "UPDATE letter SET posted_at = {}, failed_at = NULL, leased_until = NULL, leased_by = NULL, tries = tries + 1,"
            " subject = {}, text = {} WHERE id = {}",
            clock.now(),
            subject[:200],
            text,
            letter.id,
        )
        await _note(letter.id, "posted", said)


async def later(letter: Claimed, said: str, pause: timedelta, *, counted: bool = True) -> None:
    """Not this time. `counted` is False when the fault was the line's and not this letter's."""
    async with transaction():
        await fetch(
            "UPDATE letter SET next_try_at = {}, leased_until = NULL, leased_by = NULL, tries = tries + {} WHERE id = {}",
            clock.now() + pause,
            int(counted),
            letter.id,
        )
        await _note(letter.id, "later", said)


async def refused(letter: Claimed, said: str) -> None:
    """It cannot be delivered: a permanent refusal, a broken template, too many tries."""
    async with transaction():
        now = clock.now()
        await fetch(
            "UPDATE letter SET failed_at = {}, leased_until = NULL, leased_by = NULL, tries = tries + 1 WHERE id = {}",
            now,
            letter.id,
        )
        await _note(letter.id, "refused", said)


async def give_back(desk: str) -> None:
    """The postman leaves its desk: what it had not begun is free for the others."""
    async with transaction():
        await fetch(
            "UPDATE letter SET leased_until = NULL, leased_by = NULL WHERE leased_by = {} AND posted_at IS NULL", desk
        )


async def desks() -> list[str]:
    """The desks that hold letters now."""
    rows = await fetch(
        "SELECT DISTINCT leased_by FROM letter WHERE leased_by IS NOT NULL AND posted_at IS NULL AND failed_at IS NULL"
    )
    return [row["leased_by"] for row in rows]


async def _note(letter: uuid.UUID, outcome: str, said: str) -> None:
    await fetch(
        "INSERT INTO letter_attempt (id, letter, at, outcome, detail) VALUES ({}, {}, {}, {}, {})",
        uuid.uuid4(),
        letter,
        clock.now(),
        outcome,
        rules.one_line(said)[:300],
    )

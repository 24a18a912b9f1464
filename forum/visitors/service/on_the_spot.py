"""Somebody is there without having registered: a badge for a status and a commune."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.visitors import queries
from forum.visitors.rules import VisitorSaid
from forum.visitors.service.refusals import NotYetTheDay, TooManyAtOnce
from forum.visitors.service.register import write_down
from forum.visitors.service.telling import issue_badge

BEFORE_THE_DOORS = timedelta(hours=1)
MOST_A_MINUTE = 240
"""Twelve times what a gate lets in: more is no crowd. A badge counts for nothing before the door has read it."""


async def walk_in(edition: EditionValue, said: VisitorSaid, by: Who | None = None) -> tuple[uuid.UUID, uuid.UUID]:
    """Register whoever stands at the door, by their own phone or at the desk; answers the registration and its badge.

    No name, no address, no place on a slot: the hall's gauge decides at the door. By one's own phone from an hour before the
    doors open until they close; staff at any time. Raises NotYetTheDay, TooManyAtOnce.
    """
    channel = "desk" if by is not None and by.kind == "staff" else "poster"
    now = clock.now()
    if channel == "poster":
        if not is_open(edition):
            raise NotYetTheDay
        rows = await fetch(
            "SELECT count(*) AS n FROM visitor WHERE edition = {} AND registered_at > {} AND channel = 'poster'",
            *(edition.id, now - timedelta(minutes=1)),
        )
        if int(rows[0]["n"]) >= MOST_A_MINUTE:
            raise TooManyAtOnce
    async with transaction(shared=True):
        visitor = await write_down(edition.id, said, channel)
        line = await queries.visitor(edition.id, visitor)
        badge = await issue_badge(edition, line)
        who = by if channel == "desk" and by else Who("visitor", visitor, line.name)
        await audit.note(edition.id, who, "walk-in", "visitor", visitor, f"Inscription {line.channel_name}")
        return visitor, badge.id


def is_open(edition: EditionValue) -> bool:
    """Whether people may register on the spot by themselves now."""
    now = clock.now()
    return any(day.opens_at - BEFORE_THE_DOORS <= now < day.closes_at for day in edition.days)

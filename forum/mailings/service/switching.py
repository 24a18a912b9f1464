"""Planned mailings: switched off and on, each by one row that the database allows once."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.mailings import rules
from forum.mailings.rules import Plan
from forum.people.who import Who
from forum.web.words import say_date


class AlreadyLeft(Refusal):
    """It has begun: switching it changes nothing any more."""

    sentence = "Cet envoi est déjà parti."


async def switch(edition: EditionValue, plan: Plan, by: Who, *, on: bool) -> None:
    """Let a planned mailing leave at its hour, or not. Raises AlreadyLeft."""
    async with transaction():
        await ensure_row(edition, plan, by.name)
        changed = await fetch(
            "UPDATE mailing SET switched_off_at = {} WHERE edition = {} AND kind = {} AND segments = {} AND about = {}"
            " AND begun_at IS NULL RETURNING id",
            *(None if on else clock.now(), edition.id, *plan.key),
        )
        if not changed:
            raise AlreadyLeft
        told = f"{rules.KINDS[plan.kind]} ({rules.SEGMENTS[plan.segment]}, {say_date(plan.about)})"
        act, word = ("switch-on-mailing", "rétabli") if on else ("switch-off-mailing", "suspendu")
        await audit.note(edition.id, by, act, "mailing", changed[0]["id"], f"{told}\u00a0: envoi {word}")


async def ensure_row(edition: EditionValue, plan: Plan, by_name: str) -> None:
    """The row of a planned mailing, once, whoever comes first."""
    await fetch(
        "INSERT INTO mailing (id, edition, kind, segments, about, sense, subject, text, made_at, by_name)"
        " VALUES ({}, {}, {}, {}, {}, '', '', '', {}, {})"
        " ON CONFLICT (edition, kind, segments, about) WHERE kind NOT IN ('general', 'now', 'follow') DO NOTHING",
        *(uuid.uuid4(), edition.id, *plan.key, clock.now(), by_name),
    )

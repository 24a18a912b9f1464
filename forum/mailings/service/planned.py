"""What leaves by itself: begun at its hour, by whichever worker is first."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.mailings import queries, rules
from forum.mailings.rules import Plan
from forum.mailings.service.sending import gather
from forum.mailings.service.switching import ensure_row
from forum.people.who import SYSTEM
from forum.web.words import say_date


async def begin_due(edition: EditionValue) -> int:
    """Begin every planned mailing whose hour has come; answers how many this worker began."""
    return sum([await begin_planned(edition, plan) for plan in await queries.due(edition)])


async def begin_planned(edition: EditionValue, plan: Plan) -> bool:
    """Begin one; False when another worker was quicker or somebody switched it off."""
    async with transaction():
        await ensure_row(edition, plan, SYSTEM.name)
        begun = await fetch(
            "UPDATE mailing SET begun_at = {} WHERE edition = {} AND kind = {} AND segments = {} AND about = {}"
            " AND begun_at IS NULL AND switched_off_at IS NULL RETURNING id",
            *(clock.now(), edition.id, *plan.key),
        )
        if not begun:
            return False
        mailing = begun[0]["id"] if isinstance(begun[0]["id"], uuid.UUID) else uuid.UUID(str(begun[0]["id"]))
        count = await gather(edition, await queries.mailing(mailing))
        told = f"{rules.KINDS[plan.kind]} ({rules.SEGMENTS[plan.segment]}, {say_date(plan.about)})"
        await audit.note(edition.id, SYSTEM, "begin-mailing", "mailing", mailing, f"{told}\u00a0: {count} courriers")
    return True

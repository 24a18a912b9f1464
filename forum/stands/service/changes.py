"""Tell an exhibitor what changed: lines are kept as things change, and one letter tells them after a quiet moment."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from forum import clock
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitor_queries
from forum.people.who import Who
from forum.stands import queries
from forum.stands.service.telling import tell
from forum.stands.tables import StandBooking


async def keep_changes(
    edition: int,
    booking_id: uuid.UUID,
    by: Who,
    lines: Iterable[str],
    *,
    badge: uuid.UUID | None = None,
    calendar: bool = False,
) -> None:
    """Keep what changed until the letter leaves. Inside the verb's transaction."""
    made_by = by.kind if by.kind in {"staff", "exhibitor"} else "system"
    for line in lines:
        await fetch(
            "INSERT INTO stand_change (id, edition, booking, words, made_by, badge, calendar, made_at)"
            " VALUES ({}, {}, {}, {}, {}, {}, {}, {})",
            *(uuid.uuid4(), edition, booking_id, line, made_by, badge, calendar, clock.now()),
        )


async def tell_changes(edition: EditionValue) -> int:
    """Write to every exhibitor whose file changed and has been quiet since; answers how many files were told.

    Runs again and again by itself; twice at once tells nobody twice.
    """
    told = 0
    for booking_id in await queries.ripe(edition.id):
        told += await tell_now(edition, booking_id)
    return told


async def tell_now(edition: EditionValue, booking_id: uuid.UUID) -> bool:
    """One letter with all that changed, without waiting longer; whether there was anything. Raises NotFound.

    The main contact reads it. When the exhibitor changed something, every contact does: one of them did it, the others
    did not see it.
    """
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        rows = await fetch(
            "DELETE FROM stand_change WHERE booking = {} RETURNING words, made_by, badge, calendar, made_at", booking_id
        )
        if not rows or not line.lives:
            return False
        rows.sort(key=lambda row: (row["made_at"], row["words"]))
        changes = list(dict.fromkeys(row["words"] for row in rows))
        people = {person.badge for person in await exhibitor_queries.people_of(line.exhibitor)}
        given = [one for one in (_uuid(row["badge"]) for row in rows) if one in people]
        ours = all(row["made_by"] != "exhibitor" for row in rows)
        contacts = await exhibitor_queries.contacts_of(line.exhibitor)
        for contact in contacts[:1] if ours else contacts:
            await tell(
                edition,
                line,
                "changed",
                to=contact,
                badge=given[0] if given else None,
                follow=line.stands and contact.rank == 0 and any(row["calendar"] for row in rows),
                changes=changes,
                by_team=ours,
            )
        return True


def _uuid(value: object) -> uuid.UUID | None:
    return uuid.UUID(str(value)) if value else None

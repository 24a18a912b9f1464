"""After a backup came back: whoever had asked to be erased is erased again, and so is what has reached its date."""

from __future__ import annotations

from forum.database import fetch
from forum.database.marks import marks
from forum.editions import queries as editions
from forum.privacy import rules
from forum.privacy.service import register
from forum.privacy.service.by_date import erase_due
from forum.privacy.service.on_request import erase_again


async def erase_wishes() -> int:
    """Erase again whoever is in the register and not erased in this database; answers how many."""
    wishes = list(register.wishes())
    if not wishes:
        return 0
    known = {
        row["holder"]
        for row in await fetch(f"SELECT holder FROM erasure WHERE kind IN ({marks(rules.SOURCES)})", *rules.SOURCES)  # noqa: S608
    }
    there = {row["id"] for row in await fetch("SELECT id FROM edition")}
    done = 0
    for holder, source, edition_id in wishes:
        if holder not in known and source in rules.SOURCES and edition_id in there:
            done += await erase_again(await editions.edition(edition_id), source, holder)
    return done


async def after_restore() -> tuple[int, int]:
    """People erased again, and erasures by date that were done again."""
    return await erase_wishes(), await erase_due()

"""Until when exhibitors complete each step: the organisers choose."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.meanwhile import check_seen
from forum.people.who import Who
from forum.stands import queries
from forum.stands.rules import STEPS
from forum.web.words import say_date


class TooLate(Refusal):
    """What is said on the day is of no use any more."""

    sentence = "Un délai se termine avant le premier jour du forum."


async def set_deadlines(edition: EditionValue, days: Mapping[str, date], by: Who, seen: str | None = None) -> None:
    """Set the last day of every step at once; reminders follow. `seen` stands for those that the writer saw.

    Raises TooLate, ChangedMeanwhile.
    """
    if any(day >= edition.first_day.date for day in days.values()):
        raise TooLate
    async with transaction():
        await hold(Edition, edition.id)
        before = await queries.deadlines(edition)
        check_seen(before, seen)
        await fetch("DELETE FROM stand_deadline WHERE edition = {}", edition.id)
        for step in STEPS:
            if step in days:
                await fetch(
                    "INSERT INTO stand_deadline (id, edition, step, last_day) VALUES ({}, {}, {}, {})",
                    *(uuid.uuid4(), edition.id, step, days[step]),
                )
        told = ", ".join(f"{STEPS[step]}\u00a0: {say_date(days[step], year=False)}" for step in STEPS if step in days)
        went = differences(before, {**before, **days})
        await audit.note(edition.id, by, "set-deadlines", "edition", edition.id, f"Délais. {told}", went)

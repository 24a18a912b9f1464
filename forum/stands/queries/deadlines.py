"""Until when exhibitors complete each step."""

from __future__ import annotations

from datetime import date

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.stands.rules import default_deadlines


async def deadlines(edition: EditionValue) -> dict[str, date]:
    """The last day for each step: what the organisers chose, else so many days before the forum. None without a day."""
    if not edition.days:
        return {}
    rows = await fetch("SELECT step, last_day FROM stand_deadline WHERE edition = {}", edition.id)
    chosen = {row["step"]: _date(row["last_day"]) for row in rows}
    return {**default_deadlines(edition.first_day.date), **chosen}


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)

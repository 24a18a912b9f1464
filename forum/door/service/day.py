"""A day on which somebody passed a gate keeps its date."""

from __future__ import annotations

from datetime import datetime

from forum.database import fetch
from forum.editions.service.days import happened_on_days


async def anybody_passed(edition: int, begins: datetime, ends: datetime) -> bool:
    """Whether the journal of the door has a line between two moments."""
    lines = "SELECT 1 AS one FROM scan WHERE edition = {} AND corrected_at >= {} AND corrected_at < {} LIMIT 1"
    return bool(await fetch(lines, edition, begins, ends))


happened_on_days.append(anybody_passed)

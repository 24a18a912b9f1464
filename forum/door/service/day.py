"""A day on which somebody passed a gate keeps its date, and the gate its hall."""

from __future__ import annotations

from datetime import datetime

from forum.database import fetch
from forum.editions.service.days import happened_on_days
from forum.editions.service.halls import happened_at_gates


async def anybody_passed(edition: int, begins: datetime, ends: datetime) -> bool:
    """Whether the journal of the door has a line between two moments."""
    lines = "SELECT 1 AS one FROM scan WHERE edition = {} AND corrected_at >= {} AND corrected_at < {} LIMIT 1"
    return bool(await fetch(lines, edition, begins, ends))


async def anybody_passed_at(gate: int) -> bool:
    """Whether the journal of the door has a line of that gate."""
    return bool(await fetch("SELECT 1 AS one FROM scan WHERE gate = {} LIMIT 1", gate))


happened_on_days.append(anybody_passed)
happened_at_gates.append(anybody_passed_at)

"""The figures that a server finds when it starts: those last counted, with the mark of what had been written then."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from anyio import to_thread

from forum.attendance import keeping, state
from forum.attendance.rules.definitions import VERSION
from forum.attendance.rules.sheet import Report
from forum.database import Unavailable, fetch

log = logging.getLogger("forum.attendance")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A report of the whole edition, unmasked; `report.at` is when it was counted."""

    mark: str
    report: Report


async def recall(edition_id: int) -> Remembered | None:
    """What was last counted by the definitions of today, if anything."""
    rows = await fetch(
        "SELECT mark, content FROM standing_figures WHERE edition = {} AND version = {}", edition_id, VERSION
    )
    if not rows or not keeping.is_of_today(rows[0]["content"]):
        return None
    return Remembered(rows[0]["mark"], keeping.read(rows[0]["content"]))


async def remember(edition_id: int, mark: str, report: Report, count: bytes) -> None:
    """Keep this report, and the count that it was made of, for the next start.

    A database that is busy is not waited for: the next count is kept instead.
    """
    text = await to_thread.run_sync(keeping.kept, report)
    try:
        await fetch(
            "INSERT INTO standing_figures (edition, version, mark, counted_at, content, reached, made_by)"
            " VALUES ({}, {}, {}, {}, {}, {}, {})"
            " ON CONFLICT (edition) DO UPDATE SET version = excluded.version, mark = excluded.mark,"
            " counted_at = excluded.counted_at, content = excluded.content, reached = excluded.reached,"
            " made_by = excluded.made_by",
            *(edition_id, report.version, mark, report.at, text, count, state.made_by()),
        )
    except Unavailable:
        log.warning("the figures were not kept for the next start")


async def reached(edition_id: int) -> state.Reached | None:
    """How far this very program counted the edition, if the journal still is the one that it counted."""
    rows = await fetch(
        "SELECT reached FROM standing_figures WHERE edition = {} AND made_by = {} AND reached IS NOT NULL",
        *(edition_id, state.made_by()),
    )
    found = await to_thread.run_sync(state.read, bytes(rows[0]["reached"])) if rows else None
    if found is None or found.edition != edition_id:
        return None
    line = await fetch("SELECT id FROM scan WHERE edition = {} AND number = {}", edition_id, found.count.last)
    return found if (line[0]["id"] if line else None) == found.last_line else None


async def countable() -> list[int]:
    """The editions whose figures are not closed, and of which this program keeps no count; the latest first."""
    rows = await fetch(
        "SELECT e.id FROM edition e WHERE NOT EXISTS (SELECT 1 FROM frozen_figures f WHERE f.edition = e.id)"
        " AND NOT EXISTS (SELECT 1 FROM standing_figures s WHERE s.edition = e.id AND s.version = {}"
        " AND s.made_by = {} AND s.reached IS NOT NULL) ORDER BY e.id DESC",
        *(VERSION, state.made_by()),
    )
    return [row["id"] for row in rows]


async def leave(edition_id: int) -> None:
    """Keep no count of this edition any more: somebody whom it knows was erased. The next look keeps another."""
    await fetch("UPDATE standing_figures SET reached = NULL, made_by = NULL WHERE edition = {}", edition_id)

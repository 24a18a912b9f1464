"""The figures that a server finds when it starts: those last counted, with the mark of what had been written then."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from anyio import to_thread

from forum.attendance import keeping
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
    return Remembered(rows[0]["mark"], keeping.read(rows[0]["content"])) if rows else None


async def remember(edition_id: int, mark: str, report: Report) -> None:
    """Keep this report for the next start. A database that is busy is not waited for: the next count is kept instead."""
    text = await to_thread.run_sync(keeping.kept, report)
    try:
        await fetch(
            "INSERT INTO standing_figures (edition, version, mark, counted_at, content) VALUES ({}, {}, {}, {}, {})"
            " ON CONFLICT (edition) DO UPDATE SET version = excluded.version, mark = excluded.mark,"
            " counted_at = excluded.counted_at, content = excluded.content",
            *(edition_id, report.version, mark, report.at, text),
        )
    except Unavailable:
        log.warning("the figures were not kept for the next start")

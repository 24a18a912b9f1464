"""The background work: editions that nobody has counted are, so that whoever looks first waits for nothing."""

from __future__ import annotations

import asyncio
import logging

from forum.attendance import elsewhere
from forum.attendance.marks import last_line
from forum.attendance.reading import LARGE
from forum.attendance.remembered import countable
from forum.database import Unavailable

log = logging.getLogger("forum.attendance")


async def run(stop: asyncio.Event) -> None:
    """Count what is not counted yet, or was counted by another version of the program; then have what is asked for counted."""
    async with elsewhere.counters():
        begun = asyncio.create_task(count_ahead())
        await stop.wait()
    await begun


async def count_ahead() -> None:
    """Every large journal of which no usable count is kept, one after the other, the latest edition first."""
    try:
        for edition_id in await countable():
            if await last_line(edition_id) >= LARGE:
                await elsewhere.counted(edition_id)
    except Unavailable:
        log.warning("not everything was counted ahead: the first look does it")
    except Exception:
        log.exception("not everything was counted ahead: the first look does it")

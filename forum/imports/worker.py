"""The one who works through lists and invitations while the forum runs, lot by lot."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from forum.address_book import queries as book_queries
from forum.address_book import service as book
from forum.database import Unavailable
from forum.imports import queries, service
from forum.mail import bell

log = logging.getLogger("forum.imports")

LOOK_AGAIN_SECONDS = 5.0
SWEEP_EVERY = 720
"""Looks between two sweeps: an hour."""
BREATH_SECONDS = 0.01


async def tick() -> bool:
    """Do all that there is to do now; whether there was anything."""
    worked = False
    for one in await queries.underway():
        worked = True
        await service.check_some(one)
        for batch in (service.write_batch, service.undo_batch):
            await _all(partial(batch, one))
    for edition, part in await book_queries.waiting():
        worked |= await _all(partial(book.write_batch, edition, part))
    return worked


async def _all(batch: Callable[[], Awaitable[int]]) -> bool:
    """Batch after batch, others' writing let through between two; whether there was any."""
    worked = False
    while await batch():
        worked = True
        await asyncio.sleep(BREATH_SECONDS)
    return worked


async def run(stop: asyncio.Event) -> None:
    """Tick until `stop` is set; several may run on one database, in one process or many."""
    ear, looks = bell.listen(), 0
    while not stop.is_set():
        ear.clear()
        try:
            await tick()
            if looks % SWEEP_EVERY == 0:
                await service.sweep()
        except Unavailable:
            log.warning("the database does not answer; imports wait")
        except Exception:
            log.exception("the imports stumbled; they go on")
        looks += 1
        waits = [asyncio.ensure_future(event.wait()) for event in (ear, stop)]
        await asyncio.wait(waits, timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*waits, return_exceptions=True)

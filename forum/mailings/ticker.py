"""The ticker: begins what is planned when its hour has come, and writes the letters of what has begun, batch by batch."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from uuid import UUID

from forum.database import Unavailable
from forum.editions import queries as editions
from forum.mail import bell
from forum.mailings import queries, service

log = logging.getLogger("forum.mailings")

FIRST_LOOK_SECONDS = 5.0
"""A program that starts answers its first pages before it writes a thousand letters."""
LOOK_AGAIN_SECONDS = 10.0
UNDERWAY_SECONDS = 0.5
BREATH_SECONDS = 0.02
"""Between two batches: the pages' own writing comes through."""


async def tick() -> bool:
    """One look: begin what is due, write what can be written now; True while something is left to write."""
    edition = await editions.find_current()
    if edition is not None:
        await service.begin_due(edition)
    going = await queries.underway()
    for mailing in going:
        await _write_what_can_be(mailing)
    return bool(going)


async def _write_what_can_be(mailing: UUID) -> None:
    while True:
        if not await service.write_batch(mailing):
            return
        await asyncio.sleep(BREATH_SECONDS)


async def run(stop: asyncio.Event) -> None:
    """Tick until `stop` is set; several may run on one database, in one process or many."""
    ear = bell.listen()
    await _rest(FIRST_LOOK_SECONDS, stop, ear)
    while not stop.is_set():
        ear.clear()
        left = False
        try:
            left = await tick()
        except Unavailable:
            log.warning("the database does not answer; mailings wait")
        except Exception:
            log.exception("the ticker stumbled; it goes on")
        if not stop.is_set():
            await _rest(UNDERWAY_SECONDS if left else LOOK_AGAIN_SECONDS, stop, ear)


async def _rest(seconds: float, *events: asyncio.Event) -> None:
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*waiting, return_exceptions=True)

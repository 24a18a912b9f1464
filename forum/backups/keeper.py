"""The keeper: makes each backup when it is due, while the forum runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from forum import clock
from forum.backups import queries, service
from forum.backups.rules import Opening
from forum.database import BackupRefused, Unavailable
from forum.editions import queries as editions

log = logging.getLogger("forum.backups")

FIRST_LOOK_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 60.0


async def openings() -> tuple[Opening, ...]:
    """The hours of the days of the forum that the public site shows."""
    edition = await editions.find_current()
    return tuple((day.opens_at, day.closes_at) for day in edition.days) if edition else ()


async def tick() -> bool:
    """Make a backup if one is due; whether one was made."""
    told = await queries.told(await openings())
    if told.next_at is None or told.next_at > clock.now():
        return False
    try:
        made = await service.save()
    except service.AnotherAtWork:
        return False
    except BackupRefused as refused:
        log.error("no backup: %s", refused.sentence)
        return False
    log.info("backup made and checked: %s, %s bytes", made.name, made.bytes)
    return True


async def run(stop: asyncio.Event) -> None:
    """Look every minute until `stop` is set; several processes may do so."""
    seconds = FIRST_LOOK_SECONDS
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
        if stop.is_set():
            return
        seconds = LOOK_AGAIN_SECONDS
        try:
            await tick()
        except Unavailable:
            log.warning("the database does not answer; the backup waits")
        except Exception:
            log.exception("the keeper stumbled; it goes on")

"""The background work: what is due is erased, backups follow, last letters are emptied."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from forum.database import BackupRefused, Unavailable
from forum.drafts import service as drafts
from forum.privacy import service

log = logging.getLogger("forum.privacy")

FIRST_LOOK_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 3600.0


async def look() -> None:
    """One look at everything; each part stands alone, so that one that fails does not keep the others from their work."""
    for part in (service.erase_wishes, service.erase_due, service.sweep, drafts.sweep, service.renew):
        try:
            await part()
        except Unavailable:
            log.warning("the database does not answer; what is due is erased later")
        except BackupRefused as refused:
            log.warning("backups that hold erased data stay until a fresh one can be made: %s", refused)
        except Exception:
            log.exception("an erasure stumbled; it goes on where it stopped")


async def run(stop: asyncio.Event) -> None:
    """Look until `stop` is set; several may run on one database, in one process or many."""
    rest = FIRST_LOOK_SECONDS
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), rest)
        if not stop.is_set():
            await look()
        rest = LOOK_AGAIN_SECONDS

"""Backups under the same rule: one that still holds what was erased is replaced by a fresh one, then removed."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from anyio import to_thread

from forum import clock
from forum.backups import queries as kept_backups
from forum.backups import service as keeping
from forum.database import fetch
from forum.privacy.rules import REQUESTED_IN_BACKUPS, backup_is_stale

log = logging.getLogger("forum.privacy")


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup in the forum's own folder; `stale` when it still holds what was erased since."""

    path: Path
    made_at: datetime
    size: int
    stale: bool

    @property
    def name(self) -> str:
        return self.path.name


def folder() -> Path:
    """Where `scripts/forum backup` puts them."""
    return kept_backups.folder()


async def backups() -> list[BackupLine]:
    """Every backup of the folder, the newest first."""
    rows = await fetch(
        "SELECT reason, finished_at FROM erasure_record WHERE finished_at IS NOT NULL"
        " AND (reason <> 'request' OR finished_at <= {}) ORDER BY finished_at",
        clock.now() - REQUESTED_IN_BACKUPS,
    )
    finished = {row["reason"]: row["finished_at"] for row in rows}
    return [
        BackupLine(folder() / one.name, one.at, one.bytes, backup_is_stale(one.at, finished, clock.now()))
        for one in await to_thread.run_sync(kept_backups.saved)
    ]


async def renew() -> int:
    """Replace the stale backups by a fresh one; answers how many were removed. None goes before the fresh one is there."""
    known = await backups()
    stale = [one for one in known if one.stale]
    if not stale:
        return 0
    if len(stale) == len(known):
        try:
            await keeping.save()
        except keeping.AnotherAtWork:  # it will be there at the next look
            return 0
    for one in stale:
        for file in (one.path, one.path.with_name(one.name + kept_backups.NOTES)):
            file.unlink(missing_ok=True)
    log.info("backups that held what was erased since are gone: %d", len(stale))
    return len(stale)

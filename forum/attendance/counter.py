"""A process that counts one edition, keeps the count, and ends: `python -m forum.attendance.counter 5`."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from forum import database
from forum.attendance.standing import standing
from forum.settings import settings

POLITE = 5
"""How far it stands back behind the processes that answer somebody (nice)."""


def main() -> None:
    """Count the edition whose number is said."""
    os.nice(POLITE)
    asyncio.run(_count(int(sys.argv[1])))


async def _count(edition_id: int) -> None:
    await database.start()
    try:
        with _alone(edition_id):
            await standing(edition_id).counted()
    finally:
        await database.stop()


@contextmanager
def _alone(edition_id: int) -> Iterator[None]:
    """One process of this machine at a time counts an edition: the next goes on from what this one has kept."""
    with (settings().data_dir / f"compte-{edition_id}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()

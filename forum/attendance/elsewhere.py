"""Large journals counted in a process of their own: the door's answers wait for none of it, and its memory goes with it."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from forum.database import Unavailable, engine
from forum.settings import settings

log = logging.getLogger("forum.attendance")

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(eq=False)
class Counters:
    """The processes that count for this one, while it serves: one for an edition, however many wait for it."""

    at_work: dict[int, asyncio.Task[bool]] = field(default_factory=dict)


_counters: WeakKeyDictionary[Any, Counters] = WeakKeyDictionary()


@asynccontextmanager
async def counters() -> AsyncIterator[None]:
    """In here this process answers others, and has what takes seconds counted elsewhere; none goes on afterwards."""
    mine = _counters.setdefault(engine(), Counters())
    try:
        yield
    finally:
        del _counters[engine()]
        for work in mine.at_work.values():
            work.cancel()
        await asyncio.gather(*mine.at_work.values(), return_exceptions=True)


async def counted(edition_id: int) -> bool:
    """Have the edition counted and kept by another process, and wait for it; False when this one had better do it itself.

    Raises Unavailable when the server is being stopped meanwhile.
    """
    mine = _counters.get(engine())
    if mine is None:
        return False
    work = mine.at_work.get(edition_id)
    if work is None:
        work = mine.at_work[edition_id] = asyncio.create_task(_run(edition_id))
        work.add_done_callback(lambda _: mine.at_work.pop(edition_id, None))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        if work.cancelled():
            raise Unavailable from None
        raise


async def _run(edition_id: int) -> bool:
    here = {"FORUM_DATABASE_URL": engine().url, "FORUM_DATA": str(settings().data_dir.absolute())}
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "forum.attendance.counter", str(edition_id)),
            cwd=_ROOT,
            env={**os.environ, **here},
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the server, which ends this one itself
        )
    except OSError:
        log.exception("no process can be started to count in: counting here")
        return False
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        log.warning("the figures were not counted elsewhere (%s): counting here", code)
    return code == 0

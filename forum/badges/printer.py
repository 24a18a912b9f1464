"""Draws the large print runs, one after the other, while the pages go on; several may work on one database.

A run is leased, and its progress noted twice a second. Cancelled in between, it stops at the next sheet; when a worker
dies, the lease ends and another begins the run again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Awaitable
from dataclasses import dataclass
from weakref import WeakSet

from forum import clock
from forum.badges import pdf, queries
from forum.badges.pdf import Plans
from forum.badges.service import printing
from forum.badges.service.printing import TakenRun
from forum.database import Unavailable

log = logging.getLogger("forum.badges")

LOOK_AGAIN_SECONDS = 10.0
"""For runs that were ordered from another process, or left by one that died."""
NOTE_SECONDS = 0.5
_BREATH_SECONDS = 0.001
"""After each sheet: the drawing thread lets the pages' thread come through."""
_TIDY_SECONDS = 3600.0


_ears: WeakSet[asyncio.Event] = WeakSet()


def ring() -> None:
    """A run was ordered: whoever draws in this process may look at once. It saves the wait, never decides anything."""
    for ear in list(_ears):
        ear.set()


class Stopped(Exception):
    """The run was cancelled, or the program stops: the rest need not be drawn."""


@dataclass(slots=True)
class _Progress:
    """What the drawing thread and the event loop tell each other."""

    done: int = 0
    stopped: bool = False

    def told(self, done: int) -> None:
        """Called from the drawing thread after each sheet."""
        self.done = done
        if self.stopped:
            raise Stopped
        time.sleep(_BREATH_SECONDS)


class Printer:
    """Draws what waits."""

    def __init__(self, plans: Plans | None = None) -> None:
        self.name = uuid.uuid4()
        self._plans = plans
        self._tidied = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        """Draw until `stop` is set; the first look is a while after the start, when the first pages are served."""
        ear = asyncio.Event()
        _ears.add(ear)
        while not stop.is_set():
            await _first(LOOK_AGAIN_SECONDS, stop, ear)
            ear.clear()
            await self._look(stop)

    async def _look(self, stop: asyncio.Event) -> None:
        try:
            await self._tidy()
            while not stop.is_set() and await self.draw_next(stop):
                pass
        except Unavailable:
            log.warning("the database does not answer; print runs wait")
        except Exception:
            log.exception("the printer stumbled; it goes on")

    async def draw_next(self, stop: asyncio.Event | None = None) -> bool:
        """Draw the oldest run that waits; False when none does. `stop` makes it give the run back at the next sheet."""
        taken = await printing.take_run(self.name)
        if taken is None:
            return False
        progress = _Progress()
        work = asyncio.create_task(self._draw(taken, progress))
        try:
            while not (await asyncio.wait({work}, timeout=NOTE_SECONDS))[0]:
                stopping = stop is not None and stop.is_set()
                if stopping or not await _noted(printing.note_progress(taken.id, self.name, progress.done)):
                    progress.stopped = True
            await work
        except Stopped:
            await printing.give_back_run(taken.id, self.name)
        except Unavailable:
            raise
        except Exception:
            log.exception("print run %s cannot be drawn", taken.id)
            await printing.fail_run(taken.id, self.name)
        finally:
            progress.stopped = True  # the thread hears of it if this task is cancelled
        return True

    async def _draw(self, taken: TakenRun, progress: _Progress) -> None:
        read_at, order = clock.now(), taken.order
        badges = await queries.badges_in_order(taken.edition, order.badges)
        drawn = await pdf.sheets_pdf(
            taken.edition,
            badges,
            order.layout,
            start=order.start,
            backs=order.backs,
            told=progress.told,
            plans=self._plans,
        )
        await printing.finish_run(taken, self.name, drawn, [badge.id for badge in badges], read_at)

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied >= _TIDY_SECONDS:
            await printing.drop_old_files()
            self._tidied = time.monotonic()


async def _noted(note: Awaitable[bool]) -> bool:
    """Whether to go on; a database that does not answer for a moment is no reason to stop."""
    with contextlib.suppress(Unavailable):
        return await note
    return True


async def _first(seconds: float, *events: asyncio.Event) -> None:
    """Return when one of the events is set, or after so many seconds."""
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()

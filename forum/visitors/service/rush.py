"""A rush: registrations wait for their turn here, and not each with a connection in hand that all other pages need."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from weakref import WeakKeyDictionary

from forum.database import fetch
from forum.visitors.service.refusals import SlotFull

AT_ONCE = 8
"""Enough for SQLite to commit several together."""
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@contextlib.asynccontextmanager
async def turn() -> AsyncIterator[None]:
    """A place among the few registrations that this process writes at once."""
    loop = asyncio.get_running_loop()
    if loop not in _turns:
        _turns[loop] = asyncio.Semaphore(AT_ONCE)
    async with _turns[loop]:
        yield


async def glance(slot: int, heads: int) -> None:
    """Refuse at once, without holding anything, what a full slot would refuse anyway. Raises SlotFull."""
    rows = await fetch("SELECT capacity - taken AS places FROM visitor_slot WHERE id = {}", slot)
    if rows and rows[0]["places"] < heads:
        raise SlotFull

"""The bell: a letter was written, whoever posts may look. It saves the wait, never decides anything."""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

_ears: WeakKeyDictionary[asyncio.Event, asyncio.AbstractEventLoop] = WeakKeyDictionary()


def listen() -> asyncio.Event:
    """An event of the running loop that every ring sets, as long as somebody holds it."""
    ear = asyncio.Event()
    _ears[ear] = asyncio.get_running_loop()
    return ear


def ring() -> None:
    """Tell the postmen of this process. Harmless before the commit: they linger a moment, and look again later anyway."""
    for ear, loop in list(_ears.items()):
        if not ear.is_set() and not loop.is_closed():
            loop.call_soon_threadsafe(ear.set)

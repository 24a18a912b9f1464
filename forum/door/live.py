"""The occupancy as it changes: one poller per process, as many listeners as there are open pages.

The poller reads what was written since, by any process, twice a second, and only while somebody listens. Each event
carries the whole state, so nothing has to be replayed after a cut.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import AsyncIterator
from types import FrameType
from typing import Any

import msgspec
from litestar import Litestar
from litestar.response.sse import ServerSentEventMessage

from forum.database import Unavailable
from forum.door import queries
from forum.editions import queries as editions

EVERY = 0.5
PING_EVERY = 15.0
RETRY_MS = 3000

log = logging.getLogger("forum.door")


class Watch:
    """One edition's occupancy, kept fresh while somebody listens."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.listeners = 0
        self.tag = ""
        self.data = b""
        self.changed = asyncio.Event()
        self.poller: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def listening(self) -> Any:
        """Count a listener; the first one starts the poller, the last one ends it."""
        self.listeners += 1
        if self.poller is None or self.poller.done():
            self.poller = asyncio.create_task(self._poll())
        try:
            yield self
        finally:
            self.listeners -= 1

    async def _poll(self) -> None:
        while self.listeners and not streams.ended:
            try:
                told = await queries.affluence(self.edition)
            except Unavailable:
                log.warning("occupancy not read, trying again")
            else:
                if (tag := queries.tag_of(told)) != self.tag:
                    self.tag, self.data = tag, msgspec.json.encode(told)
                    self._tell()
            await asyncio.sleep(EVERY)
        self.tag = ""
        self._tell()

    def _tell(self) -> None:
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()


class Streams:
    """All that is watched in this process; `end()` lets a stopping server finish its open answers."""

    def __init__(self) -> None:
        self.ended = False
        self.watches: dict[int, Watch] = {}
        self.loop: asyncio.AbstractEventLoop | None = None

    def open(self) -> None:
        self.ended = False
        self.watches = {}
        self.loop = asyncio.get_running_loop()

    def end(self) -> None:
        """Close every stream soon. May be called from a signal handler."""
        self.ended = True
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for watch in self.watches.values():
            watch._tell()

    def watch(self, edition: int) -> Watch:
        return self.watches.setdefault(edition, Watch(edition))


streams = Streams()


async def follow(edition: int) -> AsyncIterator[ServerSentEventMessage]:
    """The occupancy now, then at each change, with a sign of life every quarter of a minute; ends with the server."""
    sent = ""
    with streams.watch(edition).listening() as watch:
        while not streams.ended:
            changed = watch.changed
            if watch.tag and watch.tag != sent:
                sent = watch.tag
                yield ServerSentEventMessage(event="affluence", data=watch.data.decode(), retry=RETRY_MS)
            try:
                await asyncio.wait_for(changed.wait(), PING_EVERY)
            except TimeoutError:
                yield ServerSentEventMessage(comment="ping")


@contextlib.asynccontextmanager
async def open_streams(app: Litestar) -> AsyncIterator[None]:
    """For the app's lifespan. A server that is told to stop waits for its open answers before the lifespan ends: so the
    streams listen to the same signals."""
    streams.open()
    kept = _listen() if threading.current_thread() is threading.main_thread() else {}
    try:
        yield
    finally:
        streams.end()
        for number, handler in kept.items():
            signal.signal(number, handler)


@contextlib.asynccontextmanager
async def read_ahead(app: Litestar) -> AsyncIterator[None]:
    """For the app's lifespan: the journal of the current edition begins to be read before the first phone asks."""
    with contextlib.suppress(Unavailable):
        if edition := await editions.find_current():
            await queries.is_known(edition.id)
    yield


def _listen() -> dict[int, Any]:
    kept: dict[int, Any] = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(number)
        if callable(before) and before is not signal.default_int_handler:
            kept[number] = before
            signal.signal(number, _ending(before))
    return kept


def _ending(before: Any) -> Any:
    def handler(number: int, frame: FrameType | None) -> None:
        streams.end()
        before(number, frame)

    return handler

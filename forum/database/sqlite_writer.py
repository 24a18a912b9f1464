"""Whose turn it is to write, and the commits that neighbours share."""

from __future__ import annotations

import asyncio
import contextvars

from forum.database.faults import Unavailable, translated
from forum.database.sqlite_line import Line

TURN_SECONDS = 30.0
"""How long a verb queues for its turn before it is told to come back later."""


class Writer:
    """The one connection that writes. Turns are given in the order of arrival."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.turn = asyncio.Lock()
        self.batch: asyncio.Future[None] | None = None
        self.together = 0
        """How many verbs the common transaction holds."""

    async def take(self) -> None:
        """Wait for the turn. Whoever has it owns the line until `turn.release()`."""
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self.turn.acquire()
        except TimeoutError:
            raise Unavailable("too many are waiting to write") from None

    async def take_alone(self) -> None:
        """Wait for the turn, and end the neighbours' common transaction if one is open."""
        await self.take()
        if self.batch is not None:
            closing = asyncio.ensure_future(self.close_batch())
            try:
                await asyncio.shield(closing)
            except BaseException:
                closing.add_done_callback(lambda _: self.turn.release())
                raise

    async def begin(self) -> None:
        """BEGIN IMMEDIATE, in one's turn; gives the turn up when it fails or is cancelled."""
        try:
            with translated():
                await self.line.run("BEGIN IMMEDIATE")
        except BaseException:
            await asyncio.shield(asyncio.ensure_future(self.finish(commit=False)))
            raise

    async def finish(self, *, commit: bool) -> None:
        """End the transaction of the line, and give the turn up."""
        try:
            with translated():
                await self.line.end(commit=commit)
        finally:
            self.turn.release()

    def open_batch(self) -> None:
        """After BEGIN: a common transaction, closed by whoever queues behind those waiting now."""
        self.together = 0
        self.batch = asyncio.get_running_loop().create_future()
        self.batch.add_done_callback(lambda batch: batch.exception())  # it may have no one left to tell
        # A context of its own: the closing is nobody's transaction.
        self._closer = asyncio.create_task(self._close_in_turn(self.batch), context=contextvars.Context())

    async def close_batch(self) -> None:
        """Commit the common transaction, in one's turn, and tell everybody in it."""
        batch, self.batch = self.batch, None
        if batch is None:
            return
        try:
            with translated():
                await self.line.end(commit=True)
        except Exception as error:
            # Nobody can tell whose fault it was; alone, the verb hears the reason.
            batch.set_exception(error if self.together == 1 else Unavailable(f"the common commit failed: {error}"))
        else:
            batch.set_result(None)

    async def _close_in_turn(self, batch: asyncio.Future[None]) -> None:
        # The lock is first come, first served: all who queue at this moment join the batch, later ones the next.
        async with self.turn:
            if self.batch is batch:
                await self.close_batch()

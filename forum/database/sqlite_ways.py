"""The three ways to write: on a connection of one's own, in one's turn, or together with one's neighbours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

from forum.database.faults import Unavailable, translated
from forum.database.sqlite_line import Line, Rows
from forum.database.sqlite_writer import Writer

STATEMENTS_HERE = 8
"""Statements that a shared verb runs before it lets the event loop breathe."""


class Way(Protocol):
    """How a transaction begins, runs and ends."""

    async def begin(self) -> None: ...
    async def execute(self, sql: str, args: Sequence[Any]) -> Rows: ...
    async def end(self, commit: bool) -> None: ...


class Alone:
    """A connection for this transaction only: the command line, before `start()`, migrations."""

    def __init__(self, line: Line) -> None:
        self.line = line

    async def begin(self) -> None:
        await self.line.open()
        try:
            with translated():
                await self.line.run("BEGIN IMMEDIATE")
        except BaseException:
            await self.line.close()
            raise

    async def execute(self, sql: str, args: Sequence[Any]) -> Rows:
        return await self.line.run(sql, args=args)

    async def end(self, commit: bool) -> None:
        try:
            with translated():
                await self.line.end(commit=commit)
        finally:
            await self.line.close()


class InTurn:
    """The kept writer, for this transaction alone."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.line = writer.line

    async def begin(self) -> None:
        await self.writer.take_alone()
        await self.writer.begin()

    async def execute(self, sql: str, args: Sequence[Any]) -> Rows:
        return await self.line.run(sql, args=args)

    async def end(self, commit: bool) -> None:
        await self.writer.finish(commit=commit)


class Shared:
    """The kept writer, in a savepoint of a transaction that neighbours share; answered after its commit."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.line = writer.line
        self.done = 0

    async def begin(self) -> None:
        writer = self.writer
        await writer.take()
        if writer.batch is None:
            await writer.begin()
            writer.open_batch()
        assert writer.batch is not None
        self.batch = writer.batch
        try:
            self.line.here("SAVEPOINT neighbour")
        except BaseException:
            writer.turn.release()
            raise

    async def execute(self, sql: str, args: Sequence[Any]) -> Rows:
        self.done += 1
        if self.done % STATEMENTS_HERE == 0:
            await asyncio.sleep(0)
        return self.line.here(sql, args)

    async def end(self, commit: bool) -> None:
        try:
            if not commit:
                self.line.here("ROLLBACK TO neighbour")
            self.line.here("RELEASE neighbour")
            self.writer.together += commit
        except sqlite3.Error as error:
            # A full disk or the like has rolled the whole transaction back, the neighbours' part too.
            self._broken(error)
            raise
        finally:
            self.writer.turn.release()
        if commit:
            await asyncio.shield(self.batch)

    def _broken(self, error: sqlite3.Error) -> None:
        if self.line.connection.in_transaction:
            self.line.here("ROLLBACK")
        self.writer.batch = None
        if not self.batch.done():
            self.batch.set_exception(Unavailable(f"the common transaction was lost: {error}"))

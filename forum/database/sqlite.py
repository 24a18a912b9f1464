"""SQLite: one kept connection that writes, a few that read, a line for everything else.

Piccolo's own engine opens a connection and a thread for every query, and leaks them when the file is locked. The contract
of this one is in tests/database; it leans on four of Piccolo's methods, so Piccolo is pinned to one minor version.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType
from piccolo.querystring import QueryString

from forum.database.faults import translated
from forum.database.joining import Joining
from forum.database.sqlite_line import BUSY_SECONDS, STEPS_HERE, Line, Rows
from forum.database.sqlite_values import read_quickly
from forum.database.sqlite_ways import Alone, InTurn, Shared, Way
from forum.database.sqlite_writer import Writer

READERS = 2
READS_HERE = 16
"""Readings in a row on the event loop's thread before it is let breathe."""
_READS = re.compile(r"\s*(SELECT|WITH(?!.*\b(INSERT|UPDATE|DELETE|REPLACE)\b))\b", re.IGNORECASE | re.DOTALL)

read_quickly()


class WriterTransaction(Joining, SQLiteTransaction):
    """Piccolo's transaction over one of our ways to write."""

    def __init__(self, engine: ForumSQLiteEngine, way: Way, allow_nested: bool = True) -> None:
        super().__init__(engine, TransactionType.immediate, allow_nested)
        self.way = way

    async def open(self) -> None:
        await self.way.begin()

    async def execute(self, sql: str, args: Sequence[Any]) -> Rows:
        return await self.way.execute(sql, args)

    async def finish(self, *, commit: bool) -> None:
        await self.way.end(commit)


class ForumSQLiteEngine(SQLiteEngine):
    """Piccolo's engine over kept connections, once started; over a connection per question before."""

    def __init__(self, path: str) -> None:
        super().__init__(path=path, timeout=BUSY_SECONDS)
        self.started = False

    @property
    def url(self) -> str:
        """What to give another process that shall talk to the same database."""
        return f"sqlite:///{Path(self.path).absolute()}"

    async def check_version(self) -> None:
        """Nothing: Python ≥ 3.11 brings a SQLite that has all we use."""

    async def start(self) -> None:
        """Open the kept connections, in the running event loop."""
        if self.started:
            return
        self.writer = Writer(await self._line().open())
        self._here = await self._line(read_only=True).open()
        self._here.limit(STEPS_HERE)
        self._readers: asyncio.LifoQueue[Line] = asyncio.LifoQueue()
        for _ in range(READERS):
            self._readers.put_nowait(await self._line(read_only=True).open())
        self._long: set[str] = set()
        self._reads = 0
        self.started = True

    async def stop(self) -> None:
        """Finish what runs, then close."""
        if not self.started:
            return
        await self.writer.take_alone()
        self.started = False
        self.writer.turn.release()
        for _ in range(READERS):
            await (await self._readers.get()).close()
        await self._here.close()
        await self.writer.line.close()

    async def run(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        """Run one statement where it belongs: the current transaction, a reader, or the writer."""
        current: Any = self.current_transaction.get()
        if current is not None:
            rows: Rows = await current.run(sql, args)
            return rows
        with translated():
            if not self.started:
                return await self._run_alone(sql, args)
            if _READS.match(sql):
                return await self._read(sql, args)
            return await self._write(sql, args)

    async def _run_alone(self, sql: str, args: Sequence[Any]) -> Rows:
        line = await self._line().open()
        try:
            return await line.run(sql, args=args)
        finally:
            await line.close()

    async def _read(self, sql: str, args: Sequence[Any]) -> Rows:
        self._reads += 1
        if self._reads % READS_HERE == 0:
            await asyncio.sleep(0)
        if sql not in self._long:
            try:
                return self._here.here(sql, args)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT and len(self._long) < 1000:
                    self._long.add(sql)
                elif (error.sqlite_errorcode or 0) & 0xFF not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                    raise
        reader = await self._readers.get()
        job = asyncio.ensure_future(reader.run(sql, args=args))
        job.add_done_callback(lambda _: self._readers.put_nowait(reader))
        return await asyncio.shield(job)

    async def _write(self, sql: str, args: Sequence[Any]) -> Rows:
        await self.writer.take_alone()
        job = asyncio.ensure_future(self.writer.line.run(sql, args=args))
        job.add_done_callback(lambda _: self.writer.turn.release())
        return await asyncio.shield(job)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        return await self.run(*querystring.compile_string("sqlite"))

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self.run(ddl)

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,
        allow_nested: bool = True,
        shared: bool = False,
    ) -> WriterTransaction:
        way: Way
        if not self.started:
            way = Alone(self._line())
        elif shared:
            way = Shared(self.writer)
        else:
            way = InTurn(self.writer)
        return WriterTransaction(self, way, allow_nested)

    def transaction_without_foreign_keys(self) -> WriterTransaction:
        """For migrations: rebuilding a table with foreign keys on would empty its children by cascade."""
        patient = {**self.connection_kwargs, "timeout": 120}  # another starter may be at it
        return WriterTransaction(self, Alone(Line(patient, foreign_keys=False)))

    def _line(self, *, read_only: bool = False) -> Line:
        return Line(self.connection_kwargs, read_only=read_only)

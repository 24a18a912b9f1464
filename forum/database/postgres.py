"""PostgreSQL: a pool per process, and a transaction that gives its connection back whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

from forum.database.faults import translated
from forum.database.joining import Joining

POOL = 10
"""Connections per worker at most: workers × POOL must stay below the server's max_connections."""
COMMAND_SECONDS = 30
ACQUIRE_SECONDS = 30
"""How long a question queues for a connection: in a rush people rather wait than hear « come back later »."""
SERVER_SETTINGS = {
    "application_name": "forum",
    "timezone": "UTC",
    "lock_timeout": "10s",
    # A worker that freezes inside a transaction must not keep the others out for ever.
    "idle_in_transaction_session_timeout": "60s",
}


class PlainConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection of the pool that nothing is ever set on: giving it back needs no word to the server.

    Transactions always end before (`SafeTransaction`), locks are held inside them only, and nobody listens.
    """

    def get_reset_query(self) -> str:
        return ""


class SafeTransaction(Joining, PostgresTransaction):
    """Piccolo's transaction keeps its pool slot and its context when the server drops; this one does not."""

    def __init__(self, engine: ForumPostgresEngine, allow_nested: bool = True, patient: bool = False) -> None:
        super().__init__(engine, allow_nested)
        self._patient = patient
        self._pool: Any = None

    async def open(self) -> None:
        with translated():
            self.connection = await self.get_connection()
            try:
                self.transaction = self.connection.transaction()
                await self.begin()  # type: ignore[no-untyped-call]
            except BaseException:
                await self._give_back()
                raise

    async def get_connection(self) -> Any:
        if self._patient:
            return await asyncpg.connect(self.engine.config["dsn"], server_settings={"timezone": "UTC"})
        if self.engine.pool:
            self._pool = self.engine.pool
            return await self._pool.acquire(timeout=ACQUIRE_SECONDS)
        return await self.engine.get_new_connection()

    async def execute(self, sql: str, args: Sequence[Any]) -> Sequence[Any]:
        rows: Sequence[Any] = await self.connection.fetch(sql, *args)
        return rows

    async def finish(self, *, commit: bool) -> None:
        try:
            if commit:
                with translated():
                    await self.commit()  # type: ignore[no-untyped-call]
        finally:
            if not self._committed:
                with contextlib.suppress(Exception):  # the first error is the one to tell
                    await self.rollback()  # type: ignore[no-untyped-call]
            await self._give_back()

    async def _give_back(self) -> None:
        with contextlib.suppress(Exception):
            if self._pool is not None:
                await self._pool.release(self.connection)
            else:
                await self.connection.close(timeout=5)


class ForumPostgresEngine(PostgresEngine):
    """Piccolo's engine with our pool, our transaction and our words for failures."""

    def __init__(self, dsn: str) -> None:
        super().__init__(
            config={"dsn": dsn, "command_timeout": COMMAND_SECONDS, "server_settings": SERVER_SETTINGS, "timeout": 10}
        )

    @property
    def url(self) -> str:
        """What to give another process that shall talk to the same database."""
        return str(self.config["dsn"])

    @property
    def started(self) -> bool:
        """Whether the pool is open."""
        return self.pool is not None

    async def check_version(self) -> None:
        """Nothing: Piccolo connects at import to read the version; a server that is down would be met there."""

    async def start(self) -> None:
        """Open the pool, in the running event loop."""
        if self.pool is None:
            with translated():
                self.pool = await asyncpg.create_pool(
                    **self.config, min_size=1, max_size=POOL, connection_class=PlainConnection
                )

    async def stop(self) -> None:
        """Wait for the queries under way, then close the pool; after ten seconds, cut."""
        pool, self.pool = self.pool, None
        if pool is not None:
            try:
                await asyncio.wait_for(pool.close(), 10)
            except TimeoutError:
                pool.terminate()

    async def run(self, sql: str, args: Sequence[Any] = ()) -> Sequence[Any]:
        """Run one statement where it belongs: the current transaction, the pool, or a connection of its own."""
        current: Any = self.current_transaction.get()
        if current is not None:
            rows: Sequence[Any] = await current.run(sql, args)
            return rows
        with translated():
            if self.pool is None:
                alone: Sequence[Any] = await self._run_in_new_connection(sql, args)
                return alone
            async with self.pool.acquire(timeout=ACQUIRE_SECONDS) as connection:
                pooled: Sequence[Any] = await connection.fetch(sql, *args)
                return pooled

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Sequence[Any]:
        return await self.run(*querystring.compile_string("postgres"))

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Sequence[Any]:
        return await self.run(ddl)

    def transaction(self, allow_nested: bool = True, shared: bool = False) -> SafeTransaction:
        # PostgreSQL groups the commits of concurrent transactions by itself: `shared` asks nothing more of it.
        return SafeTransaction(self, allow_nested)

    def patient_transaction(self) -> SafeTransaction:
        """For migrations: a connection without our time limits, since waiting for another starter may take long."""
        return SafeTransaction(self, patient=True)

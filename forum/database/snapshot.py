"""One moment of the whole database, read row by row while others go on writing; for a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from forum.database import current
from forum.database.postgres import ForumPostgresEngine

AT_A_TIME = 1000
Reader = Callable[[str], Iterator[Sequence[Any]]]
"""A statement's rows, one after the other, all of the same moment."""


@contextmanager
def snapshot() -> Iterator[Reader]:
    """A reader of one moment. SQLite answers values as they are stored, PostgreSQL as Python's own."""
    engine = current.engine()
    with _postgres(engine.config["dsn"]) if isinstance(engine, ForumPostgresEngine) else _sqlite(engine.path) as reader:
        yield reader


@contextmanager
def _sqlite(path: str) -> Iterator[Reader]:
    connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
        yield lambda sql: iter(connection.execute(sql))
    finally:
        connection.close()


@contextmanager
def _postgres(dsn: str) -> Iterator[Reader]:
    loop = asyncio.new_event_loop()
    try:
        connection = loop.run_until_complete(asyncpg.connect(dsn, server_settings={"timezone": "UTC"}))
        try:
            loop.run_until_complete(connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield lambda sql: _cursor(loop, connection, sql)
        finally:
            loop.run_until_complete(connection.close())
    finally:
        loop.close()


def _cursor(loop: asyncio.AbstractEventLoop, connection: Any, sql: str) -> Iterator[Sequence[Any]]:
    cursor = loop.run_until_complete(_opened(connection, sql))
    while rows := loop.run_until_complete(cursor.fetch(AT_A_TIME)):
        yield from (tuple(row) for row in rows)


async def _opened(connection: Any, sql: str) -> Any:
    return await connection.cursor(sql)

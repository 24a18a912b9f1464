"""What the disk itself allows: the figure that `scripts/bench` puts beside the forum's own."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from pathlib import Path

from forum.database import current
from forum.database.postgres import ForumPostgresEngine


async def durable_commits(seconds: float = 1.0) -> float:
    """How many one-row transactions a second one caller makes durable, one after the other, with nothing around them.

    SQLite: in a scratch file beside the database, with the same settings. PostgreSQL: with a message in the journal, which
    writes and waits as a row would, and leaves nothing.
    """
    here = current.engine()
    if isinstance(here, ForumPostgresEngine):
        return await _on_postgres(seconds)
    return await asyncio.to_thread(_on_sqlite, Path(here.path), seconds)


async def _on_postgres(seconds: float) -> float:
    begun, made = time.perf_counter(), 0
    while (took := time.perf_counter() - begun) < seconds:
        await current.fetch("SELECT pg_logical_emit_message(true, 'forum', 'a row')")
        made += 1
    return made / took


def _on_sqlite(file: Path, seconds: float) -> float:
    with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".ceiling-") as scratch:
        connection = sqlite3.connect(Path(scratch) / "scratch.sqlite", isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")
            begun, made = time.perf_counter(), 0
            while (took := time.perf_counter() - begun) < seconds:
                connection.execute("INSERT INTO line (said) VALUES ('a row')")
                made += 1
            return made / took
        finally:
            connection.close()

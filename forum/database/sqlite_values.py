"""What SQLite keeps as text, read back: Piccolo's own readers take as long as the statements, so the common types have ours.

Ids come as asyncpg's UUID, as they do from PostgreSQL: a `uuid.UUID` made, hashed and compared in C.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from asyncpg.pgproto.pgproto import UUID


def read_quickly() -> None:
    """From now on, in every connection of this process; after Piccolo's engine was imported, which says otherwise."""
    sqlite3.register_converter("UUID", lambda text: UUID(text.decode()))
    sqlite3.register_converter("INTEGER", int)
    sqlite3.register_converter("BOOLEAN", b"1".__eq__)
    sqlite3.register_converter("TIMESTAMPTZ", _moment)
    sqlite3.register_adapter(UUID, str)


def _moment(text: bytes) -> datetime:
    at = datetime.fromisoformat(text.decode())
    return at if at.tzinfo is UTC else at.replace(tzinfo=UTC)

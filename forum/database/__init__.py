"""SQLite or PostgreSQL behind one address: engines, transactions, failures, migrations.

    async with transaction():            one verb, one transaction; nested blocks join
        await hold(Slot, slot.id)        what is counted now stays true until the end
    except AlreadyThere:                 a unique constraint said no, on either engine
    rows = await fetch("SELECT … {}", value)

`start()` and `stop()` belong to the app's lifespan; everything works before `start()` too, more slowly.
Backups are a command's business: `forum.database.backup`.
"""

from __future__ import annotations

from forum.database.current import engine, fetch, ping, start, stop, use
from forum.database.faults import (
    AlreadyThere,
    BackupRefused,
    ConstraintBroken,
    DiskFull,
    Ended,
    LinkBroken,
    NewerDatabase,
    RuleBroken,
    Spoilt,
    Unavailable,
)
from forum.database.migration import migrate
from forum.database.transactions import attempt, hold, hold_words, transaction

__all__ = [
    "AlreadyThere",
    "BackupRefused",
    "ConstraintBroken",
    "DiskFull",
    "Ended",
    "LinkBroken",
    "NewerDatabase",
    "RuleBroken",
    "Spoilt",
    "Unavailable",
    "attempt",
    "engine",
    "fetch",
    "hold",
    "hold_words",
    "migrate",
    "ping",
    "start",
    "stop",
    "transaction",
    "use",
]

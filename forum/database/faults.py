"""What a database can answer instead of a result, in the same words for both engines."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator

import asyncpg

from forum.errors import Refusal


class ConstraintBroken(Exception):
    """A constraint of the table said no. The message never quotes the values: they may be somebody's."""

    def __init__(self, table: str | None, columns: tuple[str, ...] = (), constraint: str | None = None) -> None:
        self.table = table
        self.columns = columns
        self.constraint = constraint
        super().__init__(f"{type(self).__name__}: {table or '?'}({', '.join(columns) or constraint or '?'})")

    def on(self, *columns: str) -> bool:
        """Whether exactly these columns are concerned: `if taken.on("edition", "number"): …`."""
        return set(columns) == set(self.columns)


class AlreadyThere(ConstraintBroken):
    """A row with this unique value exists already.

    `columns` is known on both engines, except for an index on an expression: there `constraint` carries the index's
    name on both. SQLite does not tell the name of a plain UNIQUE constraint, so decide by columns.
    """


class LinkBroken(ConstraintBroken):
    """A foreign key points to nothing, or something still points to the row. SQLite does not tell which."""


class RuleBroken(ConstraintBroken):
    """A CHECK or NOT NULL said no."""


class Unavailable(Exception):
    """The database did not answer in time: locked by somebody else, restarting, or out of connections. Worth a retry."""


class DiskFull(Unavailable):
    """There is no room left to write into: nothing of the transaction was kept, and reading goes on."""

    sentence = "Le disque du serveur est plein\u00a0: rien n’a été enregistré. Prévenez l’organisation du forum."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class BackupRefused(Refusal):
    """A backup or a restore that will not be done, with the reason."""


class NewerDatabase(Refusal):
    """A newer version of the program has worked on this database: an older one would lose what it does not know."""


class Spoilt(RuntimeError):
    """A programming fault: a statement or an inner verb failed in this transaction, the failure was caught, and the
    transaction was used further or committed. PostgreSQL would have rolled it back silently. See `attempt()`."""


class Ended(RuntimeError):
    """A programming fault: a query was sent to a transaction that is over, by a task started inside it."""


_UNAVAILABLE = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a connection says whose server's farewell is still on the way
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,  # serialisation failures and deadlocks
    asyncpg.LockNotAvailableError,
    OSError,  # and so TimeoutError
)
_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn the drivers' exceptions into the ones above; anything else (a fault in the SQL) passes as it is."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        # from None: the drivers' texts quote the values, which must not reach a log.
        raise _from_sqlite(error) from None
    except sqlite3.OperationalError as error:
        if (error.sqlite_errorcode or 0) & 0xFF in _SQLITE_BUSY:
            raise Unavailable("the SQLite file is locked by another process") from None
        if (error.sqlite_errorcode or 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise DiskFull from None
        raise
    except asyncpg.IntegrityConstraintViolationError as error:
        raise _from_postgres(error) from None
    except asyncpg.DiskFullError:
        raise DiskFull from None
    except _UNAVAILABLE as error:
        if "another operation is in progress" in str(error) and isinstance(error, asyncpg.InterfaceError):
            raise  # a programming fault: queries gathered inside a transaction
        raise Unavailable(f"PostgreSQL: {type(error).__name__}") from error


def _from_sqlite(error: sqlite3.IntegrityError) -> ConstraintBroken:
    text = str(error).partition("failed: ")[2]
    if error.sqlite_errorname in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
        if index := re.fullmatch(r"index '(.+)'", text):
            return AlreadyThere(None, (), index[1])
        places = [place.rpartition(".") for place in text.split(", ")]
        return AlreadyThere(places[0][0], tuple(column for _, _, column in places))
    if str(error) == "FOREIGN KEY constraint failed":  # two codes: ON DELETE RESTRICT comes as a trigger's
        return LinkBroken(None)
    if error.sqlite_errorname == "SQLITE_CONSTRAINT_NOTNULL":
        table, _, column = text.rpartition(".")
        return RuleBroken(table, (column,))
    return RuleBroken(None, (), text or None)


def _from_postgres(error: asyncpg.IntegrityConstraintViolationError) -> ConstraintBroken:
    kind: type[ConstraintBroken] = RuleBroken
    if isinstance(error, asyncpg.UniqueViolationError):
        kind = AlreadyThere
    elif isinstance(error, asyncpg.ForeignKeyViolationError):
        kind = LinkBroken
    columns: tuple[str, ...] = (error.column_name,) if error.column_name else ()
    # The detail reads « Key (edition, number)=(1, A12) already exists. »: only what is left of the equals sign is ours.
    if not columns and (key := re.match(r"Key \(([\w\", ]+)\)=", error.detail or "")):
        columns = tuple(name.strip('" ') for name in key[1].split(","))
    return kind(error.table_name, columns, error.constraint_name)

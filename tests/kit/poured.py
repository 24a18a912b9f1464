"""What a builder made through the verbs is kept row for row and poured into the databases of later tests.

The verbs ask a hundred questions for a small fair, and a thousand tests want the same one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from contextlib import closing
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ParamSpec, TypeVar

from forum import clock
from forum.database import engine, fetch
from forum.settings import settings
from tests.kit.memory import in_memory

P = ParamSpec("P")
T = TypeVar("T")

_kept: dict[Hashable, tuple[Any, Callable[[], Awaitable[None]]]] = {}
_shelf = TemporaryDirectory(prefix="forum-tests-", dir=in_memory())


def poured(make: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Wrap a builder that starts from an empty database and answers a value that never changes.

    The same builder with the same words at the same hour of a clock that stands still makes the same rows. On a database with
    something in it the builder works as it would without this.
    """

    @wraps(make)
    async def instead(*args: P.args, **kwargs: P.kwargs) -> T:
        on_sqlite = settings().database_url.startswith("sqlite")
        if await _tables(on_sqlite):
            return await make(*args, **kwargs)
        key = (on_sqlite, make, args, tuple(sorted(kwargs.items())), clock._within.get() or clock._frozen)
        if key in _kept:
            made, pour = _kept[key]
            await pour()
        else:
            made = await make(*args, **kwargs)
            _kept[key] = made, await (_file() if on_sqlite else _script())
        return made  # type: ignore[no-any-return]

    return instead


_FILLED = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
    False: "SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
    " AND c.relname <> 'migration' AND pg_relation_size(c.oid) > 0",
}


async def _tables(on_sqlite: bool) -> list[str]:
    """The tables with rows in them."""
    named = [row["name"] for row in await fetch(_FILLED[on_sqlite])]
    some = " UNION ALL ".join(f"SELECT '{name}' AS name WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in named)
    return [row["name"] for row in await fetch(some)] if some else []


async def _file() -> Callable[[], Awaitable[None]]:
    """The way to pour on SQLite: from a copy of the file."""
    filled = await _tables(True)
    made = Path(_shelf.name) / f"{len(_kept)}.sqlite"
    with closing(sqlite3.connect(_path())) as there:
        there.execute("VACUUM INTO ?", (str(made),))
    copies = "".join(f'INSERT INTO main."{name}" SELECT * FROM made."{name}";' for name in [*filled, "sqlite_sequence"])

    async def pour() -> None:
        with closing(sqlite3.connect(_path(), isolation_level=None)) as there:
            there.execute("ATTACH ? AS made", (str(made),))
            there.executescript(f"BEGIN IMMEDIATE; DELETE FROM sqlite_sequence; {copies} COMMIT")

    return pour


def _path() -> str:
    return settings().database_url.removeprefix("sqlite:///")


async def _script() -> Callable[[], Awaitable[None]]:
    """The way to pour on PostgreSQL: one script, sent at once."""
    said = ["PERFORM set_config('session_replication_role', 'replica', true)"]
    for name in await _tables(False):
        rows = (await fetch(f'SELECT json_agg(t)::text AS rows FROM "{name}" t'))[0]["rows"]
        said.append(f'INSERT INTO "{name}" SELECT * FROM json_populate_recordset(NULL::"{name}", $rows${rows}$rows$)')
    for row in await fetch("SELECT sequencename AS name, last_value FROM pg_sequences WHERE last_value IS NOT NULL"):
        said.append(f"PERFORM setval('{row['name']}', {row['last_value']})")
    script = f"DO $pour$ BEGIN {'; '.join(said)}; END $pour$"

    async def pour() -> None:
        await engine().run_ddl(script)

    return pour

"""Which database this process talks to: the one of the settings, until `use()` says otherwise."""

from __future__ import annotations

import os
from functools import lru_cache
from string import Formatter
from typing import Any, TypeAlias

from piccolo.table import TABLE_REGISTRY

from forum.database.postgres import ForumPostgresEngine
from forum.database.sqlite import ForumSQLiteEngine
from forum.settings import settings

ForumEngine: TypeAlias = ForumSQLiteEngine | ForumPostgresEngine

# Piccolo finds the engine and the app through this module, wherever the process was started from.
os.environ.setdefault("PICCOLO_CONF", "piccolo_conf")

_engine: ForumEngine | None = None


def engine() -> ForumEngine:
    """The engine of this process; made at the first call, and connected to nothing until it is asked something."""
    global _engine
    if _engine is None:
        _engine = _made(settings().database_url)
    return _engine


def use(url: str) -> ForumEngine:
    """Talk to another database from now on (tests, the command line). `stop()` the present one first."""
    global _engine
    if _engine is not None and _engine.started:
        raise RuntimeError("stop() the database before use() of another one")
    _engine = _made(url)
    for table in TABLE_REGISTRY:  # every table keeps the engine it first met
        table._meta.db = _engine
    return _engine


def _made(url: str) -> ForumEngine:
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "sqlite":
        path = rest.removeprefix("/")
        if not path or path == ":memory:":
            raise ValueError("FORUM_DATABASE_URL: SQLite needs a file, as in sqlite:////srv/forum/forum.sqlite")
        return ForumSQLiteEngine(path)
    if separator and scheme in ("postgresql", "postgres"):
        return ForumPostgresEngine(url)
    raise ValueError("FORUM_DATABASE_URL must begin with sqlite:/// or postgresql://")


async def start() -> None:
    """Open the kept connections, in the running event loop (the app's lifespan). Twice is once."""
    await engine().start()


async def stop() -> None:
    """Finish what runs, close every connection. Harmless when not started."""
    await engine().stop()


async def ping() -> None:
    """Return when the database answers; raise `Unavailable` when it does not."""
    await fetch("SELECT 1")


async def fetch(sql: str, *args: Any) -> list[dict[str, Any]]:
    """The rows that a raw statement answers, as dictionaries; `{}` stands for each value, on both engines.

        rows = await fetch("SELECT number, hall FROM stand WHERE edition = {} ORDER BY number", edition.id)

    Joins the current transaction; otherwise a SELECT runs on a reader and anything else as a transaction of its own.
    A literal brace is written twice. The cheapest way to ask: about a third of the cost of a query object.
    """
    with_marks = _marked(sql, len(args), engine().engine_type)
    rows = await engine().run(with_marks, args)
    return engine().transform_response_to_dicts(rows)


@lru_cache(maxsize=1024)
def _marked(sql: str, values: int, engine_type: str) -> str:
    """The statement with the engine's own marks: `?` or `$1`, `$2`…"""
    text, marks = "", 0
    for plain, name, _, _ in Formatter().parse(sql):
        text += plain
        if name is not None:
            marks += 1
            text += "?" if engine_type == "sqlite" else f"${marks}"
            if name:
                raise ValueError(f"{{{name}}}: a value's place is written {{}}")
    if marks != values:
        raise ValueError(f"{values} values for {marks} marks in: {sql}")
    return text

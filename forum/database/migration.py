"""The forum's history of tables: all files or none, one process at a time."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager
from piccolo.apps.migrations.tables import Migration
from piccolo.conf.apps import AppConfig

from forum.database import current
from forum.database.faults import LinkBroken, NewerDatabase
from forum.database.sqlite import ForumSQLiteEngine

FOLDER = Path(__file__).parent.parent / "migrations"
_LOCK = 7201  # any number, ours: pg_advisory_xact_lock makes starters queue

_WORDS = {
    "sqlite": {"{serial}": "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", "{bytes}": "BLOB"},
    "postgres": {"{serial}": "SERIAL PRIMARY KEY", "{bytes}": "BYTEA"},
}


async def migrate(folder: Path = FOLDER) -> list[str]:
    """Bring the database up to date; answer the names of the migrations that were applied, oldest first.

    All the files and their records commit together or not at all. Several processes may start at once: one applies, the
    others wait and find nothing to do. Run it before the workers start. Raises NewerDatabase, having changed nothing.
    """
    here = current.engine()
    if isinstance(here, ForumSQLiteEngine):
        async with here.transaction_without_foreign_keys():
            applied = await _run(folder)
            if await current.fetch("PRAGMA foreign_key_check"):
                raise LinkBroken(None)
    else:
        async with here.patient_transaction():
            await here.run("SELECT pg_advisory_xact_lock($1)", [_LOCK])
            applied = await _run(folder)
    return applied


async def applied() -> list[str]:
    """The names of the migrations that this database has had; none when it is empty."""
    if not await Migration.table_exists().run():
        return []
    return sorted(await Migration.get_migrations_which_ran(app_name="forum"))


def known(folder: Path = FOLDER) -> list[str]:
    """The names of the migrations that this version of the forum has."""
    return sorted(file.stem for file in folder.glob("m[0-9]*.py"))


def from_sql(name: str, description: str, both: str = "", *, sqlite: str = "", postgres: str = "") -> MigrationManager:
    """What a migration file answers: its statements, in order; see `forum/migrations/__init__.py` for an example.

    `both` runs on either engine, then `sqlite` or `postgres` on that one only. `{serial}` stands for a whole
    auto-incrementing primary key, `{bytes}` for a column of bytes.
    """
    manager = MigrationManager(migration_id=name, app_name="forum", description=description)
    kind = current.engine().engine_type

    async def forwards() -> None:
        for statement in statements(both) + statements({"sqlite": sqlite, "postgres": postgres}[kind]):
            for word, meaning in _WORDS[kind].items():
                statement = statement.replace(word, meaning)
            await current.engine().run(statement)

    manager.add_raw(forwards)
    return manager


def statements(text: str) -> list[str]:
    """The statements of an SQL text, split where SQLite itself sees their ends (quotes, comments and triggers heeded)."""
    found: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if any(line.strip() and not line.strip().startswith("--") for line in pending.splitlines()):
        raise ValueError(f"a statement without its semicolon: {pending.strip()}")
    return found


async def _run(folder: Path) -> list[str]:
    before = set(await applied())
    if unknown := sorted(before - set(known(folder))):
        raise NewerDatabase(
            f"Cette base vient d’une version plus récente du logiciel ({unknown[0]})\u00a0: mettez-le d’abord à jour,"
            " ou remettez une sauvegarde d’avant dans une base vide."
        )
    runner = ForwardsMigrationManager(app_name="forum")
    config = AppConfig(app_name="forum", migrations_folder_path=str(folder))
    with contextlib.redirect_stdout(io.StringIO()) as said:
        await runner.create_migration_table()
        result = await runner.run_migrations(config)
    if not result.success:
        raise RuntimeError(said.getvalue())
    return [name for name in await applied() if name not in before]

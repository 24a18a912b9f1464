"""A SQLite database in a file, and back."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum.database.faults import BackupRefused, Unavailable
from forum.database.sqlite import ForumSQLiteEngine

_HEAD = b"SQLite format 3\x00"
_STILL = "ro&immutable=1"
"""A file that nobody writes: readable even where no lock or journal can be made beside it."""


_ROOMY = ("cache_size=-65536", "mmap_size=1073741824", "synchronous=OFF")
"""A backup reads every page, and its indexes at random: the default of two megabytes read most of them again and again.
What it writes is put onto the disk once, when it is whole."""


class SQLiteBackup:
    """VACUUM INTO takes one consistent moment of the database while others write."""

    def __init__(self, engine: ForumSQLiteEngine) -> None:
        self.file = Path(engine.path).absolute()

    async def size(self) -> int | None:
        return self.file.stat().st_size if self.file.exists() else None

    async def write(self, to: Path) -> None:
        if not self.file.exists():
            raise BackupRefused(f"Il n’y a pas de base de données en {self.file}.")

        def vacuum() -> None:
            with _open(self.file, "ro") as there:
                there.execute("VACUUM INTO ?", (str(to),))

        try:
            await asyncio.to_thread(vacuum)
        except sqlite3.OperationalError as error:
            raise BackupRefused(f"La sauvegarde a échoué\u00a0: {error}.") from error

    async def migrations(self, source: Path) -> list[str]:
        def read() -> list[str]:
            if not source.open("rb").read(16) == _HEAD:
                raise BackupRefused("Ce fichier n’est pas une sauvegarde SQLite, ou il est abîmé.")
            journal = Path(f"{source}-wal")
            if journal.exists() and journal.stat().st_size:
                raise BackupRefused(
                    "Ce fichier est une base en service (son journal -wal est à côté), pas une sauvegarde."
                )
            _check(source)
            with _open(source, _STILL) as there:
                if not there.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
                    return []
                rows = there.execute("SELECT name FROM migration WHERE app_name = 'forum' ORDER BY name")
                return [str(name) for (name,) in rows]

        return await asyncio.to_thread(read)

    async def occupied(self) -> bool:
        if not self.file.exists() or not self.file.stat().st_size:
            return False
        with _open(self.file, "ro") as there:
            return there.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None

    async def read(self, source: Path) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_name(f".{self.file.name}.{os.getpid()}.partial")

        def copy() -> None:
            partial.touch(mode=0o600)
            shutil.copyfile(source, partial)
            _check(partial)
            with partial.open("rb") as copied:
                os.fsync(copied.fileno())
            self._make_way()
            try:
                os.link(partial, self.file)
            except FileExistsError:
                raise BackupRefused("Une base de données vient d’apparaître à cet endroit.") from None

        try:
            await asyncio.to_thread(copy)
        finally:
            partial.unlink(missing_ok=True)

    def _make_way(self) -> None:
        """Take an empty database out of the way, unless somebody holds it."""
        if not self.file.exists():
            return
        try:
            with _open(self.file, "rw") as there:
                there.execute("PRAGMA locking_mode=EXCLUSIVE")
                there.execute("BEGIN EXCLUSIVE")
                if there.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    raise BackupRefused("La base de données n’est plus vide.")
                self.file.unlink()
                there.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise Unavailable(f"the empty database is in use: {error}") from error
        for left in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                Path(f"{self.file}{left}").unlink()


@contextmanager
def _open(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5)
    try:
        for pragma in _ROOMY:
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        connection.close()


def _check(file: Path) -> None:
    """Raise BackupRefused unless the whole file is sound."""
    try:
        with _open(file, _STILL) as there:
            if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupRefused("Ce fichier est abîmé\u00a0: la vérification de SQLite échoue.")
            if there.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupRefused("Ce fichier est abîmé\u00a0: des fiches renvoient à d’autres qui n’existent pas.")
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"Ce fichier est abîmé\u00a0: {error}.") from error

"""A backup while the forum runs, and its return into an empty place.

A backup is one file that holds everything of one database, people's data included: it is written readable by its owner
only. SQLite: a compact copy of the file. PostgreSQL: pg_dump's custom format. One engine's backup is not the other's.
The secret of the settings (FORUM_SECRET or <data>/secret) is not in it: keep it beside, in another place.
"""

# ruff: noqa: ASYNC240 - a stat() takes microseconds, and this runs in a command of its own
from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from forum.database import current, disk
from forum.database.backup_postgres import PostgresBackup
from forum.database.backup_sqlite import SQLiteBackup
from forum.database.faults import BackupRefused
from forum.database.migration import known
from forum.database.postgres import ForumPostgresEngine
from forum.settings import settings

Progress = Callable[[int, int | None], None]
"""Told how many bytes are written, and of how many about (None: nobody knows)."""


@dataclass(frozen=True)
class Restored:
    """What came back: how many migrations the backup had, and those that `migrate()` has still to apply."""

    migrations: list[str]
    missing: list[str]


class Kind(Protocol):
    """What each engine knows how to do."""

    async def size(self) -> int | None: ...
    async def write(self, to: Path) -> None: ...
    async def migrations(self, source: Path) -> list[str]: ...
    async def occupied(self) -> bool: ...
    async def read(self, source: Path) -> None: ...


async def backup(path: Path, progress: Progress | None = None) -> Path:
    """Write the whole database to a new file, while others read and write, and read it through; answer the file.

    Raises BackupRefused when the file exists, the folder does not, or the tool is missing. A backup that fails half-way
    leaves nothing under this name.
    """
    kind = _kind()
    if path.exists():
        raise BackupRefused(
            f"Le fichier {path} existe déjà\u00a0: une sauvegarde ne s’écrit jamais par-dessus une autre."
        )
    if not path.absolute().parent.is_dir():
        raise BackupRefused(f"Le dossier {path.absolute().parent} n’existe pas.")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with _room_on_disk(path.absolute().parent):
            partial.touch(mode=0o600)
            await _watched(kind.write(partial), partial, await kind.size(), progress)
            await kind.migrations(partial)  # reads it through: what is not sound never has this name
            await asyncio.to_thread(_settle, partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return path


async def restore(path: Path, progress: Progress | None = None) -> Restored:
    """Bring a backup back into the database of the settings, which must be empty.

    Everything is checked before anything is written, and it all appears at once or not at all. Raises BackupRefused for a
    file that is damaged, of the other engine, not a forum's, or of a newer version; and when something lives already in
    the place. Run `migrate()` afterwards if `missing` says so.
    """
    kind = _kind()
    if not path.is_file():
        raise BackupRefused(f"Le fichier {path} n’existe pas.")
    migrations = await inspect(path)
    if unknown := sorted(set(migrations) - set(known())):
        raise BackupRefused(
            f"Cette sauvegarde vient d’une version plus récente du logiciel ({unknown[0]})\u00a0: mettez-le d’abord à jour."
        )
    if await kind.occupied():
        raise BackupRefused(
            "La base de données n’est pas vide\u00a0: une sauvegarde ne remplace jamais une base vivante."
        )
    with _room_on_disk(settings().data_dir):
        await _watched(kind.read(path), None, None, progress)
    return Restored(migrations, [name for name in known() if name not in migrations])


async def occupied() -> bool:
    """Whether something lives in the database of the settings."""
    return await _kind().occupied()


async def inspect(path: Path) -> list[str]:
    """Read a backup through; answers the migrations in it. Raises BackupRefused when it is damaged or not a forum's."""
    migrations = await _kind().migrations(path)
    if not migrations:
        raise BackupRefused("Ce fichier n’est pas une sauvegarde du forum.")
    return migrations


@contextmanager
def _room_on_disk(where: Path) -> Iterator[None]:
    """A full disk in words that help."""
    try:
        yield
    except OSError as error:
        if not disk.is_full(error):
            raise
        raise BackupRefused(f"{disk.full(where)} Rien n’a été écrit.") from error
    except BackupRefused as refused:
        if "full" in refused.sentence or "No space left" in refused.sentence:
            raise BackupRefused(f"{disk.full(where)} Rien n’a été écrit.") from refused
        raise


def _kind() -> Kind:
    here = current.engine()
    return PostgresBackup(here) if isinstance(here, ForumPostgresEngine) else SQLiteBackup(here)


async def _watched(work: object, growing: Path | None, total: int | None, progress: Progress | None) -> None:
    """Do the work, telling how the file grows meanwhile."""
    job = asyncio.ensure_future(work)  # type: ignore[call-overload]
    while True:
        done, _ = await asyncio.wait([job], timeout=0.1)
        written = growing.stat().st_size if growing and growing.exists() else 0
        if done:
            job.result()
            if progress:
                progress(written, written)
            return
        if progress:
            progress(written, total)


def _settle(partial: Path, path: Path) -> None:
    """Onto the disk first, then under its name, never over another file."""
    for place in (partial, partial.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    try:
        os.link(partial, path)
    except FileExistsError:
        raise BackupRefused(f"Le fichier {path} existe déjà.") from None

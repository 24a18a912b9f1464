"""What organisers see of the backups: those that are there, the next, and what went wrong."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anyio import to_thread

from forum import clock
from forum.backups import rules
from forum.errors import NotFound
from forum.settings import settings

NOTES = ".json"
FAILURE = "dernier-echec.json"


@dataclass(frozen=True, slots=True)
class BackupValue:
    """One backup: its file's name, when it was made, its bytes, and when it was read through and found sound."""

    name: str
    at: datetime
    bytes: int
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class BackupsTold:
    """All of them, newest first; when the next is due (None: the forum makes none by itself); the failure that came after them."""

    backups: list[BackupValue]
    next_at: datetime | None
    failed_at: datetime | None
    failure: str
    folder: Path
    free_bytes: int

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.backups)


class NoSuchBackup(NotFound):
    """It was there when the page was drawn."""

    sentence = "Cette sauvegarde n’existe plus. Rechargez la liste."


def folder() -> Path:
    """Where backups are kept."""
    return settings().backup_dir


async def told(openings: Sequence[rules.Opening]) -> BackupsTold:
    """What there is to say of the backups; `openings` are the hours of the forum's days."""
    return await to_thread.run_sync(_told, tuple(openings))


def _told(openings: tuple[rules.Opening, ...]) -> BackupsTold:
    found = saved()
    failed_at, failure = _failure()
    newest = found[0].at if found else None
    if failed_at and newest and newest > failed_at:
        failed_at, failure = None, ""
    due = None
    if settings().backups:
        due = rules.to_try_at(rules.next_at(newest, clock.now(), openings, clock.PARIS), failed_at)
    there = folder() if folder().is_dir() else settings().data_dir
    return BackupsTold(found, due, failed_at, failure, folder(), shutil.disk_usage(there).free if there.is_dir() else 0)


def saved() -> list[BackupValue]:
    """The backups in the folder, newest first."""
    found = []
    for file in folder().glob(f"*{rules.SUFFIX}"):
        notes = _read(file.with_name(file.name + NOTES))
        size = file.stat()
        at = _moment(notes.get("at")) or datetime.fromtimestamp(size.st_mtime, UTC)
        checked = _moment(notes.get("checked_at")) if notes.get("bytes") == size.st_size else None
        found.append(BackupValue(file.name, at, size.st_size, checked))
    return sorted(found, key=lambda one: one.at, reverse=True)


async def backup_named(name: str) -> BackupValue:
    """Raises NoSuchBackup."""
    for one in await to_thread.run_sync(saved):
        if one.name == name:
            return one
    raise NoSuchBackup


def file_of(name: str) -> Path:
    """The file of a backup that is listed. Raises NoSuchBackup: a name is looked up, never trusted as a path."""
    for one in saved():
        if one.name == name:
            return folder() / one.name
    raise NoSuchBackup


def _failure() -> tuple[datetime | None, str]:
    notes = _read(folder() / FAILURE)
    return _moment(notes.get("at")), str(notes.get("sentence", ""))


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None

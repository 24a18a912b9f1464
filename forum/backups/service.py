"""Verbs of the backups. Their rows are files: one each, with a note beside that says when it was checked."""

from __future__ import annotations

import fcntl
import hashlib
import itertools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from anyio import to_thread

from forum import clock
from forum.audit import service as audit
from forum.backups import queries, rules
from forum.backups.queries import FAILURE, NOTES, BackupValue
from forum.database import BackupRefused, backup
from forum.database.backup import Progress
from forum.errors import Refusal
from forum.people.who import Who


class AnotherAtWork(Refusal):
    """Another process of the forum is making a backup at this moment."""

    sentence = "Une sauvegarde est déjà en cours. Rechargez la page dans un instant."


async def save(progress: Progress | None = None) -> BackupValue:
    """Make a backup, read it through, note that it is sound, and let the ones go that have had their time.

    Raises AnotherAtWork, BackupRefused (the disk is full, a tool is missing). A failure is kept for the organisers' page.
    """
    place = queries.folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(place):
        at = clock.now()
        file = _free_name(place, f"forum-{clock.local(at):%Y%m%d-%H%M%S}")
        try:
            await backup.backup(file, progress)
        except BackupRefused as refused:
            await to_thread.run_sync(_note_failure, place, at, refused.sentence)
            raise
        await to_thread.run_sync(_note, file, at)
        await to_thread.run_sync(rotate)
    return next(one for one in queries.saved() if one.name == file.name)


async def save_now(edition: int | None, by: Who) -> BackupValue:
    """An organiser wants one at once. Raises like `save`."""
    made = await save()
    await audit.note(edition, by, "back-up", "backup", made.name, f"Sauvegarde faite\u00a0: {made.name}")
    return made


async def hand_over(name: str, edition: int | None, by: Who) -> Path:
    """The file that an organiser takes away; it is written in the journal, because everybody's data is in it.

    Raises NoSuchBackup.
    """
    file = await to_thread.run_sync(queries.file_of, name)
    await audit.note(edition, by, "take-backup", "backup", name, f"Sauvegarde téléchargée\u00a0: {name}")
    return file


def rotate() -> list[str]:
    """Delete the backups that have had their time; answers their names."""
    found = queries.saved()
    stay = rules.kept([one.at for one in found], clock.PARIS)
    gone = [one.name for one in found if one.at not in stay]
    for name in gone:
        for file in (queries.folder() / name, queries.folder() / (name + NOTES)):
            file.unlink(missing_ok=True)
    return gone


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One backup at a time on a machine, whatever dies meanwhile. Raises AnotherAtWork."""
    with (place / ".verrou").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherAtWork from None
        yield


def _free_name(place: Path, wanted: str) -> Path:
    """Two in one second have names of their own."""
    names = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    return next(file for name in names if not (file := place / f"{name}{rules.SUFFIX}").exists())


def _note(file: Path, at: datetime) -> None:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    said = {
        "at": at.isoformat(),
        "bytes": file.stat().st_size,
        "sha256": digest,
        "checked_at": clock.now().isoformat(),
    }
    _write(file.with_name(file.name + NOTES), said)
    (file.parent / FAILURE).unlink(missing_ok=True)


def _note_failure(place: Path, at: datetime, sentence: str) -> None:
    try:
        _write(place / FAILURE, {"at": at.isoformat(), "sentence": sentence})
    except OSError:  # the disk that is full for the backup is full for the note, too; the log says it
        return


def _write(file: Path, said: dict[str, object]) -> None:
    partial = file.with_name(f".{file.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(said, out, ensure_ascii=False, indent=1)
    partial.replace(file)

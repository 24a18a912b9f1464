"""The export that organisers make from the back office: one at a time, beside the answers, kept for a day on this machine."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from anyio import to_thread

from forum import clock
from forum.audit import service as audit
from forum.errors import NotFound, Refusal
from forum.exchange import writing
from forum.people.who import Who
from forum.settings import settings

log = logging.getLogger("forum.exchange")

KEPT = timedelta(days=1)
"""Everybody's data is in it: whoever wanted it has taken it away by then."""
_PROGRESS, _LOCK, _FAILURE = ".avancement.json", ".verrou", ".echec.json"
_at_work: set[asyncio.Task[None]] = set()


class AnotherExport(Refusal):
    """One at a time."""

    sentence = "Un export est déjà en cours. Rechargez la page dans un instant."


class NoSuchExport(NotFound):
    """It was there when the page was drawn."""

    sentence = "Cet export n’existe plus. Faites-en un autre."


@dataclass(frozen=True, slots=True)
class Exported:
    """One export: its file's name, when it was made, its bytes, and when it goes."""

    name: str
    at: datetime
    bytes: int
    goes_at: datetime


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is there, newest first; how far the one underway is, in rows; why the last failed."""

    exports: list[Exported]
    underway: bool
    done: int
    of: int
    failure: str


def folder() -> Path:
    """Where exports wait to be taken away."""
    return settings().data_dir / "exports"


async def shelf() -> Shelf:
    """What there is to say."""
    return await to_thread.run_sync(_shelf)


async def begin(edition: int, by: Who) -> None:
    """Make one, beside the answers. Raises AnotherExport."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _taken(place):
        raise AnotherExport
    _write(place / _PROGRESS, {"done": 0, "of": 0})
    await audit.note(edition, by, "export-all", "export", "-", "Export ouvert de tout le forum demandé")
    task = asyncio.create_task(_make(place))
    _at_work.add(task)
    task.add_done_callback(_at_work.discard)


async def settled() -> None:
    """Return when nothing is being made by this process."""
    await asyncio.gather(*_at_work)


async def hand_over(name: str, edition: int, by: Who) -> Path:
    """The file, written in the journal because everybody's data is in it. Raises NoSuchExport: a name is looked up, never a path."""
    if name not in {one.name for one in (await shelf()).exports}:
        raise NoSuchExport
    await audit.note(edition, by, "take-export", "export", name[:40], f"Export ouvert téléchargé\u00a0: {name}")
    return folder() / name


async def discard(name: str, edition: int, by: Who) -> None:
    """Throw one away before its time. Raises NoSuchExport."""
    if name not in {one.name for one in (await shelf()).exports}:
        raise NoSuchExport
    await audit.note(edition, by, "discard-export", "export", name[:40], f"Export ouvert supprimé\u00a0: {name}")
    (folder() / name).unlink(missing_ok=True)


def sweep() -> int:
    """Exports that had their day go; answers how many."""
    gone = [one for one in _exports(folder()) if one.goes_at <= clock.now()]
    for one in gone:
        (folder() / one.name).unlink(missing_ok=True)
    return len(gone)


async def _make(place: Path) -> None:
    at = clock.now()
    try:
        with _alone(place):
            (place / _FAILURE).unlink(missing_ok=True)
            file = _free_name(place, f"forum-{clock.local(at):%Y%m%d-%H%M%S}")
            told = _teller(place / _PROGRESS)
            await to_thread.run_sync(writing.export, file, at, told)
    except Refusal as refused:
        _write(place / _FAILURE, {"sentence": refused.sentence})
    except Exception:
        log.exception("the export failed")
        _write(place / _FAILURE, {"sentence": "L’export a échoué. La cause est dans le journal du programme."})


def _teller(file: Path) -> writing.Progress:
    """Writes down how far it is, a hundred times at most."""
    last = 0

    def told(done: int, of: int) -> None:
        nonlocal last
        if (done - last) * 100 >= of or done == of:
            last = done
            _write(file, {"done": done, "of": of})

    return told


def _shelf() -> Shelf:
    place = folder()
    if not place.is_dir():
        return Shelf([], False, 0, 0, "")
    sweep()
    progress, failure = _read(place / _PROGRESS), _read(place / _FAILURE)
    underway = _taken(place)
    return Shelf(
        _exports(place),
        underway,
        int(str(progress.get("done", 0))),
        int(str(progress.get("of", 0))),
        "" if underway else str(failure.get("sentence", "")),
    )


def _exports(place: Path) -> list[Exported]:
    found = []
    for file in place.glob("forum-*.zip"):
        state = file.stat()
        at = datetime.fromtimestamp(state.st_mtime, UTC)
        found.append(Exported(file.name, at, state.st_size, at + KEPT))
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


def _taken(place: Path) -> bool:
    try:
        with _alone(place):
            return False
    except AnotherExport:
        return True


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One at a time on a machine, whatever dies meanwhile. Raises AnotherExport."""
    with (place / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherExport from None
        yield


def _free_name(place: Path, wanted: str) -> Path:
    names = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    return next(file for name in names if not (file := place / f"{name}.zip").exists())


def _write(file: Path, said: dict[str, object]) -> None:
    partial = file.with_name(f"{file.name}.partial")
    try:
        partial.write_text(json.dumps(said, ensure_ascii=False))
        partial.replace(file)
    except OSError:  # the disk that is full for the export is full for this, too
        return


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

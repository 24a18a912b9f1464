"""Print runs as everybody else sees them, and the questions about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from forum.badges.layouts import Layout
from forum.database import fetch
from forum.errors import NotFound

WAITING, DRAWING, READY, CANCELLED, FAILED, UNDONE = "waiting", "drawing", "ready", "cancelled", "failed", "undone"


class NoSuchRun(NotFound):
    """Unknown, of another edition, or its file is not there (any more)."""

    sentence = "Ce tirage n’existe pas, ou son fichier n’est plus gardé. Imprimez de nouveau."


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn: these badges in this order, on these sheets."""

    badges: list[UUID]
    layout: Layout
    start: int = 1
    backs: bool = False


@dataclass(frozen=True, slots=True)
class RunLine:
    """A print run and how far it is."""

    id: UUID
    told: str
    """What was chosen, in French: « Visiteurs, jamais imprimés »."""
    file_name: str
    total: int
    done: int
    by_name: str
    ordered_at: datetime
    state: str
    """waiting, drawing, ready, cancelled, failed or undone."""
    kept: bool
    """Whether its file can still be fetched."""


_COLUMNS = (
    "SELECT id, told, file_name, total, done, by_name, ordered_at, leased_until, finished_at, cancelled_at, failed_at,"
    " undone_at, file IS NOT NULL AS kept FROM print_run "
)


async def run(edition: int, run_id: UUID) -> RunLine:
    """One run. Raises `NoSuchRun`."""
    rows = await fetch(_COLUMNS + "WHERE id = {} AND edition = {}", run_id, edition)
    if not rows:
        raise NoSuchRun
    return _line(rows[0])


async def latest(edition: int, most: int = 6) -> list[RunLine]:
    """The last runs, newest first."""
    rows = await fetch(_COLUMNS + "WHERE edition = {} ORDER BY ordered_at DESC, id LIMIT {}", edition, most)
    return [_line(row) for row in rows]


async def file_of(edition: int, run_id: UUID) -> tuple[str, bytes]:
    """Name and content of a run's PDF. Raises `NoSuchRun`."""
    rows = await fetch(
        "SELECT file_name, file FROM print_run WHERE id = {} AND edition = {} AND file IS NOT NULL", run_id, edition
    )
    if not rows:
        raise NoSuchRun
    return rows[0]["file_name"], bytes(rows[0]["file"])


def _line(row: dict[str, object]) -> RunLine:
    states = (("cancelled_at", CANCELLED), ("failed_at", FAILED), ("undone_at", UNDONE), ("finished_at", READY))
    going = DRAWING if row.pop("leased_until") else WAITING
    told = [state for column, state in states if row.pop(column) is not None]
    return RunLine(**{**row, "kept": bool(row["kept"]), "state": told[0] if told else going})  # type: ignore[arg-type]

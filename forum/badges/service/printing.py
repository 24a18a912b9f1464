"""Print runs: small ones are drawn at once, large ones ordered here and drawn by a worker. Printing is not entering."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from forum import clock
from forum.audit import service as audit
from forum.badges.runs import Order
from forum.badges.tables import BadgePrint, PrintRun
from forum.database import fetch, hold, transaction
from forum.errors import Refusal
from forum.people.who import Who

LEASE = timedelta(seconds=30)
KEPT = timedelta(hours=24)
MOST_TRIES = 3
"""A run that brought its worker down so often is given up."""
_WAITS = (
    "finished_at IS NULL AND cancelled_at IS NULL AND failed_at IS NULL AND (leased_until IS NULL OR leased_until < {})"
)
_FREE = f"SELECT id FROM print_run WHERE {_WAITS} ORDER BY ordered_at, id LIMIT 1"  # noqa: S608 - our words
_TAKE = (
    "UPDATE print_run SET leased_until = {}, leased_by = {}, tries = tries + 1, done = 0 WHERE id = {}"  # noqa: S608
    f" AND {_WAITS} RETURNING id, edition, asked, tries"
)


class RunOver(Refusal):
    """It was finished, cancelled or undone by somebody else meanwhile."""

    sentence = "Ce tirage a changé entre-temps. Rechargez la page."


@dataclass(frozen=True, slots=True)
class TakenRun:
    """A run in a worker's hands."""

    id: UUID
    edition: int
    order: Order


async def mark_printed(
    badge_ids: Iterable[UUID],
    *,
    edition: int | None = None,
    by: Who | None = None,
    told: str = "",
    file_name: str = "",
    read_at: datetime | None = None,
) -> int:
    """Remember that these badges went to paper, and who sent them there. Printing is not entering.

    `read_at` is when their words were read: what changes while the sheets are drawn counts as changed since.
    """
    run, ids = uuid.uuid4(), list(badge_ids)
    async with transaction():
        await _mark(run, ids, read_at or clock.now())
        if by is not None and edition is not None and ids:
            await _row(run, edition, "", len(ids), by, told, file_name, drawn=True)
            await audit.note(edition, by, "print badges", "print run", run, f"Impression de {len(ids)} badges")
    return len(ids)


async def order_run(edition: int, order: Order, by: Who, told: str, file_name: str) -> UUID:
    """Have these badges drawn in the background; they count as printed once the file is there. Answers the run's id."""
    run = uuid.uuid4()
    async with transaction():
        asked = msgspec.json.encode(order).decode()
        await _row(run, edition, asked, len(order.badges), by, told, file_name, drawn=False)
        await audit.note(edition, by, "print badges", "print run", run, f"Impression de {len(order.badges)} badges")
    return run


async def cancel_run(edition: int, run: UUID, by: Who) -> None:
    """Stop drawing; nothing counts as printed. Raises `RunOver`."""
    async with transaction():
        ended = await fetch(
            "UPDATE print_run SET cancelled_at = {}, asked = '' WHERE id = {} AND edition = {} AND finished_at IS NULL"
            " AND cancelled_at IS NULL AND failed_at IS NULL RETURNING total",
            *(clock.now(), run, edition),
        )
        if not ended:
            raise RunOver
        await audit.note(
            edition, by, "cancel print", "print run", run, f"Impression de {ended[0]['total']} badges arrêtée"
        )


async def undo_run(edition: int, run: UUID, by: Who) -> None:
    """The printer jammed: these badges count as not printed by this run, and its file is thrown away. Raises `RunOver`."""
    async with transaction():
        ended = await fetch(
            "UPDATE print_run SET undone_at = {}, file = NULL WHERE id = {} AND edition = {} AND finished_at IS NOT NULL"
            " AND undone_at IS NULL RETURNING total",
            *(clock.now(), run, edition),
        )
        if not ended:
            raise RunOver
        await fetch("DELETE FROM badge_print WHERE run = {}", run)
        told = f"{ended[0]['total']} badges ne comptent plus comme imprimés"
        await audit.note(edition, by, "undo print", "print run", run, told)


async def take_run(worker: UUID) -> TakenRun | None:
    """The oldest run that nobody draws, leased to this worker; nothing when there is none."""
    now = clock.now()
    waiting = await fetch(_FREE, now)
    if not waiting:
        return None
    async with transaction():
        taken = await fetch(_TAKE, now + LEASE, worker, waiting[0]["id"], now)
        if taken and taken[0]["tries"] > MOST_TRIES:
            await _give_up(taken[0]["id"])
            return None
    if not taken:
        return None
    return TakenRun(taken[0]["id"], taken[0]["edition"], msgspec.json.decode(taken[0]["asked"], type=Order))


async def note_progress(run: UUID, worker: UUID, done: int) -> bool:
    """So many are drawn, and the lease begins again; False when the run was cancelled or is another worker's by now."""
    async with transaction():
        kept = await fetch(
            "UPDATE print_run SET done = {}, leased_until = {} WHERE id = {} AND leased_by = {} AND finished_at IS NULL"
            " AND cancelled_at IS NULL RETURNING id",
            *(done, clock.now() + LEASE, run, worker),
        )
    return bool(kept)


async def finish_run(taken: TakenRun, worker: UUID, file: bytes, drawn: list[UUID], read_at: datetime) -> bool:
    """The file is there and its badges count as printed as they were at `read_at`; False when it was cancelled meanwhile."""
    async with transaction():
        await hold(PrintRun, taken.id)
        kept = await fetch(
            "UPDATE print_run SET finished_at = {}, file = {}, done = total, asked = '', leased_until = NULL, leased_by = NULL"
            " WHERE id = {} AND leased_by = {} AND finished_at IS NULL AND cancelled_at IS NULL RETURNING id",
            *(clock.now(), file, taken.id, worker),
        )
        if kept:
            await _mark(taken.id, drawn, read_at)
    return bool(kept)


async def give_back_run(run: UUID, worker: UUID) -> None:
    """The worker stops: another may begin it again at once."""
    async with transaction():
        await fetch(
            "UPDATE print_run SET leased_until = NULL, leased_by = NULL, tries = tries - 1 WHERE id = {} AND leased_by = {}",
            *(run, worker),
        )


async def fail_run(run: UUID, worker: UUID) -> None:
    """It cannot be drawn."""
    async with transaction():
        if await fetch("SELECT id FROM print_run WHERE id = {} AND leased_by = {}", run, worker):
            await _give_up(run)


async def drop_old_files() -> None:
    """Files are kept for a day: they hold names."""
    async with transaction():
        await fetch("UPDATE print_run SET file = NULL WHERE file IS NOT NULL AND finished_at < {}", clock.now() - KEPT)


async def _give_up(run: UUID) -> None:
    await fetch("UPDATE print_run SET failed_at = {}, asked = '' WHERE id = {}", clock.now(), run)


async def _mark(run: UUID, badge_ids: list[UUID], at: datetime) -> None:
    rows = [BadgePrint(id=uuid.uuid4(), badge=badge_id, run=run, at=at) for badge_id in badge_ids]
    for first in range(0, len(rows), 1000):
        await BadgePrint.insert(*rows[first : first + 1000])


async def _row(
    run: UUID, edition: int, asked: str, total: int, by: Who, told: str, file_name: str, *, drawn: bool
) -> None:
    now = clock.now()
    await fetch(
        "INSERT INTO print_run (id, edition, told, file_name, asked, total, done, by_name, ordered_at, tries, finished_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, 0, {})",
        *(run, edition, told[:200], file_name[:80], asked, total),
        *(total if drawn else 0, by.name[:120], now, now if drawn else None),
    )

"""How the figures grow with the journal: counted from nothing, looked at again, and handed on as files."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from forum import database
from forum.attendance import standing
from forum.attendance.drawing import pictures
from forum.attendance.files.journal import journal_csv
from forum.attendance.looks import Whole
from forum.attendance.service import FORMATS, as_file
from forum.bench.crowd import fill, one_more
from forum.bench.server import peak_mb
from forum.door import ledger
from forum.editions.values import EditionValue
from forum.territory.service import load_starter

FIRST_YEAR = 2030


@dataclass(frozen=True, slots=True)
class Growth:
    """One size. Seconds to count from nothing, then the page's wait in milliseconds: looked at again, after one passage more,
    and by a server that has just started, before and after such a passage. Then the files: seconds, and the most memory
    (MB) that making any of the report's and sending the raw journal takes above what was there; last the process's peak."""

    scans: int
    count_s: float
    per_thousand_ms: float
    again_ms: float
    after_one_ms: float
    started_ms: float
    behind_ms: float
    pdf_s: float
    xlsx_s: float
    files_mb: float
    journal_s: float
    journal_mb: float
    peak_mb: float


async def run(sizes: list[int], registrations: int, told: Callable[[str], None]) -> list[Growth]:
    """An edition for each size, one after another in the same base, so that the last has the others beside it."""
    await database.migrate()
    await database.start()
    try:
        await load_starter()
        return [await _measured(FIRST_YEAR + rank, size, registrations, told) for rank, size in enumerate(sizes)]
    finally:
        await database.stop()


async def _measured(year: int, scans: int, registrations: int, told: Callable[[str], None]) -> Growth:
    told(f"{scans} passages, {registrations} inscriptions")
    edition = await fill(year, scans, registrations)
    told("compte")
    count = await _look(edition)
    again = await _look(edition)
    await one_more(edition, scans + 1)
    after_one = await _look(edition)
    standing.standing(edition.id).kept_at = -standing.KEPT_EVERY
    made = await standing.standing(edition.id).whole()  # and what a server that starts will find
    pdf, xlsx = await _timed(as_file(made, "pdf")), await _timed(as_file(made, "xlsx"))
    peak = peak_mb()
    told("mémoire des fichiers")
    files = max([(await _weighed(as_file(made, fmt)))[1] for fmt in FORMATS])
    journal = await _timed(_sent(edition.id))
    journal_mb = (await _weighed(_sent(edition.id)))[1]
    del made
    standing.forget()
    ledger.forget()
    started = await _look_at_once(edition)
    await one_more(edition, scans + 2)
    behind = await _look_at_once(edition)
    await standing.standing(edition.id).settled()
    standing.forget()
    ledger.forget()
    return Growth(
        scans, count, 1e6 * count / scans, 1000 * again, 1000 * after_one, 1000 * started, 1000 * behind,
        pdf, xlsx, files, journal, journal_mb, peak,
    )  # fmt: skip


async def _look(edition: EditionValue) -> float:
    """Seconds to have the whole edition's figures and their drawings, counted, as the page needs them."""
    started = time.perf_counter()
    pictures(await standing.standing(edition.id).whole())
    return time.perf_counter() - started


async def _look_at_once(edition: EditionValue) -> float:
    """The same for what a server that has just started shows before it has counted."""
    started = time.perf_counter()
    seen = await standing.standing(edition.id).seen(lambda _: Whole())
    if seen.report:
        pictures(seen.report)
    return time.perf_counter() - started


async def _sent(edition_id: int) -> int:
    return sum([len(piece) async for piece in journal_csv(edition_id)])


async def _timed(work: Awaitable[object]) -> float:
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


async def _weighed(work: Awaitable[object]) -> tuple[object, float]:
    """What it answers, and the most memory (MB) that was taken meanwhile."""
    tracemalloc.start()
    try:
        answer = await work
        return answer, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()

"""How the figures grow with the journal: counted from nothing, looked at again, and handed on as files."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from forum import database
from forum.attendance import standing
from forum.attendance.drawing import pictures
from forum.attendance.service import as_file
from forum.bench.crowd import fill, one_more
from forum.bench.server import peak_mb
from forum.editions.values import EditionValue
from forum.territory.service import load_starter

FIRST_YEAR = 2030


@dataclass(frozen=True, slots=True)
class Growth:
    """One size: seconds from nothing (in all, and for each thousand lines), then milliseconds and the process's peak (MB)."""

    scans: int
    count_s: float
    per_thousand_ms: float
    again_ms: float
    after_one_ms: float
    pdf_s: float
    xlsx_s: float
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
    made = await standing.standing(edition.id).whole()
    started = time.perf_counter()
    await as_file(made, "pdf")
    pdf = time.perf_counter() - started
    started = time.perf_counter()
    await as_file(made, "xlsx")
    xlsx = time.perf_counter() - started
    standing.forget()
    return Growth(scans, count, 1e6 * count / scans, 1000 * again, 1000 * after_one, pdf, xlsx, peak_mb())


async def _look(edition: EditionValue) -> float:
    """Seconds to have the whole edition's figures and their drawings, as the page needs them."""
    started = time.perf_counter()
    pictures(await standing.standing(edition.id).whole())
    return time.perf_counter() - started

"""A plan of four hundred stands: the page on the wire, in a slowed browser, on paper, and what is suggested from it."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from forum import database
from forum.bench.run import LivingDatabase, free_port
from forum.bench.server import serving
from forum.demo.stages import demonstrate
from forum.editions.queries import find_current
from forum.stands import queries
from forum.stands.rules.suggest import Wanted
from forum.stands.service import NewStand, lay_out

STANDS = 400
SLOWER = 4
TURNS = 5
TOLD = "[performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000, window.drawnAt / 1000]"
DRAWN = """document.addEventListener('DOMContentLoaded', () =>
    requestAnimationFrame(() => setTimeout(() => { window.drawnAt = performance.now(); })))"""


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """One line: the median of some turns, and the bound that the forum sets itself."""

    scene: str
    value: float
    unit: str
    bound: float


async def run(told: Callable[[str], None] = print) -> list[PlanFigure]:
    """Measure in an empty place. Raises LivingDatabase."""
    await database.migrate()
    await database.start()
    try:
        if await find_current() is not None:
            raise LivingDatabase
        told("quatre cents stands")
        edition = await demonstrate("open-day")
        missing = STANDS - len(await queries.plan(edition.id))
        more = [
            NewStand(f"Z{n}", "", 200 + 310 * (n % 20), 200 + 210 * (n // 20), 300, 200, power_watts=1500)
            for n in range(missing)
        ]
        await lay_out(edition.id, edition.halls[0].id, more)
        told("suggestions")
        wanted = Wanted(sector="bois", square_metres=6, power_watts=1000)
        suggested = await _median(lambda: queries.suggestions(edition.id, wanted))
        computed = await _median(lambda: queries.suggestions(edition.id, wanted), time.process_time)
    finally:
        await database.stop()
    return [
        PlanFigure("suggestions parmi 400", suggested * 1000, "ms", 50),
        PlanFigure("les mêmes, temps de processeur", computed * 1000, "ms", 50),
        *await _served(told),
    ]


async def _served(told: Callable[[str], None]) -> list[PlanFigure]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with serving(port):
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            await client.get("/plan")
            told("page")
            text = (await client.get("/plan")).content
            told("affiche et feuille")
            poster = await _median(lambda: client.get("/plan/affiche.pdf"))
            handout = await _median(lambda: client.get("/plan/feuille.pdf"))
        figures = [
            PlanFigure("page compressée", len(gzip.compress(text, 5)) / 1000, "ko", 100),
            PlanFigure("affiche A3", poster, "s", 2),
            PlanFigure("feuille A4", handout, "s", 2),
        ]
        if importlib.util.find_spec("playwright") and (
            chromium := shutil.which("chromium") or shutil.which("chromium-headless-shell")
        ):
            told(f"Chromium, {SLOWER} fois plus lent")
            for what, path in (("page nue", "/health"), ("plan", "/plan")):
                attached, drawn = await _usable(f"{base}{path}", chromium)
                figures.append(PlanFigure(f"{what}, prêt à répondre, Chromium ÷ {SLOWER}", attached, "s", 1))
                figures.append(PlanFigure(f"{what}, dessiné aussi", drawn, "s", 1))
    return figures


async def _median(work: Callable[[], Awaitable[object]], clock: Callable[[], float] = time.perf_counter) -> float:
    took = []
    for _ in range(TURNS):
        began = clock()
        await work()
        took.append(clock() - began)
    return statistics.median(took)


async def _usable(address: str, chromium: str) -> tuple[float, float]:
    """Seconds until every behaviour is attached, and until that is drawn: modules run before the document says that it is
    loaded, and the frame after that shows what it holds."""
    from playwright.async_api import async_playwright

    took = []
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(TURNS):
            page = await browser.new_page(viewport={"width": 390, "height": 844})
            session = await page.context.new_cdp_session(page)
            await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            await page.add_init_script(DRAWN)
            await page.goto(address)
            await page.wait_for_function("window.drawnAt")
            took.append(await page.evaluate(TOLD))
            await page.close()
        await browser.close()
    attached, drawn = zip(*took, strict=True)
    return statistics.median(attached), statistics.median(drawn)

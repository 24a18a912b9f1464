"""The app on a real port, a real Chromium on it, and axe. Everything runs in the test's own event loop."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from litestar import Litestar
from playwright.async_api import Browser, BrowserContext, Page, Playwright, ViewportSize, async_playwright, expect

from forum.settings import settings
from tests.kit import patience

expect.set_options(timeout=1000 * patience.SECONDS)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def chromium_program() -> str | None:
    """The browser of this machine, without its windows' own pages where there is such a build: it draws and scripts the same,
    in two thirds of the time. CHROMIUM=… names another."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browsers:
    """The browsers of a run, one for each set of flags: starting one takes longer than most of what is tested in it."""

    def __init__(self, playwright: Playwright, program: str) -> None:
        self._playwright = playwright
        self._program = program
        self._open: dict[tuple[str, ...], Browser] = {}

    async def with_flags(self, *flags: str) -> Browser:
        """The browser that was started with these flags; whoever asks takes a context of their own in it."""
        if flags not in self._open:
            self._open[flags] = await self._launch(*flags)
        return self._open[flags]

    @asynccontextmanager
    async def apart(self, *flags: str) -> AsyncIterator[Browser]:
        """A browser for one test alone: its camera films a file of that test."""
        browser = await self._launch(*flags)
        yield browser
        await browser.close()

    async def at_home(self, home: Path, address: str, *flags: str) -> BrowserContext:
        """A phone's browser that keeps what it knows in that folder, from one start to the next."""
        return await self._playwright.chromium.launch_persistent_context(
            home,
            executable_path=self._program,
            args=[*FLAGS, *flags],
            base_url=address,
            viewport=ViewportSize(width=PHONE["width"], height=PHONE["height"]),
            locale="fr-FR",
            timezone_id="Europe/Paris",
        )

    async def close(self) -> None:
        for browser in self._open.values():
            await browser.close()

    async def _launch(self, *flags: str) -> Browser:
        return await self._playwright.chromium.launch(executable_path=self._program, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
async def browsers(anyio_backend: str) -> AsyncIterator[Browsers]:
    """Headless Chromiums, under one driver."""
    program = chromium_program()
    if program is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError("no Chromium on this machine")
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        opened = Browsers(playwright, program)
        yield opened
        await opened.close()


@pytest.fixture(scope="session")
async def chromium(browsers: Browsers) -> Browser:
    """One browser for the whole run; the tests get pages of it, each with cookies of its own."""
    return await browsers.with_flags()


@pytest.fixture
def live_address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where `live` will serve; the letters link there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    monkeypatch.setenv("FORUM_BASE_URL", address)
    settings.cache_clear()
    yield address
    settings.cache_clear()


@pytest.fixture
async def live(live_address: str, app: Litestar) -> AsyncIterator[str]:
    """The app behind a real port; its address."""
    port = int(live_address.rpartition(":")[2])
    config = uvicorn.Config(
        app, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=5, access_log=False
    )
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done(), "the server did not start"
        await asyncio.sleep(0.01)
    yield live_address
    server.should_exit = True
    await serving


OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def open_page(chromium: Browser, live: str) -> AsyncIterator[OpenPage]:
    """Opens a page of somebody's own: `await open_page(PHONE)`, `await open_page(DESK, permissions=["camera"])`.

    At the end of the test it fails if a script stumbled, the content policy stopped something, or anything outside this
    machine was asked for.
    """
    faults: list[str] = []
    async with AsyncExitStack() as contexts:

        async def make(size: dict[str, int] = DESK, browser: Browser | None = None, **options: object) -> Page:
            small = size["width"] < 700
            context = await (browser or chromium).new_context(
                base_url=live,
                viewport=size,  # type: ignore[arg-type]
                locale="fr-FR",
                timezone_id="Europe/Paris",
                has_touch=small,
                is_mobile=small,
                **options,  # type: ignore[arg-type]
            )
            context.set_default_timeout(1000 * patience.SECONDS)
            contexts.push_async_callback(context.close)
            page = await context.new_page()
            page.on("pageerror", lambda error: faults.append(f"script: {error}"))
            page.on(
                "console",
                lambda said: faults.append(f"console: {said.text}") if _is_fault(said.type, said.text) else None,
            )
            page.on(
                "request", lambda asked: None if _is_ours(asked.url, live) else faults.append(f"outside: {asked.url}")
            )
            return page

        yield make
    assert faults == []


def _is_fault(kind: str, text: str) -> bool:
    # Chromium reports a 4xx answer as an error, though refusing is what the test may be about.
    return kind == "error" and "the server responded with a status of 4" not in text


def _is_ours(url: str, live: str) -> bool:
    return url.startswith((live, "data:", "blob:", "about:", settings().base_url))


@pytest.fixture
async def phone(open_page: OpenPage) -> Page:
    """A page at 390 × 844, with touch."""
    return await open_page(PHONE)


@pytest.fixture
async def desk(open_page: OpenPage) -> Page:
    """A page at 1280 × 800."""
    return await open_page(DESK)


@pytest.fixture
def axe() -> Callable[..., Awaitable[None]]:
    """`await axe(page)` fails when axe finds anything that keeps people out; it names each place. `within` a part: there alone."""

    async def examine(page: Page, within: str | None = None) -> None:
        # describing what is well takes as long again
        found = await Axe().run(page, context=within, options={"resultTypes": ["violations"]})
        places = [
            f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:160]}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        assert places == [], f"{page.url}\n" + "\n".join(places)

    return examine


def screenshot_path(name: str) -> Path:
    """Where a test may leave a picture for a person to look at (ignored by git)."""
    folder = Path(".cache/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.png"

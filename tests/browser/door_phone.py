"""A volunteer's phone in a test: a Chromium with a fake camera, and what a hand does on the door page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar
from PIL import Image
from playwright.async_api import BrowserContext, Page

from forum.people import links
from tests.browser import clips
from tests.door.stage import ODILE, Stage
from tests.kit import patience
from tests.kit.chromium import PHONE, Browsers, screenshot_path

ALLOWED = "--use-fake-ui-for-media-stream"
IDLE_CAMERA = "--use-fake-device-for-media-stream=fps=5"
# Requests that fail because the test cut the network are what the test is about.
EXPECTED = ("net::ERR_", "the server responded with a status of 4", "the server responded with a status of 5")


# On a busy machine the server's word replaces the phone's own under the finger, and the tap is taken for a double one.
TAP_AGAIN = """async (which) => {
    const button = document.querySelector(which);
    while (button.offsetParent) {
        await new Promise((soon) => setTimeout(soon, 100));
        if (button.offsetParent) button.click();
    }
}"""

_ASK = """new Promise((done) => {
    const opened = indexedDB.open("forum-porte");
    opened.onsuccess = () => {
        const base = opened.result;
        const asked = %s;
        asked.onsuccess = () => { base.close(); done(asked.result); };
    };
})"""
WAITING = f"""() => {_ASK % 'base.transaction("records").objectStore("records").index("state").count("waiting")'}"""
LISTED = f"""() => {_ASK % 'base.transaction("facts").objectStore("facts").get("listAt")'}"""


@dataclass
class DoorPhone:
    """The door page on one phone."""

    page: Page
    context: BrowserContext
    address: str
    clip: Path
    faults: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        await self.page.click("#start-go")

    async def show(self, frames: Sequence[Image.Image]) -> None:
        """Put something else before the camera: the file is read anew when the camera is opened again."""
        await asyncio.to_thread(clips.write, self.clip, frames)
        await self.page.evaluate("() => document.getElementById('camera-retry').click()")

    async def type(self, code: str) -> None:
        """The keyboard way, from whatever the screen shows."""
        await self.page.evaluate("() => document.getElementById('answer').click()")
        await self.page.click("#type-open")
        await self.page.fill("#typed-code", code)
        await self.page.click("#typed-form button[type=submit]")

    async def patient(self) -> None:
        """From now on an answer stays until it is tapped, however busy this machine is."""
        await self.page.evaluate("() => { document.getElementById('answer').dataset.patience = 100; }")

    async def tap(self, button: str) -> None:
        """A button of the answer, at a human pace: what follows at once is taken for the end of a double tap."""
        await self.page.locator(button).wait_for()
        await asyncio.sleep(0.5)
        await self.page.click(button)
        await self.page.evaluate(TAP_AGAIN, button)

    async def says(self, *words: str) -> None:
        """Wait for an answer that holds all these words, on the screen or already gone: the screen reader's text stays."""
        answer = self.page.locator("#answer-live")
        for word in words:
            answer = answer.filter(has_text=word)
        await answer.wait_for(state="attached")

    async def waits(self, number: int) -> None:
        """Wait until that many records wait on the phone's disk, where they are before any green screen, then on its screen."""
        await self._keeps(WAITING, lambda waiting: waiting == number)
        await self.page.locator("#status-waiting").get_by_text(str(number), exact=True).wait_for()

    async def installed(self) -> None:
        """Wait until the page would open without network."""
        await self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    async def listed(self) -> None:
        """Wait until the list of the badges has come."""
        await self._keeps(LISTED, bool)

    async def _keeps(self, question: str, holds: Callable[[Any], bool]) -> None:
        """Ask the phone's disk until it answers so. (`wait_for_function` takes any promise for a yes.)"""
        await patience.until(lambda: self.page.evaluate(question), holds)

    async def offline(self, cut: bool = True) -> None:
        await self.context.set_offline(cut)


Axe = Callable[[Page], Awaitable[None]]
Enrolled = Callable[..., AbstractAsyncContextManager[DoorPhone]]


@asynccontextmanager
async def serving(app: Litestar, address: str) -> AsyncIterator[None]:
    """The app on its port for the length of the block; what dies with it dies at once."""
    port = int(address.rpartition(":")[2])
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    running = asyncio.create_task(server.serve())
    while not server.started:
        assert not running.done()
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        server.force_exit = True
        await running


@asynccontextmanager
async def door_phone(
    browsers: Browsers,
    address: str,
    clip: Path,
    stage: Stage,
    film: Sequence[Image.Image] | None = None,
    *flags: str,
    **rights: str,
) -> AsyncIterator[DoorPhone]:
    """A phone enrolled at gate A, whose camera films these frames; without any it sees nothing worth reading.

    A film, or flags, want a browser of its own. The others share one, whose camera shows a few pictures a second: a full
    film keeps both cores of a small machine busy.
    """
    async with AsyncExitStack() as until_the_end:
        if film is None and not flags:
            browser = await browsers.with_flags(IDLE_CAMERA, ALLOWED)
        else:
            if film is not None:
                clips.write(clip, film)
            filmed = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={clip.resolve()}")
            browser = await until_the_end.enter_async_context(browsers.apart(*filmed, *(flags or (ALLOWED,))))
        context = await browser.new_context(
            base_url=address, viewport=PHONE, locale="fr-FR", timezone_id="Europe/Paris", has_touch=True, is_mobile=True
        )
        until_the_end.push_async_callback(context.close)
        context.set_default_timeout(1000 * patience.SECONDS)
        page = await context.new_page()
        phone = DoorPhone(page, context, address, clip)
        page.on("pageerror", lambda error: phone.faults.append(f"script: {error}"))
        page.on("console", lambda said: phone.faults.append(said.text) if _is_fault(said.type, said.text) else None)
        context.on("request", lambda asked: _is_ours(phone, asked.url))
        await enrol(phone, stage, **rights)
        try:
            yield phone
        except BaseException:
            await page.screenshot(path=screenshot_path("door-at-failure"))
            raise
        assert phone.faults == []


async def enrol(
    phone: DoorPhone, stage: Stage, name: str = "Porte A – téléphone de Dora", rights: str = "scan"
) -> None:
    """Follow the link of the QR code that Odile shows, and name the phone."""
    from forum.door import service as door

    _, link = await door.offer_enrolment(stage.edition, stage.gate_a, rights, ODILE)
    await phone.page.goto(f"/porte/inscription/{links.token_of(link)}")
    await phone.page.fill("#name", name)
    await phone.page.click("button[type=submit]")
    await phone.page.wait_for_url("**/porte")
    await phone.page.locator("html[data-ready]").wait_for(state="attached")
    await phone.listed()


def _is_fault(kind: str, text: str) -> bool:
    return kind == "error" and not any(expected in text for expected in EXPECTED)


def _is_ours(phone: DoorPhone, url: str) -> None:
    if not url.startswith((phone.address, "data:", "blob:")):
        phone.faults.append(f"outside: {url}")

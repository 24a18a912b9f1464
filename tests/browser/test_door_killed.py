"""Dora's phone is killed a moment after a green screen: what turned green is there when it starts again."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from tests.browser import clips
from tests.browser.door_phone import ALLOWED, DoorPhone, enrol
from tests.door.stage import Stage
from tests.kit import patience
from tests.kit.chromium import Browsers

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_a_killed_phone_has_kept_what_turned_green(
    stage: Stage, browsers: Browsers, live: str, tmp_path: Path
) -> None:
    ada, bob = await stage.visitor(), await stage.visitor()
    clip, home = tmp_path / "camera.mjpeg", tmp_path / "phone"
    clips.write(clip, clips.seconds(None, 1))
    context = await started(browsers, home, clip, live)
    phone = DoorPhone(context.pages[0], context, live, clip)
    await enrol(phone, stage)
    await phone.installed()
    cookies = await context.cookies()
    await phone.offline()
    await phone.begin()
    for badge in (ada, bob):
        await phone.type(badge.code)
        await phone.says("Bienvenue")
        await phone.page.locator("#answer").wait_for(state="hidden")
    await killed(home)

    context = await started(browsers, home, clip, live)
    # A phone writes its cookies down twice a minute: this one was enrolled a moment ago.
    await context.add_cookies([{k: v for k, v in cookie.items() if k != "partitionKey"} for cookie in cookies])  # type: ignore[misc]
    phone = DoorPhone(context.pages[0], context, live, clip)
    await phone.offline()
    await phone.page.goto("/porte")
    await phone.page.locator("html[data-ready]").wait_for(state="attached")
    await phone.waits(2)
    await phone.begin()
    await phone.type(ada.code)
    await phone.says("Déjà passé")
    await phone.offline(False)
    await phone.waits(0)
    lines = await stage.received(3)
    await context.close()
    assert sorted(line["verdict"] for line in lines) == ["again", "welcome", "welcome"]


async def started(browsers: Browsers, home: Path, clip: Path, address: str) -> BrowserContext:
    context = await browsers.at_home(
        home, address, "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={clip}", ALLOWED
    )
    context.set_default_timeout(1000 * patience.SECONDS)
    return context


async def killed(home: Path) -> None:
    """`kill -9` of the browser that lives there, and of nothing else."""
    mine = [int(at.name) for at in Path("/proc").iterdir() if at.name.isdigit() and _lives(at, home)]
    assert mine
    for pid in mine:
        os.kill(pid, signal.SIGKILL)
    while any(_lives(Path(f"/proc/{pid}"), home) for pid in mine):  # noqa: ASYNC110 - a process that ends tells nobody
        await asyncio.sleep(0.05)
    for lock in home.glob("Singleton*"):
        lock.unlink()


def _lives(process: Path, home: Path) -> bool:
    try:
        return f"--user-data-dir={home}".encode() in (process / "cmdline").read_bytes()
    except OSError:
        return False

"""Every page that links lead to, for everybody, in a real browser at both widths.

Nothing stumbles (`open_page` sees to that), axe finds nothing, nothing runs over the edge of the screen, and the keyboard alone
reaches everything.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Error, Page

from tests.journeys.test_no_dead_end import ROLES
from tests.journeys.walk import kind_of, links
from tests.kit import keyboard
from tests.kit.chromium import DESK, PHONE, OpenPage

pytestmark = pytest.mark.browser
STAFF = ("accueil", "organisation")
WIDER = """() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(
    () => told(document.documentElement.scrollWidth - document.documentElement.clientWidth))))"""
FILE = re.compile(r"\.[a-z0-9]{2,6}$")
WIDE_TOO = ("/classes", "/visiteurs", "/admin/classes", "/admin/visiteurs")
"""Pages whose middle axe looks at on a desk, too: their tables and forms are laid out anew there."""
PRIVATE = ("/exposants/espace", "/classes/espace", "/visiteurs/espace", "/admin", "/porte")


@pytest.mark.parametrize("role", ["nobody", *ROLES])
async def test_every_page_keeps_nobody_out(
    demonstration: dict[str, str],
    open_page: OpenPage,
    axe: Callable[..., Awaitable[None]],
    role: str,
) -> None:
    page = await open_page(PHONE)
    if role != "nobody":
        await page.goto(demonstration[role])
        if role in STAFF:
            await page.locator("main form button[type=submit]").click()
        await page.wait_for_url(lambda url: "/lien/" not in url)
    looked_at: dict[str, str] = {}
    ahead = {"nobody": ["/"], "accueil": ["/porte", "/admin"]}.get(role, [path_of(page)])
    faults = []
    while ahead:
        path = ahead.pop(0)
        kind = kind_of(path)
        # What everybody sees is looked at once, by nobody.
        if kind in looked_at or (looked_at and role != "nobody" and not path.startswith(PRIVATE)):
            continue
        looked_at[kind] = path
        if not await is_opened(page, path):
            continue
        ahead += links(await page.content(), path)
        # Loaded as a phone, then made as wide as a desk: half the loading, the same two looks.
        for size in (PHONE, DESK):
            await page.set_viewport_size(size)
            wider = await page.evaluate(WIDER)
            if wider > 0:
                faults.append(f"{path} runs {wider} px over the edge at {size['width']} px")
            if size == PHONE or path.startswith(WIDE_TOO):
                try:
                    await axe(page, "main" if size == DESK else None)
                except AssertionError as found:
                    faults.append(str(found).partition("assert ")[0])
        faults += [f"{path} by keyboard: {fault}" for fault in await keyboard.faults_of(page)]
        await page.set_viewport_size(PHONE)
    assert len(looked_at) > 1
    assert faults == []


async def is_opened(page: Page, path: str) -> bool:
    """Go there; whether it is a page. A file is left alone: the browser would keep it, or open a reader of its own for it."""
    if FILE.search(path.partition("?")[0]):
        return False
    try:
        answer = await page.goto(path)
    except Error as stopped:
        if "Download is starting" in stopped.message:
            return False
        raise
    return answer is not None and answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def path_of(page: Page) -> str:
    return "/" + page.url.partition("://")[2].partition("/")[2]

"""Odile answers a letter: she looks somebody up, reads everything, and takes it along, by keyboard as well."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page

from tests import builders
from tests.admin.office import sign_in
from tests.kit import keyboard
from tests.kit.chromium import PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_somebody_is_looked_up_and_read_by_everybody(
    live: str, app: Litestar, open_page: OpenPage, axe: Callable[..., Awaitable[None]]
) -> None:
    """Nobody walks there by links: what is searched for is sent, not written in the address."""
    await builders.a_visitor(await builders.a_fair())
    page = await open_page(PHONE)
    async with httpx.AsyncClient(base_url=live) as odile:
        await sign_in(odile)
        await page.context.add_cookies([{"name": n, "value": v, "url": live} for n, v in odile.cookies.items()])  # type: ignore[typeddict-item]
    await page.goto("/admin/donnees")
    assert await page.locator("label[for=q]").is_visible()
    await page.locator("#q").fill("lovelace")
    await page.keyboard.press("Enter")
    found = page.locator("main tbody a").first
    await found.wait_for()
    assert "lovelace" not in page.url
    await looked_at(page, axe)
    await found.focus()
    await page.keyboard.press("Enter")
    await page.locator("a[download]").wait_for()
    await looked_at(page, axe)


async def looked_at(page: Page, axe: Callable[..., Awaitable[None]]) -> None:
    await axe(page)
    assert await keyboard.faults_of(page) == []

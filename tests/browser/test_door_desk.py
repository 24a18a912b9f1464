"""Odile watches the door from the back office: the page follows what the phones say, without a reload."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page, expect

from forum import clock
from forum.door import service as door
from tests.admin.office import sign_in
from tests.door.stage import Stage, entry

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_the_figures_follow_the_phones(live: str, app: Litestar, stage: Stage, desk: Page) -> None:
    dora = await stage.phone()
    async with httpx.AsyncClient(base_url=live) as odile:
        await sign_in(odile)
        await desk.context.add_cookies([{"name": n, "value": v, "url": live} for n, v in odile.cookies.items()])  # type: ignore[typeddict-item]
    await desk.goto("/admin/porte")
    figure = desk.locator("#live-now .figure__number").first
    await expect(figure).to_have_text("0")
    now = clock.now()
    await door.record(dora, door.Upload(now, 1, [entry("click", adults=42, device_at=now)]))
    await desk.locator("#live-now .figure__number", has_text="42").first.wait_for()
    await expect(desk.locator("#live-lines tbody tr")).to_have_count(1)

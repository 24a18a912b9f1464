"""Odile looks at the figures while the doors are open: they follow, and what she had unfolded or chosen stays."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page

from forum import clock
from forum.door import service as door
from tests.admin.office import sign_in
from tests.door.stage import Stage, entry
from tests.kit.chromium import PHONE, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("ten_o_clock")]


async def test_the_figures_follow_and_nothing_is_lost(live: str, app: Litestar, stage: Stage, desk: Page) -> None:
    dora = await stage.phone()
    async with httpx.AsyncClient(base_url=live) as odile:
        await sign_in(odile)
        await desk.context.add_cookies([{"name": n, "value": v, "url": live} for n, v in odile.cookies.items()])  # type: ignore[typeddict-item]
    await desk.goto("/admin/frequentation")
    definition = desk.locator("#live-key details").nth(1)
    await definition.locator("summary").click()
    await desk.locator(".filters-fold > summary").click()
    await desk.locator("#public").select_option("visitors")
    await desk.locator("#public").focus()
    now = clock.now()
    await door.record(dora, door.Upload(now, 1, [entry("click", adults=42, device_at=now)]))
    await desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when she comes back to the tab
    await desk.locator("#live-key .figure__number", has_text="42").first.wait_for()
    assert await definition.get_attribute("open") is not None
    assert await desk.locator("#public").input_value() == "visitors"
    assert await desk.evaluate("document.activeElement.id") == "public"


async def test_figures_follow_while_a_definition_among_them_is_focused(
    live: str, app: Litestar, stage: Stage, desk: Page
) -> None:
    """Whoever has just unfolded one is still there: the number beside it is not that of the morning."""
    dora = await stage.phone()
    async with httpx.AsyncClient(base_url=live) as odile:
        await sign_in(odile)
        await desk.context.add_cookies([{"name": n, "value": v, "url": live} for n, v in odile.cookies.items()])  # type: ignore[typeddict-item]
    await desk.goto("/admin/frequentation")
    definition = desk.locator("#live-key summary").nth(1)
    await definition.click()
    now = clock.now()
    await door.record(dora, door.Upload(now, 1, [entry("click", adults=42, device_at=now)]))
    await desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await desk.locator("#live-key .figure__number", has_text="42").first.wait_for()
    assert await definition.evaluate("at => at === document.activeElement && at.parentElement.open")


async def test_a_chart_tells_its_values_by_keyboard_where_they_are_seen(
    live: str, app: Litestar, stage: Stage, open_page: OpenPage
) -> None:
    """On a telephone the day scrolls under the thumb: the value stands above its hour, not at the end of the drawing."""
    page, dora, now = await open_page(PHONE), await stage.phone(), clock.now()
    await door.record(dora, door.Upload(now, 1, [entry("click", adults=42, device_at=now)]))
    async with httpx.AsyncClient(base_url=live) as odile:
        await sign_in(odile)
        await page.context.add_cookies([{"name": n, "value": v, "url": live} for n, v in odile.cookies.items()])  # type: ignore[typeddict-item]
    await page.goto("/admin/frequentation")
    spots = page.locator("#live-day .chart__spot")
    for spot in (spots.first, spots.last):
        await spot.focus()
        value = spot.locator(".chart__value")
        assert await value.evaluate("at => getComputedStyle(at).visibility") == "visible"
        box, screen = await value.bounding_box(), page.viewport_size
        assert box is not None
        assert screen is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= screen["width"]
    assert await page.locator("#live-publics .chart__narrow").is_visible()
    assert not await page.locator("#live-publics .chart__wide").is_visible()

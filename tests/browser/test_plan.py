"""Ada looks at the plan with two fingers: it grows under them, one finger moves it, a tap leads to the stand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from playwright.async_api import Page, Route, expect

from forum import clock
from tests import builders
from tests.kit.chromium import screenshot_path

pytestmark = pytest.mark.browser
Point = tuple[float, float]
UNDER = """([x, y]) => {
    const at = new DOMPoint(x, y).matrixTransform(document.querySelector('.plan__drawing').getScreenCTM().inverse());
    return [at.x, at.y];
}"""


async def touches(page: Page) -> Callable[..., object]:
    """`await touch("touchMove", (x, y), …)`: fingers on the glass, as the browser itself hears them."""
    session = await page.context.new_cdp_session(page)

    async def touch(kind: str, *fingers: Point) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        await session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


async def test_two_fingers_make_the_plan_larger_under_them(phone: Page, live: str) -> None:
    fair = await builders.a_fair()
    with clock.at(fair.first_day.opens_at):
        await phone.goto("/plan")
        touch: Callable[..., object] = await touches(phone)
        drawing = phone.locator(".plan__drawing")
        await phone.locator(".plan__scroll").scroll_into_view_if_needed()
        box = await phone.locator(".plan__scroll").bounding_box()
        assert box
        x, y = box["x"] + 180, box["y"] + 120
        width = await drawing.evaluate("(svg) => svg.getBoundingClientRect().width")
        under = await phone.evaluate(UNDER, [x, y])

        await touch("touchStart", (x - 30, y), (x + 30, y))
        for apart in (40, 50, 60):
            await touch("touchMove", (x - apart, y), (x + apart, y))
        await touch("touchEnd")
        larger = await drawing.evaluate("(svg) => svg.getBoundingClientRect().width")
        assert larger == pytest.approx(2 * width, rel=0.02)
        assert await phone.evaluate(UNDER, [x, y]) == pytest.approx(under, abs=25)
        await phone.screenshot(path=screenshot_path("plan-pinched"))

        await touch("touchStart", (x, y))
        for moved in (20, 60, 100):
            await touch("touchMove", (x - moved, y))
        await touch("touchEnd")
        await phone.wait_for_function("document.querySelector('.plan__scroll').scrollLeft > 60")
        assert await drawing.evaluate("(svg) => svg.getBoundingClientRect().width") == larger

        await touch("touchStart", (x - 60, y), (x + 60, y))
        await touch("touchMove", (x - 15, y), (x + 15, y))
        await touch("touchEnd")
        assert await drawing.evaluate("(svg) => svg.getBoundingClientRect().width") == pytest.approx(width, rel=0.02)
        await expect(phone.get_by_role("button", name="Réduire le plan")).to_be_disabled()


PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
WHERE = """() => ['h1', '.plan__zoom', '.plan__scroll', '#liste'].map((name) => {
    const { x, y, width, height } = document.querySelector(name).getBoundingClientRect();
    return [name, x, y, width, height].join(' ');
})"""


@pytest.mark.parametrize("late", ["**/site.js", "**/*.woff2"], ids=["scripts", "typefaces"])
async def test_on_a_slow_network_the_plan_is_there_first_and_does_not_move(phone: Page, live: str, late: str) -> None:
    """Held back until the page was painted: its scripts, or its typefaces."""
    fair = await builders.a_fair()
    painted = asyncio.Event()

    async def hold(route: Route) -> None:
        await painted.wait()
        await route.continue_()

    await phone.route(late, hold)
    with clock.at(fair.first_day.opens_at):
        await phone.goto("/plan", wait_until="commit")
        await phone.wait_for_function(PAINTED)
        await expect(phone.locator("#s-A1")).to_be_visible()
        await expect(phone.locator("#stands")).to_contain_text("A1")
        before = await phone.evaluate(WHERE)
        painted.set()
        await phone.wait_for_load_state("load")
        await expect(phone.get_by_role("button", name="Agrandir le plan")).to_be_enabled()
        await phone.evaluate("() => document.fonts.ready.then(() => true)")
        assert await phone.evaluate(WHERE) == before

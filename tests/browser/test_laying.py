"""Odile lays a hall out: a row in one gesture, a stand moved by hand and by keyboard, a warning, undo, and it is still there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from forum.people.sessions import cookie_name
from tests import builders
from tests.admin.office import open_session
from tests.kit.chromium import screenshot_path

pytestmark = pytest.mark.browser


async def test_a_hall_is_laid_out(desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    fair = await builders.a_fair()
    token = await open_session()
    await desk.context.add_cookies([{"name": cookie_name(), "value": token, "url": live}])
    await desk.goto(f"/admin/stands/halles/{fair.halls[0].id}")
    stands = desk.locator("[data-stand]")
    say = desk.locator("[data-laying-say]")
    bar = desk.locator(".laying__bar")

    async def drag(from_: tuple[float, float], to: tuple[float, float]) -> None:
        """From one place of the hall to another, in centimetres."""
        at = await desk.locator("[data-laying-drawing]").evaluate(
            "(svg, points) => { svg.closest('.plan__scroll').scrollIntoView({ block: 'center' });"
            " return points.map(([x, y]) => { const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());"
            " return [at.x, at.y]; }); }",
            [from_, to],
        )
        await desk.mouse.move(*at[0])
        await desk.mouse.down()
        await desk.mouse.move((at[0][0] + at[1][0]) / 2, (at[0][1] + at[1][1]) / 2)
        await desk.mouse.move(*at[1])
        await desk.mouse.up()

    await desk.get_by_role("button", name="Tracer une rangée").click()
    await drag((200, 900), (1120, 960))
    await expect(stands).to_have_count(7)
    await desk.get_by_role("button", name="Tracer une rangée").click()
    await expect(bar).to_contain_text("les stands B1 à B3")

    await drag((300, 950), (300, 750))
    await expect(say).to_contain_text("Le stand B1")
    await expect(desk.locator(".laying__faults")).to_contain_text("Allée trop étroite")
    await axe(desk)
    await desk.screenshot(path=screenshot_path("laying"), full_page=True)
    box = await desk.locator("#s-B1").get_attribute("data-box")

    await desk.locator("#s-B1").focus()
    await desk.keyboard.press("Shift+ArrowRight")
    await expect(desk.locator("#s-B1")).not_to_have_attribute("data-box", str(box))
    await expect(desk.locator("#s-B1")).to_be_focused()
    await desk.keyboard.press("Control+z")
    await expect(desk.locator("#s-B1")).to_have_attribute("data-box", str(box))

    await desk.locator("#width").fill("-1")
    await desk.get_by_role("button", name="Changer la taille").click()
    await expect(desk.locator("#width-fault")).to_be_visible()
    await desk.reload()
    await expect(desk.locator("#s-B1")).to_have_attribute("data-box", str(box))
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await desk.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    await desk.screenshot(path=screenshot_path("laying-phone"), full_page=True)

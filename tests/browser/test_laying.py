"""Odile lays a hall out: a row in one gesture, a stand moved by hand and by keyboard, a warning, undo, and it is still there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from forum.people.sessions import cookie_name
from tests import builders
from tests.admin.office import open_session
from tests.browser.test_plan import touches
from tests.kit.chromium import screenshot_path

pytestmark = pytest.mark.browser


DRAWING = "[data-laying-drawing]"
PLACES = """(svg, points) => {
    svg.closest('.plan__scroll').scrollIntoView({ block: 'center' });
    return points.map(([x, y]) => {
        const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
        return [at.x, at.y];
    });
}"""


async def drag(desk: Page, from_: tuple[float, float], to: tuple[float, float]) -> None:
    """From one place of the hall to another, in centimetres."""
    at = await desk.locator(DRAWING).evaluate(PLACES, [from_, to])
    await desk.mouse.move(*at[0])
    await desk.mouse.down()
    await desk.mouse.move((at[0][0] + at[1][0]) / 2, (at[0][1] + at[1][1]) / 2)
    await desk.mouse.move(*at[1])
    await desk.mouse.up()


async def sign_in(desk: Page, live: str) -> None:
    await desk.context.add_cookies([{"name": cookie_name(), "value": await open_session(), "url": live}])


async def test_a_hall_is_laid_out(desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    fair = await builders.a_fair()
    await sign_in(desk, live)
    await desk.goto(f"/admin/stands/halles/{fair.halls[0].id}")
    stands = desk.locator("[data-stand]")
    say = desk.locator("[data-laying-say]")
    bar = desk.locator(".laying__bar")

    await desk.get_by_role("button", name="Tracer une rangée").click()
    await drag(desk, (200, 900), (1120, 960))
    await expect(stands).to_have_count(7)
    await desk.get_by_role("button", name="Tracer une rangée").click()
    await expect(bar).to_contain_text("les stands B1 à B3")

    await drag(desk, (300, 950), (300, 750))
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


async def test_zones_doors_and_circuits_are_drawn_moved_and_resized(
    desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]
) -> None:
    fair = await builders.a_fair()
    hall = fair.halls[0]
    await sign_in(desk, live)
    await desk.goto(f"/admin/stands/halles/{hall.id}")
    bar = desk.locator(".laying__bar")

    async def shows(name: str, box: str) -> None:
        await expect(desk.locator(f'[data-thing][data-name="{name}"]')).to_have_attribute("data-box", box)

    await desk.get_by_role("button", name="Tracer une zone").click()
    await drag(desk, (150, 250), (1050, 650))  # over the stands, too
    await shows("Zone 1", "150 250 900 400")
    await drag(desk, (1050, 650), (1250, 750))  # the handle of what was just drawn
    await shows("Zone 1", "150 250 1100 500")
    await drag(desk, (700, 700), (800, 800))  # chosen, it is taken anywhere
    await shows("Zone 1", "250 350 1100 500")

    await desk.get_by_role("button", name="Tracer une porte").click()
    await drag(desk, (hall.width_cm - 20, 400), (hall.width_cm - 30, 600))
    await shows("Porte 1", f"{hall.width_cm} 500 200 0")
    await drag(desk, (hall.width_cm, 500), (700, hall.depth_cm - 40))
    await shows("Porte 1", f"700 {hall.depth_cm} 200 0")

    await desk.get_by_role("button", name="Tracer un obstacle").click()
    await drag(desk, (1605, 705), (1605, 705))  # a mere click: a pillar
    await shows("Obstacle 1", "1580 680 50 50")
    await desk.locator('[data-name="Obstacle 1"]').focus()
    await desk.keyboard.press("Shift+ArrowDown")
    await shows("Obstacle 1", "1580 690 50 50")
    await drag(desk, (1590, 700), (1690, 800))
    await shows("Obstacle 1", "1680 790 50 50")
    await drag(desk, (1730, 840), (1930, 960))  # its handle: a stage
    await shows("Obstacle 1", "1680 790 250 170")

    await desk.get_by_role("button", name="Poser un circuit").click()
    await drag(desk, (1500, 900), (1500, 900))
    await shows("C1", "1500 900 0 0")
    await desk.locator('[data-name="C1"]').focus()
    await desk.keyboard.press("Shift+ArrowRight")
    await shows("C1", "1510 900 0 0")
    await expect(desk.locator('[data-name="C1"]')).to_be_focused()
    await desk.screenshot(path=screenshot_path("laying-things"), full_page=True)
    await axe(desk)
    await desk.keyboard.press("Delete")
    await expect(desk.locator('[data-name="C1"]')).to_have_count(0)
    for _ in range(2):
        await bar.get_by_role("button", name="Annuler").click()
    await shows("C1", "1500 900 0 0")

    await desk.locator('[data-name="Zone 1"]').focus()
    await desk.keyboard.press("Enter")
    await desk.get_by_role("link", name="Modifier « Zone 1 »").click()
    await expect(desk.locator("#thing_name")).to_have_value("Zone 1")
    await expect(desk.locator("#thing_width")).to_have_value("11")


async def test_a_finger_chooses_then_moves(phone: Page, live: str) -> None:
    fair = await builders.a_fair()
    await sign_in(phone, live)
    await phone.goto(f"/admin/stands/halles/{fair.halls[0].id}")
    touch: Callable[..., object] = await touches(phone)

    async def finger(from_: tuple[float, float], to: tuple[float, float]) -> None:
        start, end = await phone.locator(DRAWING).evaluate(PLACES, [from_, to])
        await touch("touchStart", start)
        for share in (0.25, 0.5, 0.75, 1):
            await touch("touchMove", [a + (b - a) * share for a, b in zip(start, end, strict=True)])
        await touch("touchEnd")

    await phone.get_by_role("button", name="Tracer un obstacle").tap()
    await finger((400, 700), (800, 900))
    pillar = phone.locator('[data-thing][data-name="Obstacle 1"]')
    await expect(pillar).to_have_attribute("data-box", "400 700 400 200")
    await finger((600, 800), (700, 900))
    await expect(pillar).to_have_attribute("data-box", "500 800 400 200")
    await phone.screenshot(path=screenshot_path("laying-touch"))

    stand = phone.locator("[data-stand]").first
    box = str(await stand.get_attribute("data-box"))
    x, y, width, depth, _ = map(int, box.split())
    middle = (x + width / 2, y + depth / 2)
    start, *_ = await phone.locator(DRAWING).evaluate(PLACES, [middle])
    await phone.touchscreen.tap(*start)
    await expect(stand).to_have_attribute("aria-pressed", "true")
    await finger(middle, (middle[0] + 150, middle[1] + 200))
    await expect(stand).not_to_have_attribute("data-box", box)

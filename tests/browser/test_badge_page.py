"""The badge on the phone: bright, big, and there without network once it was opened."""

from __future__ import annotations

import io
import uuid
from collections.abc import Awaitable, Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect

from forum.badges import service
from forum.badges.codes import show_code
from forum.badges.values import BadgeValue
from forum.people import service as people
from forum.people.sessions import cookie_name
from tests.kit.chromium import PHONE, OpenPage, screenshot_path
from tests.kit.fair import small_fair

pytestmark = pytest.mark.browser
ADA = uuid.UUID(int=11)


@pytest.fixture
async def badge(live: str) -> BadgeValue:
    edition = await small_fair()
    return await service.issue(
        edition.id, "visitor", ADA, "Şükrü", "Yıldızoğlu-Grandclément", "Lycéen", adults=1, pupils=2, photo="no"
    )


async def sign_in(page: Page, badge: BadgeValue, live: str) -> None:
    token = await people.open_session("visitor", ADA, badge.edition)
    await page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live}])


async def read_from(page: Page) -> list[str]:
    picture = Image.open(io.BytesIO(await page.screenshot()))
    return [one.text for one in zxingcpp.read_barcodes(picture)]


async def test_the_code_can_be_read_from_the_screen_and_stays_without_network(
    phone: Page, badge: BadgeValue, live: str, axe: Callable[[Page], Awaitable[None]]
) -> None:
    await sign_in(phone, badge, live)
    await phone.goto(f"/badge/{badge.id}")
    await axe(phone)
    assert await read_from(phone) == [badge.code]
    width = await phone.locator(".badge__code").evaluate("code => code.getBoundingClientRect().width")
    assert width >= 300
    await expect(phone.locator("[data-kept]")).to_be_visible()
    await phone.screenshot(path=screenshot_path("badge-phone"), full_page=True)

    await phone.context.set_offline(True)
    await phone.reload()
    await expect(phone.get_by_role("heading", name="Şükrü")).to_be_visible()
    assert show_code(badge.code) in (await phone.locator(".badge__clear").inner_text())
    assert await read_from(phone) == [badge.code]
    assert await phone.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    letters = await phone.evaluate(
        "async () => { await document.fonts.ready;"
        " return [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family); }"
    )
    assert any("Bricolage" in family for family in letters)


async def test_a_withdrawn_badge_is_not_shown_from_memory(phone: Page, badge: BadgeValue, live: str) -> None:
    await sign_in(phone, badge, live)
    await phone.goto(f"/badge/{badge.id}")
    await expect(phone.locator("[data-kept]")).to_be_visible()
    await service.revoke(ADA, "withdrawn")
    await phone.reload()
    await expect(phone.get_by_text("Ce badge a été retiré.")).to_be_visible()
    await phone.context.set_offline(True)
    await phone.reload()
    await expect(phone.get_by_text("Ce badge a été retiré.")).to_be_visible()
    assert await read_from(phone) == []


async def test_it_fits_a_small_phone_and_doubled_letters(open_page: OpenPage, badge: BadgeValue, live: str) -> None:
    for size in ({"width": 320, "height": 568}, PHONE, {"width": 844, "height": 390}):
        page = await open_page(size)
        await sign_in(page, badge, live)
        await page.goto(f"/badge/{badge.id}")
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        await page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        await page.screenshot(path=screenshot_path(f"badge-{size['width']}"), full_page=True)

"""The printing desk of the badges in a real browser."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from forum import clock
from forum.badges import service
from forum.people import service as people
from forum.people.sessions import cookie_name
from tests.kit.chromium import screenshot_path
from tests.kit.fair import ODILE, small_fair

pytestmark = pytest.mark.browser


async def at_the_desk(page: Page, live: str) -> None:
    edition = await small_fair()
    for name in ("Ada", "Bob", "Cléo"):
        await service.issue(edition.id, "visitor", uuid.uuid4(), name)
    await service.issue(edition.id, "exhibitor", uuid.uuid4(), "Acme", "Jeanne", "Stand B12")
    (first, *_) = await service.issue_blanks(edition.id, 12, ODILE)
    with clock.at(clock.now() + timedelta(seconds=5)):
        await service.mark_printed([first.id])
    account = await people.add_staff("odile@exemple.fr", "Odile", "organizer")
    token = await people.open_session("staff", account, None)
    await page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live}])
    await page.goto("/admin/badges")


async def test_odile_obtains_a_file(desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    await at_the_desk(desk, live)
    await axe(desk)
    await desk.screenshot(path=screenshot_path("badge-desk"), full_page=True)
    await desk.get_by_label("Genre", exact=True).select_option("visitor")
    async with desk.expect_download() as coming:
        await desk.get_by_role("button", name="Obtenir le PDF").click()
    download = await coming.value
    assert download.suggested_filename == "badges-visitor-3.pdf"
    assert (await download.path()).read_bytes().startswith(b"%PDF-")
    await desk.get_by_text("Tous", exact=True).click()
    await desk.get_by_role("button", name="Obtenir le PDF").click()
    await expect(desk.get_by_text("Déjà imprimés, et inchangés depuis").first).to_be_visible()
    await axe(desk)
    await desk.screenshot(path=screenshot_path("badge-desk-again"), full_page=True)


async def test_the_desk_reads_on_a_phone(phone: Page, live: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    await at_the_desk(phone, live)
    await axe(phone)
    assert await phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    await phone.screenshot(path=screenshot_path("badge-desk-phone"), full_page=True)


async def test_the_model_shows_what_is_typed(desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]) -> None:
    await at_the_desk(desk, live)
    await desk.goto("/admin/badges/modele")
    await desk.locator("img[data-view=cards]").evaluate("picture => picture.decode()")
    await axe(desk)
    await desk.screenshot(path=screenshot_path("badge-look"), full_page=True)
    async with desk.expect_response(lambda answer: "apercu.png" in answer.url and "Territoires" in answer.url) as shown:
        await desk.get_by_label("Une ligne sous la date").fill("Territoires d’industrie Haut-Jura")
    assert (await (await shown.value).body()).startswith(b"\x89PNG")
    await desk.get_by_role("button", name="Enregistrer le modèle").click()
    await expect(desk.get_by_text("Le modèle est enregistré.")).to_be_visible()


async def test_a_lost_badge_is_replaced_after_a_question(
    desk: Page, live: str, axe: Callable[[Page], Awaitable[None]]
) -> None:
    await at_the_desk(desk, live)
    await desk.goto("/admin/badges/liste?q=acme")
    await axe(desk)
    await desk.get_by_role("button", name="Remplacer le badge de Acme").click()
    await desk.get_by_role("dialog").get_by_role("button", name="Remplacer le badge").click()
    await expect(desk.get_by_text("l’ancien ne passe plus")).to_be_visible()
    await desk.goto("/admin/badges/liste")
    await desk.screenshot(path=screenshot_path("badge-list"), full_page=True)

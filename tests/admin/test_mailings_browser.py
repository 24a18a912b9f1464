"""Odile warns everybody of the snow from her phone, and words a letter with its effect beside."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Page

from forum.mailings import ticker
from forum.people import sessions
from tests.admin.office import open_session
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor
from tests.kit.chromium import DESK, PHONE, OpenPage

pytestmark = pytest.mark.browser
Examine = Callable[[Page], Awaitable[None]]


async def look(page: Page, name: str, axe: Examine) -> None:
    """Readable by all, not too wide; a picture of it where PICTURES_OF_TESTS says."""
    await axe(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"
    if folder := os.environ.get("PICTURES_OF_TESTS"):
        await page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_snow_in_one_act(open_page: OpenPage, live: str, axe: Examine, size: dict[str, int]) -> None:
    edition = await a_fair()
    await an_exhibitor(edition)
    await a_class(edition)
    await a_visitor(edition)
    page = await open_page(size)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    of = "desk" if size is DESK else "phone"
    await page.goto("/admin/letters/envois")
    await look(page, f"mailings-{of}", axe)
    await page.get_by_role("link", name="Message général").click()
    await page.get_by_text("Le forum est annulé").click()
    await page.get_by_label("Ce qu’il faut savoir").fill("La neige bloque les routes\u00a0: restez chez vous.")
    await look(page, f"message-{of}", axe)
    await page.get_by_role("button", name="Voir avant d’envoyer").click()
    await page.get_by_role("heading", name="Envoyer à 3 destinataires").wait_for()
    letter = page.frame_locator("iframe")
    await letter.locator("p", has_text="La neige bloque les routes").first.wait_for()
    await look(page, f"draft-{of}", axe)
    await page.get_by_role("button", name="Envoyer maintenant").click()
    await page.get_by_role("button", name="Envoyer", exact=True).click()
    await page.get_by_text("0 sur 3").wait_for()
    while await ticker.tick():  # as the running forum does (tests/mailings/test_send.py)
        pass
    await page.get_by_text("3 sur 3").wait_for()  # the page followed
    await look(page, f"sent-{of}", axe)
    await page.goto("/")
    await page.get_by_text("La neige bloque les routes").wait_for()
    await look(page, f"banner-{of}", axe)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_a_letter_is_worded_with_its_effect_beside(
    open_page: OpenPage, live: str, axe: Examine, size: dict[str, int]
) -> None:
    await a_fair()
    page = await open_page(size)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    of = "desk" if size is DESK else "phone"
    await page.goto("/admin/letters/modeles/visitors/welcome")
    await page.get_by_role("link", name="Modifier").click()
    await page.get_by_label("Texte").fill("Venez nombreux, {{ first_name }} !\n\n[Mon badge]({{ link }})")
    await page.get_by_role("button", name="Voir l’effet").click()
    await page.frame_locator("iframe").locator("p", has_text="Venez nombreux, Thérèse").first.wait_for()
    assert (
        await page.get_by_label("Texte").input_value()
        == "Venez nombreux, {{ first_name }} !\n\n[Mon badge]({{ link }})"
    )
    await look(page, f"wording-{of}", axe)
    await page.get_by_label("Texte").fill("Venez nombreux, {{ prenom }} !")
    await page.get_by_role("button", name="Enregistrer").click()
    await page.get_by_text("Champ inconnu").first.wait_for()
    await look(page, f"wording-fault-{of}", axe)
    await page.get_by_label("Texte").fill("Venez nombreux !\n\n[Mon badge]({{ link }})")
    await page.get_by_role("button", name="Enregistrer").click()
    await page.get_by_text("partira désormais dans ces mots").wait_for()

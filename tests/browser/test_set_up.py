"""Odile sets up an edition with a hundred stands and sixteen slots, from nothing to the public site, in few gestures."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from forum.database import fetch
from forum.people.sessions import cookie_name
from tests.admin.office import open_session

pytestmark = pytest.mark.browser
FEW = 120


class Hand:
    """What somebody does on a page, counted: a click, a field filled, a choice."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    async def click(self, role: str, name: str) -> None:
        self.count += 1
        await self._one(role, name).click()

    async def fill(self, **typed: str) -> None:
        """Fields by their id; a second underscore is part of the name."""
        for name, value in typed.items():
            self.count += 1
            await self.page.locator(f"#{name}").fill(value)

    async def choose(self, name: str, label: str) -> None:
        self.count += 1
        await self.page.locator(f"#{name}").select_option(label=label)

    def _one(self, role: str, name: str) -> Locator:
        return self.page.locator("main").get_by_role(role, name=name).first  # type: ignore[arg-type]


async def test_an_edition_is_set_up_in_few_gestures(desk: Page, live: str) -> None:
    await desk.context.add_cookies([{"name": cookie_name(), "value": await open_session(), "url": live}])
    hand = Hand(desk)
    await desk.goto("/admin")

    await hand.fill(place="Palais des sports", city="Saint-Claude")
    await hand.click("button", "Créer l’édition")
    await expect(desk.get_by_role("heading", name="Préparer l’édition")).to_be_visible()

    await hand.click("link", "Nom, lieu, contacts")
    await hand.fill(tagline="Cent métiers à toucher", address="1 rue du Stade", postal_code="39200")
    await hand.fill(access="Dépose des cars devant le palais.", contact_email="forum@exemple.fr")
    await hand.fill(contact_phone="03 84 41 00 00", emergency_phone="112")
    await hand.click("button", "Enregistrer")

    await hand.click("link", "Mentions légales")
    await hand.fill(controller_name="Haut-Jura Saint-Claude", controller_address="13 bis boulevard de la République")
    await hand.fill(dpo_email="dpd@exemple.fr", publication_director="La présidente", host="Hébergeur, 39000 Lons")
    await hand.click("button", "Enregistrer")

    await hand.click("link", "Créneaux d’arrivée")
    await hand.fill(last="12:45")
    await hand.click("button", "Poser les créneaux")
    await expect(desk.get_by_text("16 créneaux sont posés.")).to_be_visible()
    await hand.click("link", "Retour à l’édition")

    await hand.click("link", "Plan des stands")
    await hand.click("link", "Modifier le plan")
    for number, (letter, down) in enumerate((("A", "1"), ("B", "7,4"), ("C", "13,8"), ("D", "20,2")), 1):
        await hand.fill(row_prefix=letter, row_count="13", row_lines="2", row_x="0,5", row_y=down)
        await hand.click("button", "Ajouter la rangée")
        await expect(desk.locator("[data-stand]")).to_have_count(26 * number)
        if not await desk.locator("#row_prefix").is_visible():
            hand.count += 1
            await desk.locator("#laying-row > summary").click()
    hand.count += 1
    await desk.get_by_role("navigation", name="Organisation").get_by_role("link", name="Édition").click()

    await hand.click("link", "Équipe")
    await hand.fill(name="Dora Porte", email="dora@exemple.fr")
    await hand.choose("role", "responsable de l’accueil")
    await hand.click("button", "Inviter")
    await expect(desk.get_by_text("dora@exemple.fr")).to_be_visible()
    hand.count += 1
    await desk.get_by_role("navigation", name="Organisation").get_by_role("link", name="Édition").click()

    await hand.click("button", "Mettre")
    await expect(desk.get_by_text("L’édition est en ligne.")).to_be_visible()
    assert await fetch("SELECT count(*) AS n FROM stand") == [{"n": 104}]
    assert await fetch("SELECT count(*) AS n FROM arrival_slot") == [{"n": 16}]
    assert await fetch("SELECT count(*) AS n FROM edition WHERE published_at IS NOT NULL") == [{"n": 1}]
    assert hand.count < FEW, f"{hand.count} gestures"
    print(f"{hand.count} gestures")

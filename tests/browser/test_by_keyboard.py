"""A class, a visitor and a move in the arrival plan, with the Tab key, arrows, Enter and letters alone."""

from __future__ import annotations

import pytest
from litestar import Litestar
from playwright.async_api import Page, expect

from forum.class_visits import queries as class_visits
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.people.sessions import cookie_name
from forum.visitors import queries as visitors
from tests import builders
from tests.admin.office import open_session
from tests.kit.chromium import DESK, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("in_november")]
NAME = """() => {
    const at = document.activeElement;
    if (at === document.body) return "";
    const words = at.getAttribute("aria-label") || [...(at.labels || [])].map((label) => label.innerText).join(" ")
        || at.innerText || "";
    const group = at.type === "radio" ? at.closest("fieldset").querySelector("legend").innerText + " " : "";
    return group + words;
}"""


class Keys:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def name(self) -> str:
        """What has the focus now, with plain spaces."""
        return " ".join((await self.page.evaluate(NAME)).split())

    async def to(self, name: str, most: int = 120) -> None:
        """Tab on until whatever bears this name has the focus."""
        met = []
        for _ in range(most):
            await self.page.keyboard.press("Tab")
            met.append(await self.name())
            if met[-1].startswith(name):
                return
        raise AssertionError(f"{name} is never reached: {met}")

    async def press(self, name: str) -> None:
        """A button that asks first."""
        await self.to(name)
        await self.page.keyboard.press("Enter")

    async def follow(self, name: str) -> None:
        """A link, or a button that sends: until the next page is there."""
        async with self.page.expect_navigation():
            await self.press(name)

    async def type(self, name: str, words: str) -> None:
        """What stands in a field is replaced, as Tab selects it."""
        await self.to(name)
        await self.page.keyboard.type(words)

    async def choose(self, group: str, label: str) -> None:
        """One of several: Space on the first, arrows to the others."""
        await self.to(group)
        await self.page.keyboard.press("Space")
        for _ in range(12):
            if label in await self.name():
                return
            await self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} is not among {group}")

    async def pick(self, name: str, words: str, found: str) -> None:
        """From the list under a search box."""
        await self.type(name, words)
        await expect(self.page.get_by_role("option", name=found).first).to_be_visible()
        await self.page.keyboard.press("ArrowDown")
        await self.page.keyboard.press("Enter")


@pytest.fixture
async def edition(app: Litestar) -> EditionValue:
    return await builders.a_fair(slots=2, persons=60)


async def test_a_teacher_registers_changes_and_cancels_a_class(edition: EditionValue, desk: Page) -> None:
    keys = Keys(desk)
    await desk.goto("/classes")
    await keys.pick("Établissement", "Plateau", "Collège du Plateau")
    await keys.type("Classe", "Tle MELEC")
    await keys.type("Élèves", "18")
    await keys.choose("Comment venez-vous", "À pied")
    await keys.choose("Heure d’arrivée", "9 h 15")
    await keys.choose("Photos", "Certains élèves")
    await keys.type("Prénom", "Thérèse")
    await keys.type("Nom", "Teacher")
    await keys.type("Adresse professionnelle", "therese@ac-besancon.fr")
    await keys.type("Mobile", "06 12 34 56 78")
    await keys.follow("Relire avant d’envoyer")
    await keys.follow("Inscrire la classe")
    await keys.follow("Corriger ou annuler")
    await keys.type("Élèves", "20")
    await keys.follow("Enregistrer")
    await expect(desk.get_by_text("20 élèves")).to_be_visible()
    (line,) = await class_visits.all_visits(edition.id)
    assert (line.grade_level, line.pupils, line.transport, line.trusted) == ("tle-pro", 20, "foot", True)
    await keys.follow("Corriger ou annuler")
    await keys.press("Annuler la visite")
    await expect(desk.get_by_role("dialog")).to_be_visible()
    await keys.follow("Annuler la visite")
    await expect(desk.get_by_text("Visite annulée")).to_be_visible()


async def test_a_visitor_registers_changes_and_cancels(edition: EditionValue, desk: Page) -> None:
    keys = Keys(desk)
    await desk.goto("/visiteurs")
    await keys.type("Prénom", "Zoë-Élisabeth")
    await keys.type("Nom", "Ğülşen O'Connor-d'Étioles")
    await keys.type("Adresse électronique", "zoe@visiteuse.example")
    await keys.pick("Code postal ou commune", "Morez", "Hauts de Bienne")
    await keys.choose("Vous êtes", "Parent")
    await keys.follow("Relire avant d’envoyer")
    await keys.follow("Recevoir mon badge")
    await keys.follow("Corriger")
    await keys.type("Autres adultes", "1")
    await keys.follow("Enregistrer")
    await expect(desk.get_by_text("C’est corrigé.")).to_be_visible()
    (line,) = await visitors.all_visitors(edition.id)
    assert (line.name, line.adults, line.insee_code) == ("Zoë-Élisabeth Ğülşen O'Connor-d'Étioles", 2, "39368")
    await keys.press("Annuler ma visite")
    await expect(desk.get_by_role("dialog")).to_be_visible()
    await keys.follow("Annuler ma visite")
    await expect(desk.get_by_text("Votre visite est annulée.")).to_be_visible()


async def test_an_organiser_moves_one_class_in_the_plan_and_several_from_the_list(
    edition: EditionValue, open_page: OpenPage, live: str
) -> None:
    for name in ("3e A", "3e B"):
        await builders.a_class(edition, class_name=name, pupils=18)
    early, late = await slots(edition.id)
    page = await open_page(DESK)
    await page.context.add_cookies([{"name": cookie_name(), "value": await open_session(), "url": live}])
    keys = Keys(page)
    await page.goto("/admin/classes/arrivees")
    await keys.follow("Déplacer la 3ᵉ B")
    await keys.choose("Déplacer la classe", "9 h 15")
    await keys.type("Un mot pour l’enseignant", "La porte A sera plus calme.")
    await keys.follow("Déplacer et prévenir")
    await expect(page.locator(".flash")).to_contain_text("arrive maintenant")
    await keys.follow("Liste")
    await keys.follow("Agir sur toute la liste")
    await keys.choose("Que faire", "Changer l’heure d’arrivée")
    await keys.to("Nouvelle heure")
    await page.keyboard.press("ArrowDown")
    await keys.follow("Voir l’aperçu")
    await keys.follow("Changer l’heure d’arrivée")
    await expect(page.locator(".flash")).to_contain_text("1 classe\u00a0: c’est fait.")
    assert {line.slot for line in await class_visits.all_visits(edition.id)} == {early.id}
    assert late.id != early.id

"""The arrival plan as Odile uses it, with and without a script."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable

import httpx
import pytest
from litestar import Litestar
from playwright.async_api import Page, expect
from pypdf import PdfReader

from forum.attendance.paper.leaf import INSIDE, column_widths
from forum.badges.drawing.pen import MM
from forum.badges.drawing.typefaces import STRONG, width
from forum.class_visits import queries
from forum.editions.queries import edition as edition_of
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people import sessions
from tests import builders
from tests.admin.office import open_session, sign_in
from tests.kit.chromium import DESK, PHONE, OpenPage
from tests.kit.web import submit

HERE = "/admin/classes/arrivees"
Examine = Callable[[Page], Awaitable[None]]
People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def odile(app: Litestar, edition: EditionValue, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await sign_in(client)
    return client


async def test_a_class_is_moved_by_form_and_its_teacher_is_told(
    edition: EditionValue, odile: httpx.AsyncClient
) -> None:
    visit = await builders.a_class(edition)
    second = (await slots(edition.id))[1]
    page = await odile.get(f"{HERE}/{visit}", params={"creneau": second.id})
    assert f'value="{second.id}" checked' in " ".join(page.text.split())
    answer = await submit(odile, f"{HERE}/{visit}", slot=second.id, word="Le car de Morez passe d’abord.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?jour={edition.first_day.id}")
    assert (await queries.visit(edition.id, visit)).slot == second.id
    letters = await mail.letters_to(visit)
    assert {one.template for one in letters} == {"class_visits/letters/confirmed.md", "class_visits/letters/changed.md"}
    (entry,) = await invitations.invitations_of(visit)
    assert (entry.entry.starts_at, entry.sequence) == (second.starts_at, 1)


async def test_a_slot_that_filled_meanwhile_is_said_and_the_word_kept(
    edition: EditionValue, odile: httpx.AsyncClient
) -> None:
    visit = await builders.a_class(edition)
    second = (await slots(edition.id))[1]
    await builders.a_class(edition, class_name="3e Z", pupils=50, slot=second.id)
    answer = await submit(odile, f"{HERE}/{visit}", slot=second.id, word="Le car passe d’abord.")
    assert answer.status_code == 422
    assert 'id="slot-fault"' in answer.text
    assert "Le car passe d’abord." in answer.text
    for nonsense in ("", "²", "abc", "99999999999"):
        assert (await submit(odile, f"{HERE}/{visit}", slot=nonsense)).status_code == 422


async def test_what_was_heard_on_the_day_is_noted_from_the_plan(
    edition: EditionValue, odile: httpx.AsyncClient
) -> None:
    visit = await builders.a_class(edition)
    answer = await submit(odile, f"/admin/classes/{visit}/jour", word="30", retour="plan")
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert "En retard, vers" in (await odile.get(HERE)).text


async def test_the_pace_is_set_and_kept_in_the_journal(edition: EditionValue, odile: httpx.AsyncClient) -> None:
    gate = edition.gates[0]
    assert (await submit(odile, f"{HERE}/portes/{gate.id}", pace="35", seen=gate.pace)).status_code == 303
    assert (await edition_of(edition.id)).gates[0].pace == 35
    late = await submit(odile, f"{HERE}/portes/{gate.id}", pace="20", seen=gate.pace)
    assert (late.status_code, "réglée à 35 entre-temps" in late.text, 'value="20"' in late.text) == (422, True, True)
    assert (await edition_of(edition.id)).gates[0].pace == 35
    for nonsense in ("", "0", "601", "vite", "²"):
        answer = await submit(odile, f"{HERE}/portes/{gate.id}", pace=nonsense)
        assert (answer.status_code, "va de 1 à 600" in answer.text or "de 1 à 600" in answer.text) == (422, True)
    assert (await submit(odile, f"{HERE}/portes/99999", pace="3", seen="3")).status_code == 404
    assert "35 personnes par minute" in (await odile.get("/admin/journal")).text


async def test_a_sheet_for_each_slot_and_for_each_school(edition: EditionValue, odile: httpx.AsyncClient) -> None:
    assert (await odile.get(f"{HERE}/feuilles.pdf")).status_code == 404
    second = (await slots(edition.id))[1]
    await builders.a_class(edition, special_needs=2)
    await builders.a_class(edition, class_name="3e C", slot=second.id)
    by_slot = PdfReader(io.BytesIO((await odile.get(f"{HERE}/feuilles.pdf")).content))
    words = [page.extract_text() for page in by_slot.pages]
    assert len(words) == 2
    assert "besoins particuliers" in words[0]
    assert "06 12 34 56 78" in words[0].replace("\u00a0", " ")
    one = PdfReader(io.BytesIO((await odile.get(f"{HERE}/feuilles.pdf", params={"creneau": second.id})).content))
    assert len(one.pages) == 1
    by_school = PdfReader(io.BytesIO((await odile.get(f"{HERE}/etablissements.pdf")).content))
    assert len(by_school.pages) == 1
    assert "Collège du Plateau" in by_school.pages[0].extract_text().replace("\u00a0", " ")


def test_every_head_of_a_sheet_fits_its_column() -> None:
    heads = ["Classe", "Arrivée", "Porte", "Départ", "Élèves", "Transport", "Photos"]
    row = [
        "3ᵉ A",
        "9 h",
        "A",
        "11 h",
        "22",
        "Car affrété pour la classe",
        "Autorisations de tous détenues par l’établissement",
    ]
    wides = column_widths(heads, [row], [True, True, True, True, False, True, True], 8.5)
    assert all(wide > width(head, STRONG, 8) / MM for wide, head in zip(wides, heads, strict=True))
    assert sum(wides) == pytest.approx(INSIDE)


async def test_who_may_see_the_plan(edition: EditionValue, another_client: People) -> None:
    visit = await builders.a_class(edition)
    allowed = {
        "viewer": (200, 403, 403, 403),
        "door_supervisor": (200, 200, 200, 403),
        "territory_lead": (403, 403, 403, 403),
        "door_staff": (403, 403, 403, 403),
    }
    for role, wanted in allowed.items():
        client = another_client()
        await sign_in(client, role)
        seen = (
            (await client.get(HERE)).status_code,
            (await client.get(f"{HERE}/{visit}")).status_code,
            (await client.get(f"{HERE}/feuilles.pdf")).status_code,
            (await submit(client, f"{HERE}/{visit}", slot="1")).status_code,
        )
        assert seen == wanted, role


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_the_plan_is_readable_by_all(
    edition: EditionValue, open_page: OpenPage, live: str, axe: Examine, size: dict[str, int]
) -> None:
    visit = await builders.a_class(edition)
    page = await open_page(size)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    for path in (HERE, f"{HERE}/{visit}"):
        await page.goto(path)
        await axe(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.browser
async def test_a_class_is_dragged_to_another_slot(edition: EditionValue, open_page: OpenPage, live: str) -> None:
    visit = await builders.a_class(edition)
    second, third = (await slots(edition.id))[1:]
    await builders.a_class(edition, class_name="3e Z", pupils=50, slot=third.id)
    page = await open_page(DESK)
    await page.context.add_cookies([{"name": sessions.cookie_name(), "value": await open_session(), "url": live}])
    await page.goto(HERE)
    held = page.locator(f'[data-visit="{visit}"]')
    await held.drag_to(page.locator(f'[data-slot="{third.id}"]'))  # does not fit: nothing is asked
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await held.drag_to(page.locator(f'[data-slot="{second.id}"]'))
    await page.get_by_role("dialog").get_by_role("button", name="Déplacer").click()
    await expect(page.locator(f'[data-slot="{second.id}"] [data-visit="{visit}"]')).to_be_visible()
    await expect(page.locator(".flash")).to_contain_text("arrive maintenant")
    assert (await queries.visit(edition.id, visit)).slot == second.id

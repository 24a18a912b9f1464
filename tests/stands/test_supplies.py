"""The suppliers' lists: what is asked for adds up, on screen and in every file."""

from __future__ import annotations

import io
import zipfile

import httpx
import pypdf
import pytest
from playwright.async_api import Page

from forum.editions.values import EditionValue
from forum.people.sessions import cookie_name
from forum.stands import queries, service
from forum.stands.rules import DetailsSaid
from tests import builders
from tests.admin.office import open_session
from tests.kit.chromium import PHONE
from tests.kit.fair import ODILE
from tests.kit.web import submit


async def _two_stands(edition: EditionValue) -> None:
    acme = await builders.an_exhibitor(edition, "A1", tables=2, power_watts=1500)
    await builders.an_exhibitor(edition, "A2", name="=SOMME(Rival)", email="r@rival.example", tables=3, power_watts=500)
    line = await queries.booking_of(edition.id, acme)
    day = edition.first_day
    said = DetailsSaid(3, True, "van", 0, False, False, 4, 2, day.setup_at, 8, 15, ((day.id, "morning"),))
    await service.complete(edition, line.id, said, ODILE)


async def test_every_list_is_there_in_every_format(edition: EditionValue, client: httpx.AsyncClient) -> None:
    await _two_stands(edition)
    address = await builders.sign_in_address()
    await client.get(address)
    await submit(client, address)
    page = await client.get("/admin/stands/fournisseurs")
    assert page.status_code == 200
    assert "1 exposant n’a pas encore rempli" in page.text
    for code, words in (
        ("mobilier", "Total"),
        ("electricite", "2 000"),
        ("enseignes", "Acme Lunettes"),
        ("montage", "Un utilitaire"),
        ("repas", "pas encore dit"),
    ):
        pdf = await client.get(f"/admin/stands/fournisseurs/{code}.pdf")
        text = (
            pypdf.PdfReader(io.BytesIO(pdf.content))
            .pages[0]
            .extract_text()
            .replace("\u00a0", " ")
            .replace("\u202f", " ")
        )
        assert words in text
        csv = await client.get(f"/admin/stands/fournisseurs/{code}.csv")
        assert csv.content.startswith(b"\xef\xbb\xbf")
        assert "\n=SOMME" not in csv.text
        assert ";=SOMME" not in csv.text
    book = zipfile.ZipFile(io.BytesIO((await client.get("/admin/stands/fournisseurs/fournisseurs.xlsx")).content))
    assert b"Mobilier" in book.read("xl/workbook.xml")
    assert (await client.get("/admin/stands/fournisseurs/autre.csv")).status_code == 404


async def test_the_sums_are_the_bookings(edition: EditionValue) -> None:
    await _two_stands(edition)
    found = await queries.supplies(edition.id)
    assert [(one.number, one.tables, one.power_watts, one.meals, one.told) for one in found] == [
        ("A1", 2, 1500, 4, True),
        ("A2", 3, 500, 0, False),
    ]


@pytest.mark.browser
async def test_on_a_phone_nothing_is_said_where_nothing_was_asked(
    live: str, edition: EditionValue, phone: Page
) -> None:
    await builders.an_exhibitor(edition, "A1", tables=2, note="Près d’une porte")
    await builders.an_exhibitor(edition, "A2", name="Rival", email="r@rival.example")
    await phone.context.add_cookies([{"name": cookie_name(), "value": await open_session(), "url": live}])
    await phone.goto("/admin/stands/fournisseurs")
    said = phone.get_by_role("region", name="Mobilier").locator("td[data-label=Remarque]")
    assert [await cell.is_visible() for cell in await said.all()] == [True, False, False]
    total = phone.get_by_role("region", name="Mobilier").locator("tfoot td[data-label=Grilles]")
    right = await total.evaluate("(cell) => cell.getBoundingClientRect().right")
    assert right <= PHONE["width"]
    numbers = phone.get_by_role("region", name="Mobilier").locator("tbody tr").first.locator(".table__number")
    assert len(set(await numbers.evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect().y)"))) == 1
    rest = phone.get_by_role("region", name="Électricité").locator("td[data-label='Reste ou prises']:empty")
    assert {await cell.is_visible() for cell in await rest.all()} == {False}

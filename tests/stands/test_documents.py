"""The exhibitor's papers: sign, set-up sheet, badges; only one's own, only with a stand."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pypdf
import pypdfium2
import pytest
import zxingcpp

from forum.editions.values import EditionValue
from forum.settings import settings
from forum.stands import queries, service
from forum.stands.sign_faces import sign_faces
from tests import builders
from tests.kit.counting import questions
from tests.kit.fair import ODILE
from tests.kit.web import submit

ACME = {
    "name": "Acme & Fils, lunetiers",
    "kind": "company",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
}


@pytest.fixture
async def acme(edition: EditionValue, client: httpx.AsyncClient) -> queries.BookingLine:
    await submit(client, "/plan/A2/reservation", **ACME)
    return (await queries.all_bookings(edition.id))[0]


def words(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(page.extract_text() for page in pages).replace("\u00a0", " ").replace("\n", " ")


async def test_the_sign_bears_name_number_sector_and_the_way_to_the_public_page(
    client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    answer = await client.get("/exposants/espace/panneau.pdf")
    told = words(answer)
    assert all(word in told for word in ("Acme & Fils", "A2", "Lunetterie et optique"))
    picture = pypdfium2.PdfDocument(answer.content)[0].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"{settings().base_url}/exposants/{acme.exhibitor}"


async def test_the_set_up_sheet_says_when_where_and_whom_to_call(
    client: httpx.AsyncClient, acme: queries.BookingLine
) -> None:
    told = words(await client.get("/exposants/espace/fiche-montage.pdf"))
    assert all(word in told for word in ("A2", "6 h 30", "Palais des sports", "03 84 41 00 00", "1 table, 2 chaises"))


async def test_the_badges_come_in_one_file(client: httpx.AsyncClient, acme: queries.BookingLine) -> None:
    await submit(client, "/exposants/espace/personnes", first_name="Zoë", last_name="Ğülşen")
    told = words(await client.get("/exposants/espace/badges.pdf"))
    assert "Zoë" in told
    assert "Alix" in told


async def test_nobody_else_gets_them_and_a_draft_has_none(
    edition: EditionValue, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    charlie, waits = another_client(), another_client()
    await submit(waits, "/plan/A1/reservation", **ACME, later="yes")
    for name in ("panneau", "fiche-montage", "badges"):
        assert (await charlie.get(f"/exposants/espace/{name}.pdf")).status_code == 403
        refused = await waits.get(f"/exposants/espace/{name}.pdf")
        assert refused.status_code in {404, 422}


async def test_organisers_print_every_sign_at_once(edition: EditionValue, client: httpx.AsyncClient) -> None:
    mine = [await builders.an_exhibitor(edition, f"A{n}", email=f"a{n}@acme.example") for n in (1, 2, 3)]
    await service.validate(edition, (await queries.booking_of(edition.id, mine[0])).id, ODILE)
    address = await builders.sign_in_address()
    await client.get(address)
    await submit(client, address)
    answer = await client.get("/admin/stands/panneaux.pdf")
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 3
    lines = await queries.all_bookings(edition.id)
    with questions() as one:
        await sign_faces(edition, lines[:1])
    with questions() as three:
        await sign_faces(edition, lines)
    assert len(one) == len(three)

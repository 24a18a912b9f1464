"""The plan on paper and on the wire: vectors, in time, and small."""

from __future__ import annotations

import gzip
import io

import httpx
import pypdf

from forum.demo.edition import floor
from forum.editions.values import EditionValue
from forum.stands import queries, service
from forum.stands.rules import Wanted, suggest
from tests import builders
from tests.kit.fair import ODILE


def _words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


async def test_poster_and_handout_name_the_exhibitors(edition: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(edition, "A1")
    await builders.an_exhibitor(edition, "A2", name="Pas encore confirmé", email="r@rival.example")
    await service.validate(edition, (await queries.booking_of(edition.id, acme)).id, ODILE)
    for path, wide in (("affiche", 1191), ("feuille", 595)):
        answer = await client.get(f"/plan/{path}.pdf")
        page = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0]
        assert round(float(page.mediabox.width)) == wide
        assert not page.images
        words = _words(answer.content)
        assert all(word in words for word in ("Acme", "Porte A", "A3"))
        assert "Pas encore confirmé" not in words


async def test_four_hundred_stands_are_a_small_page(edition: EditionValue, client: httpx.AsyncClient) -> None:
    many = list(floor(160))
    again = [
        service.NewStand(f"{letter}{one.number}"[:8], one.zone, one.x_cm, one.y_cm, 300, 200, one.power_watts)
        for letter in "XY"
        for one in many
    ]
    await service.lay_out(edition.id, edition.halls[0].id, again)
    await service.lay_out(
        edition.id, edition.halls[0].id, [service.NewStand(f"Z{n}", "Zone", 10, 10, 300, 200, 1500) for n in range(76)]
    )
    stands = await queries.plan(edition.id)
    assert len(stands) == 400
    assert len(suggest(stands, Wanted("bois", 6, 1500, machine=True))) == 3
    page = await client.get("/plan", headers={"accept-encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(page.content, 5)) < 100_000

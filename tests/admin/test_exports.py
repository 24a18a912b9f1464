"""Files for spreadsheets: they open right in French, and what people typed never runs."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
from litestar import Litestar

from forum.editions.values import EditionValue
from tests import builders
from tests.admin.office import sign_in

EVIL = ("=1+1", "+41", "-2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", ' =HYPERLINK("http://x")')


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair(stand_count=8)


def rows(answer: httpx.Response) -> list[list[str]]:
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


async def test_no_cell_starts_a_formula(fair: EditionValue, client: httpx.AsyncClient) -> None:
    for n, evil in enumerate(EVIL):
        await builders.a_visitor(fair, last_name=evil, first_name=evil, insee_code=None, elsewhere=evil)
        await builders.an_exhibitor(fair, f"A{n + 1}", name=evil, note=evil)
    for path in ("/admin/visiteurs/export.csv", "/admin/exposants/export.csv", "/admin/stands/export.csv"):
        cells = [cell for line in rows(await client.get(path)) for cell in line]
        assert any("SUM" in cell for cell in cells), path
        assert [cell for cell in cells if cell.lstrip(" \xa0").startswith(("=", "+", "-", "@", "\t", "\r"))] == [], path


async def test_a_list_of_classes_holds_what_the_door_and_the_road_need(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await builders.a_class(fair)
    head, line = rows(await client.get("/admin/classes/export.csv"))
    told = dict(zip(head, line, strict=True))
    assert {
        name: told[name]
        for name in (
            "Arrivée",
            "Porte",
            "Établissement",
            "UAI",
            "Classe",
            "Élèves",
            "Adultes",
            "Cars",
            "Mobile",
            "État",
        )
    } == {
        "Arrivée": "9\u00a0h",
        "Porte": "A",
        "Établissement": "Collège du Plateau",
        "UAI": "0391035N",
        "Classe": "3e B",
        "Élèves": "27",
        "Adultes": "2",
        "Cars": "1",
        "Mobile": " 0612345678",
        "État": "attendue",
    }


async def test_names_survive_the_journey(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await builders.a_visitor(fair, first_name="Zoë-Élisabeth", last_name="Ğülşen O'Connor-d'Étioles; \"Zoé\"\nB")
    (_, line) = rows(await client.get("/admin/visiteurs/export.csv"))
    assert line[:3] == ["Ğülşen O'Connor-d'Étioles; \"Zoé\"\nB", "Zoë-Élisabeth", "ada@visiteuse.example"]

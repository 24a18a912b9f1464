"""Files for spreadsheets: they open right in French, and what people typed never runs."""

from __future__ import annotations

import csv
import io
import re
import uuid
import zipfile
from xml.sax.saxutils import escape

import httpx
import pytest
from litestar import Litestar

from forum.database import fetch
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
        "Arrivée": "2026-11-27 09:00:00",
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


LISTS = (
    "/admin/visiteurs/export",
    "/admin/classes/export",
    "/admin/exposants/export",
    "/admin/stands/export",
    "/admin/badges/liste",
    "/admin/letters/export",
    "/admin/journal/export",
    "/admin/equipe/export",
    "/admin/porte/passages/export",
    "/admin/donnees/effacements",
)


@pytest.mark.parametrize("path", LISTS)
async def test_every_list_is_a_workbook_too_and_holds_no_formula(
    fair: EditionValue, client: httpx.AsyncClient, path: str
) -> None:
    evil = EVIL[0]
    await builders.a_visitor(fair, last_name=evil, first_name=evil)
    await builders.an_exhibitor(fair, "A1", name=evil, note=evil)
    await builders.a_class(fair)
    heads = rows(await client.get(f"{path}.csv"))[0]
    for kind, content in (("xlsx", "xl/worksheets/sheet1.xml"), ("ods", "content.xml")):
        answer = await client.get(f"{path}.{kind}")
        assert (answer.status_code, f'.{kind}"' in answer.headers["content-disposition"]) == (200, True)
        assert answer.headers["cache-control"] == "no-store"
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read(content).decode()
        assert all(escape(head) in text for head in heads)
        assert ("<f>" in text, "table:formula" in text) == (False, False)


async def test_a_workbook_keeps_moments_and_numbers(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await builders.a_visitor(fair, children=3, last_name="A\nB")
    book = zipfile.ZipFile(io.BytesIO((await client.get("/admin/visiteurs/export.ods")).content))
    text = book.read("content.xml").decode()
    assert 'office:value="3"' in text
    assert 'office:date-value="2026-11-2' in text
    assert "<text:p>A</text:p><text:p>B</text:p>" in text
    book = zipfile.ZipFile(io.BytesIO((await client.get("/admin/visiteurs/export.xlsx")).content))
    cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<c r="H2" s="\d+"><v>3</v>', cells)
    assert re.search(r'<c r="J2" s="\d+"><v>46\d{3}\.\d+</v>', cells)


async def test_a_long_list_leaves_piece_by_piece(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await fetch(
        "INSERT INTO audit_entry (id, edition, at, actor_kind, actor_name, act, subject_kind, subject, summary, search, changes)"
        + " VALUES "
        + ", ".join(["({}, {}, {}, 'system', 'x', 'x', 'x', 'x', 'x', '', '')"] * 2300),
        *[value for _ in range(2300) for value in (uuid.uuid4(), fair.id, fair.first_day.opens_at)],
    )
    lines = rows(await client.get("/admin/journal/export.csv"))
    assert sum(line[3] == "x" for line in lines) == 2300


async def test_names_survive_the_journey(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await builders.a_visitor(fair, first_name="Zoë-Élisabeth", last_name="Ğülşen O'Connor-d'Étioles; \"Zoé\"\nB")
    (_, line) = rows(await client.get("/admin/visiteurs/export.csv"))
    assert line[:3] == ["Ğülşen O'Connor-d'Étioles; \"Zoé\"\nB", "Zoë-Élisabeth", "ada@visiteuse.example"]

"""The page of the figures: what Odile, a territory lead, the steering committee and Charlie see of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest

from forum.attendance import standing
from forum.attendance.files import journal
from forum.bench.crowd import fill
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from forum.territory.service import load_starter
from tests.admin.office import sign_in
from tests.builders import a_class, a_fair, a_visitor, an_exhibitor
from tests.kit.counting import questions

HERE = "/admin/frequentation"


@pytest.fixture
async def fair(client: httpx.AsyncClient) -> EditionValue:
    edition = await a_fair(persons=200)
    await an_exhibitor(edition)
    await a_class(edition)
    await a_visitor(edition)
    return edition


async def test_odile_sees_the_figures_with_their_definitions(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    page = await client.get(HERE)
    assert page.status_code == 200
    assert "attendus" in page.text
    assert "Personnes annoncées par une inscription non annulée" in page.text
    assert "Collège du Plateau" in page.text
    assert "Aucun passage n’a été enregistré" in page.text


async def test_every_chart_has_its_numbers_in_a_table(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    page = (await client.get(HERE)).text
    assert page.count('<svg class="chart__drawing"') <= page.count("<table")
    assert "Les nombres, par quart d’heure" in page
    assert ' style="' not in page


async def test_a_part_is_chosen_in_the_address_and_nonsense_is_everything(
    client: httpx.AsyncClient, fair: EditionValue
) -> None:
    await sign_in(client)
    part = await client.get(f"{HERE}?public=classes")
    assert "Classes. Chiffres du" in part.text
    for odd in (
        "?public=zzz",
        "?territoire=1",
        "?etablissement=abc",
        "?jour=2026-13-45",
        "?etablissement=999999999999999999999",
    ):
        answer = await client.get(HERE + odd)
        assert answer.status_code == 200
        assert "Toute l’édition" in answer.text


async def test_a_table_comes_as_csv(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    answer = await client.get(f"{HERE}/schools.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:6] == ["Collège du Plateau", "Lavans-lès-Saint-Claude", "1", "0", "27", "0"]
    assert (await client.get(f"{HERE}/nothing.csv")).status_code == 404
    assert (await client.get(f"{HERE}/frequentation.exe")).status_code == 404


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("rapport.pdf", b"%PDF-"),
        ("frequentation.xlsx", b"PK"),
        ("frequentation.ods", b"PK"),
        ("frequentation.csv", b"\xef\xbb\xbf"),
        ("frequentation.json", b"{"),
    ],
)
async def test_the_report_comes_as_a_file(
    client: httpx.AsyncClient, fair: EditionValue, file: str, begins: bytes
) -> None:
    await sign_in(client)
    answer = await client.get(f"{HERE}/{file}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer.headers["cache-control"] == "no-store"


async def test_the_report_is_named_after_what_it_is(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    for fmt in ("pdf", "csv", "ods"):
        answer = await client.get(f"{HERE}/rapport.{fmt}")
        assert answer.headers["content-disposition"] == f'attachment; filename="rapport.{fmt}"'


async def test_the_steering_committee_sees_no_small_group(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client, "viewer", "Victor")
    page = (await client.get(HERE)).text
    assert "remplacés par un point" in page
    assert "Public</label>" not in page
    inside = (await client.get(f"{HERE}/frequentation-interne.json")).json()
    assert inside["masked"] is True


async def test_a_territory_lead_sees_one_territory_whatever_is_asked(
    client: httpx.AsyncClient, fair: EditionValue
) -> None:
    await sign_in(client, "territory_lead", "Lise")  # of Haut-Jura Arcade; the class comes from Haut-Jura Saint-Claude
    for asked in ("", "?territoire=200026573"):
        page = (await client.get(HERE + asked)).text
        assert "Haut-Jura Arcade" in page
        assert "Collège du Plateau" not in page
    rows = (await client.get(f"{HERE}/schools.csv?territoire=200026573")).text
    assert "Plateau" not in rows


async def test_the_figures_as_json_are_masked_and_for_staff(
    client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient], fair: EditionValue
) -> None:
    await sign_in(client)
    told = (await client.get("/api/attendance")).json()
    assert told["masked"] is True
    assert next(one for one in told["figures"] if one["code"] == "expected")["value"] == 30
    charlie = another_client()
    assert (await charlie.get("/api/attendance", headers={"accept": "application/json"})).status_code == 403


async def test_as_many_questions_for_three_classes_as_for_one(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client)
    await client.get(HERE)
    standing.forget()
    editions.forget()  # kept for two seconds, which may end anywhere
    with questions() as few:
        await client.get(HERE)
    for name in ("3e C", "4e A", "4e B"):
        await a_class(fair, class_name=name, pupils=20, transport="foot")
        await a_visitor(fair, first_name=name, email=f"v{name[-1]}@exemple.fr")
    await client.get(HERE)
    standing.forget()
    editions.forget()
    with questions() as many:
        await client.get(HERE)
    assert len(many) == len(few)


async def test_another_edition_stands_beside_school_by_school(client: httpx.AsyncClient) -> None:
    await load_starter()
    other = await fill(2020, scans=60, registrations=20)
    await a_class(await a_fair(persons=200))
    await sign_in(client)
    page = (await client.get(f"{HERE}?comparer={other.id}")).text
    assert "Comparaison avec Forum de 2020" in page
    assert "Élèves présents, par établissement" in page


async def test_a_part_is_compared_with_the_same_part(client: httpx.AsyncClient) -> None:
    await load_starter()
    other = await fill(2020, scans=60, registrations=20)
    await a_class(await a_fair(persons=200))
    await sign_in(client)
    whole = (await client.get(f"{HERE}?comparer={other.id}")).text
    part = (await client.get(f"{HERE}?comparer={other.id}&public=visitors")).text
    assert "La même partie des deux éditions" in part
    assert compared(whole)["Élèves venus en classe"][:2] == ["0", "51"]
    assert compared(part)["Élèves venus en classe"][:2] == ["0", "0"]
    assert (
        compared(part)["Visiteurs inscrits et leurs proches"] == compared(whole)["Visiteurs inscrits et leurs proches"]
    )


async def test_a_territory_s_lead_compares_own_with_own_and_the_whole_as_it_is_published(
    client: httpx.AsyncClient,
) -> None:
    await load_starter()
    other = await fill(2020, scans=60, registrations=20)
    await a_class(await a_fair(persons=200))
    await sign_in(client, "territory_lead", "Lise")
    own = compared((await client.get(f"{HERE}?comparer={other.id}")).text)
    elsewhere = {title: row for title, row in own.items() if title in ("Haut-Jura Saint-Claude", "la Grandvallière")}
    assert elsewhere
    assert all(set(row[:2]) <= {"0", "–"} for row in elsewhere.values())
    page = (await client.get(f"{HERE}?comparer={other.id}&territoire=tout")).text
    few = {str(number) for number in range(1, 5)}
    heads = page.partition("Présents, par public")[2].partition("Exposants confirmés")[0]
    there = re.findall(r'<td class="table__number">([^<]*)</td>', heads)[1::3]
    assert there
    assert few.isdisjoint(there)


async def test_a_territory_s_lead_is_led_to_the_whole_and_back(client: httpx.AsyncClient, fair: EditionValue) -> None:
    await sign_in(client, "territory_lead", "Lise")
    own = (await client.get(HERE)).text
    assert "?territoire=tout" in own
    whole = (await client.get(f"{HERE}?territoire=tout")).text
    assert "Toute l’édition" in whole
    assert "remplacés par un point" in whole
    assert "Revenir à Haut-Jura Arcade" in whole


def compared(page: str) -> dict[str, list[str]]:
    """The lines of the comparison: here, there, change."""
    table = page.partition("Comparaison avec")[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row"[^>]*>([^<]*)</th>(.*?)</tr>', table, re.S)
    return {title: re.findall(r"<td[^>]*>([^<]*)</td>", cells) for title, cells in rows}


async def test_the_raw_journal_leaves_line_by_line_and_for_organisers_alone(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load_starter()
    edition = await fill(2020, scans=60, registrations=20)
    await sign_in(client)
    whole = await client.get(f"{HERE}/journal.csv")
    monkeypatch.setattr(journal, "PIECE", 7)
    with questions() as asked:
        pieces = await client.get(f"{HERE}/journal.csv")
    assert pieces.content == whole.content
    assert len([one for one in asked if "FROM scan s" in str(one)]) == 60 // 7 + 1
    rows = list(csv.DictReader(io.StringIO(whole.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Numéro"] for row in rows] == [str(number) for number in range(1, 61)]
    assert {row["Porte"] for row in rows} <= {gate.name for gate in edition.gates}
    assert {row["Salle"] for row in rows} <= {hall.name for hall in edition.halls}
    scans = await fetch(
        "SELECT device, corrected_at, received_at FROM scan WHERE edition = {} ORDER BY number", edition.id
    )
    assert [
        (
            row["Téléphone"],
            *(datetime.fromisoformat(row[name]) for name in ("Instant (UTC)", "Instant de réception (UTC)")),
        )
        for row in rows
    ] == [(str(scan["device"] or ""), scan["corrected_at"], scan["received_at"]) for scan in scans]
    for role, name in (("viewer", "Vic"), ("territory_lead", "Lise")):
        await sign_in(client, role, name)
        assert (await client.get(f"{HERE}/journal.csv")).status_code == 403

"""The journal: written with the act, searched, exported without a trap for the spreadsheet."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from forum import clock
from forum.audit import queries
from forum.audit.queries import Search
from forum.audit.rules import differences, pieces
from forum.audit.service import note
from forum.database import fetch, transaction
from forum.people.who import SYSTEM, Who
from forum.web.sheets.csv_text import csv_text
from tests.admin.office import sign_in
from tests.kit.fair import ODILE, small_fair

ACME = Who("exhibitor", uuid.uuid4(), "")


async def said(edition: int, **wanted: object) -> list[str]:
    return [entry.summary for entry in (await queries.entries(edition, Search(**wanted))).entries]  # type: ignore[arg-type]


async def summaries(edition: int) -> list[str]:
    """The summaries of this test's own acts, newest first (the fair writes some of its own)."""
    return [text for text in await said(edition) if text.startswith("Acte")]


async def test_an_act_and_its_entry_stay_together(database: str) -> None:
    edition = (await small_fair()).id

    async def act() -> None:
        async with transaction():
            await note(edition, ODILE, "try", "stand", 1, "Acte défait")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await act()
    assert await summaries(edition) == []


async def test_entries_come_newest_first_with_those_of_no_edition(database: str) -> None:
    edition = (await small_fair()).id
    start = datetime(2026, 11, 2, tzinfo=UTC)
    for n, belongs in enumerate([edition, None, edition]):
        with clock.at(start + timedelta(minutes=n)):
            await note(belongs, SYSTEM, "x", "y", n, f"Acte {n}")
    assert await summaries(edition) == ["Acte 2", "Acte 1", "Acte 0"]
    assert await summaries(edition + 1) == ["Acte 1"]


async def test_entries_are_found_by_words_without_accents_and_by_kind(database: str) -> None:
    edition = (await small_fair()).id
    await note(edition, ODILE, "validate", "stand", 12, "Acte\u00a0: stand A12 confirmé pour la Lunetterie Acmé")
    await note(edition, ACME, "book", "stand", 13, "Acte\u00a0: stand B3 demandé")
    assert len(await said(edition, q="odile ACME lunetterie")) == 1
    assert len(await said(edition, q="confirme b3")) == 0
    assert [entry.actor_name for entry in (await queries.entries(edition, Search(kind="exhibitor"))).entries] == [
        "un exposant"
    ]
    assert [entry.subject for entry in await queries.entries_about(13)] == ["13"]


async def test_a_long_or_broken_summary_is_kept_on_one_line(database: str) -> None:
    edition = (await small_fair()).id
    await note(edition, ODILE, "a" * 90, "b" * 90, "c" * 90, "Acte\r\n\u00a0: " + "é" * 400)
    [entry] = [entry for entry in (await queries.entries(edition)).entries if entry.act == "a" * 40]
    assert entry.summary.startswith("Acte \u00a0: éé")
    assert (len(entry.summary), len(entry.subject)) == (300, 40)


async def test_the_export_opens_in_a_spreadsheet_without_a_trap(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await note(edition, Who("visitor", uuid.uuid4(), "=cmd|' /C calc'!A0"), "x", "y", 1, "Acte ; « oui »")
    await sign_in(client)
    answer = await client.get("/admin/journal/export.csv?q=calc")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="journal-2026.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Date et heure", "Qui", "Nom", "Acte", "Sur quoi", "Référence", "Détail", "Avant et après"]
    [row] = rows[1:]
    assert row[1:3] == ["Visiteurs", "'=cmd|' /C calc'!A0"]
    assert row[6] == "Acte ; « oui »"


async def test_the_journal_page_searches(database: str, client: httpx.AsyncClient) -> None:
    edition = (await small_fair()).id
    await note(edition, ODILE, "x", "y", 1, "Acte du matin")
    await note(edition, ODILE, "x", "y", 2, "Acte du soir <b>")
    await sign_in(client)
    page = (await client.get("/admin/journal?q=soir&qui=staff")).text
    assert "Acte du soir &lt;b&gt;" in page
    assert "Acte du matin" not in page
    assert "Rien de tel dans le journal" in (await client.get("/admin/journal?q=nulle+part")).text


@pytest.mark.parametrize("cell", ["=1+1", "+33", "-1+2", "@SUM(A1)", "\t=1", " =1", "\u00a0=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_becomes_text(cell: str) -> None:
    [[read]] = list(csv.reader(io.StringIO(csv_text([], [[cell]])[1:].removeprefix("\r\n")), delimiter=";"))
    assert read == "'" + cell


def test_numbers_and_moments_keep_their_kind() -> None:
    moment = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
    assert csv_text(["a"], [[-5, 1.5, None, moment, "5"]]) == "\ufeffa\r\n-5;1,5;;2026-11-27 09:30:00;5\r\n"


async def test_values_before_and_after_are_kept_without_secrets_and_without_persons(database: str) -> None:
    edition = (await small_fair()).id
    before = {
        "adults": 2,
        "email": "ada@exemple.fr",
        "password_hash": "x",
        "opens_at": datetime(2026, 11, 27, 8, tzinfo=UTC),
    }
    after = {"adults": 3, "email": "ada@autre.example", "password_hash": "y", "opens_at": None}
    await note(edition, ODILE, "try", "stand", 1, "Acte", differences(before, after))
    [entry] = await queries.entries_about(1)
    assert entry.changes == {"adults": (2, 3), "email": ("…", "…"), "opens_at": ("2026-11-27T08:00:00+00:00", None)}
    row = str(await fetch("SELECT * FROM audit_entry WHERE subject = '1'"))
    assert "exemple.fr" not in row
    assert "password" not in row


async def test_values_are_found_and_days_and_records_narrow_the_search(database: str) -> None:
    edition = (await small_fair()).id
    with clock.at(datetime(2026, 11, 2, 23, 30, tzinfo=UTC)):  # the 3rd in Paris
        await note(edition, ODILE, "try", "hall", 1, "Acte : salle", {"capacity_limit": (4321, 800)})
    with clock.at(datetime(2026, 11, 4, 9, tzinfo=UTC)):
        await note(edition, ODILE, "try", "gate", 2, "Acte : porte")
    assert await said(edition, q="4321") == ["Acte : salle"]
    assert await said(edition, record="gate") == ["Acte : porte"]
    on = date(2026, 11, 3)
    assert await said(edition, first=on, last=on) == ["Acte : salle"]


@pytest.mark.parametrize(
    "before, after, told",
    [
        (
            "Entrée par le parc",
            "Entrée par la cour",
            [("same", "Entrée par "), ("gone", "le parc"), ("new", "la cour")],
        ),
        ("", "Neuf", [("new", "Neuf")]),
        ("tout autre chose", "rien de commun ici", [("gone", "tout autre chose"), ("new", "rien de commun ici")]),
    ],
)
def test_two_texts_are_told_by_what_went_and_came(before: str, after: str, told: list[tuple[str, str]]) -> None:
    said = pieces(before, after)
    assert "".join(one.text for one in said if one.kind != "new") == before
    assert "".join(one.text for one in said if one.kind != "gone") == after
    assert {one.kind for one in said} == {kind for kind, _ in told}

"""One organisation, two tabs: its drafts are one, and of two versions of its answers none is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.stands import queries, service
from tests import builders
from tests.admin.office import sign_in
from tests.kit.race import together
from tests.kit.web import submit

SHEET: dict[str, Any] = {
    "name": "Acme Optique",
    "kind": "craft",
    "sector": "lunetterie",
    "first_name": "Alix",
    "last_name": "Acme",
    "email": "alix@acme.example",
}


async def test_ten_drafts_at_one_second_are_one(edition: EditionValue) -> None:
    done, failed = await together([service.draft(edition, builders.ACME, builders.NEEDS) for _ in range(10)])
    assert (len(done), failed) == (1, {"KnownAlready": 9})
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 1}]


async def test_a_draft_and_bookings_at_one_second_are_one(edition: EditionValue) -> None:
    verbs = [
        service.draft(edition, builders.ACME, builders.NEEDS),
        *(service.book(edition, f"A{n}", builders.ACME, builders.NEEDS) for n in (1, 2, 3)),
    ]
    done, failed = await together(verbs)
    assert (len(done), failed) == (1, {"KnownAlready": 3})


async def test_a_second_tab_finds_the_draft_of_the_first(edition: EditionValue, client: httpx.AsyncClient) -> None:
    for _ in range(2):
        kept = await submit(client, "/plan/A1/reservation", **SHEET, later="yes")
        assert (kept.status_code, kept.headers["location"]) == (303, "/exposants/espace")
    (line,) = await queries.all_bookings(edition.id)
    assert line.state == "draft"
    booked = await submit(client, "/plan/A2/reservation", **SHEET)
    assert (booked.status_code, booked.headers["location"]) == (303, "/exposants/espace")
    (line,) = await queries.all_bookings(edition.id)
    assert (line.state, line.number, line.people) == ("submitted", "A2", 2)


async def test_another_browser_is_told_where_the_draft_is(
    edition: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    await submit(client, "/plan/A1/reservation", **SHEET, later="yes")
    second = await submit(another_client(), "/plan/A1/reservation", **SHEET, later="yes")
    assert second.status_code == 422
    assert "existe déjà" in second.text
    assert 'value="Acme Optique"' in second.text


def both_of(page: str) -> dict[str, tuple[str, str]]:
    """The questions answered differently: what stands there, what was written."""
    found = re.findall(
        r'<th scope="row">([^<]*)</th><td data-label="Enregistré">([^<]*)</td><td[^>]*>([^<]*)</td>', page
    )
    return {plain(question): (plain(now), plain(typed)) for question, now, typed in found}


def plain(text: str) -> str:
    return html.unescape(text).replace("\u00a0", " ")


def seen_by(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


async def test_a_draft_that_another_tab_gave_a_stand_shows_both_answers(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await submit(client, "/plan/A1/reservation", **SHEET, phone="03 84 45 00 00", later="yes")
    booked = await submit(client, "/plan/A2/reservation", **SHEET, people="3")
    (line,) = await queries.all_bookings(edition.id)
    assert (booked.status_code, line.state, line.number, line.people) == (200, "submitted", "A2", 3)
    assert both_of(booked.text) == {
        "Téléphone": ("rien", "03 84 45 00 00"),
        "Personnes sur le stand": ("3", "2"),
    }
    again = {**SHEET, "phone": "03 84 45 00 00", "people": "3", "seen": seen_by(booked.text)}
    assert (await submit(client, "/exposants/espace/reservation", **again)).status_code == 303
    mine = await exhibitors.exhibitor(edition.id, line.exhibitor)
    assert (mine.phone, (await queries.booking(edition.id, line.id)).people) == ("0384450000", 3)


async def test_a_second_sending_of_the_booking_form_with_other_answers_shows_both(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await submit(client, "/plan/A1/reservation", **SHEET, note="Premier onglet")
    for changed in ({"note": "Second onglet"}, {"note": "Second onglet", "email": "bo@acme.example"}):
        second = await submit(client, "/plan/A1/reservation", **{**SHEET, **changed})
        assert second.status_code == 422
        assert both_of(second.text)["Autre chose"] == ("Premier onglet", "Second onglet")
    same = await submit(client, "/plan/A1/reservation", **SHEET, note="Premier onglet")
    assert same.status_code == 303
    (line,) = await queries.all_bookings(edition.id)
    assert (line.number, line.note) == ("A1", "Premier onglet")


PARTS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "organisation": ({**SHEET, "phone": "03 84 45 00 01"}, {**SHEET, "website": "acme.example"}, "Téléphone"),
    "besoins": ({"people": "3", "tables": "2"}, {"people": "2", "tables": "5"}, "Tables"),
    "precisions": ({"vehicle": "van", "meals": "2"}, {"vehicle": "none", "meals": "3"}, "Repas"),
    "machine": (
        {"machine": "Tour", "watts": "500", "guard": "screen", "signed_by": "Alix"},
        {"machine": "Scie", "watts": "500", "guard": "none", "signed_by": "Alix"},
        "Machine présentée en marche",
    ),
    "metiers": ({"jobs": "Lunetier", "levels": ["college"]}, {"jobs": "Opticien", "stage_3e": "2"}, "Métiers montrés"),
}


@pytest.mark.parametrize("name", PARTS)
async def test_each_part_of_the_file_keeps_the_first_tab_until_the_second_has_seen_it(
    edition: EditionValue, client: httpx.AsyncClient, name: str
) -> None:
    await submit(client, "/plan/A1/reservation", **SHEET)
    first, second, question = PARTS[name]
    if name == "precisions":
        halves = [f"{edition.first_day.id}-morning"]
        first, second = {**first, "half_days": halves}, {**second, "half_days": halves}
    here = f"/exposants/espace/{name}"
    seen = seen_by((await client.get(here)).text)
    assert (await submit(client, here, **first, seen=seen)).status_code == 303
    refused = await submit(client, here, **second, seen=seen)
    assert refused.status_code == 422
    assert question in both_of(refused.text)
    twice = await submit(client, here, **first, seen=seen)
    assert twice.status_code == 303, "the same answers from two tabs are no quarrel"
    assert (await submit(client, here, **second, seen=seen_by(refused.text))).status_code == 303
    assert seen_by((await client.get(here)).text) != seen_by(refused.text)


async def test_an_organiser_and_the_exhibitor_at_once_are_shown_both(
    edition: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    odile = another_client()
    await sign_in(odile)
    await submit(client, "/plan/A1/reservation", **SHEET)
    (line,) = await queries.all_bookings(edition.id)
    there = f"/admin/exposants/{line.id}/besoins"
    seen = seen_by((await odile.get(there)).text)
    assert (await submit(client, "/exposants/espace/besoins", people="3", chairs="4")).status_code == 303
    refused = await submit(odile, there, people="4", chairs="4", seen=seen)
    assert (refused.status_code, both_of(refused.text)["Personnes sur le stand"]) == (422, ("3", "4"))
    assert (await queries.booking(edition.id, line.id)).people == 3

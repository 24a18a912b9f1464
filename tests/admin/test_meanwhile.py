"""Of several organisers who save one page at once, one writes; the others are shown what stands there, and may keep theirs."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.address_book import service as book
from forum.editions import queries as editions
from forum.editions.values import EditionValue
from tests import builders
from tests.admin.office import sign_in
from tests.kit.race import together
from tests.kit.web import seen, submit

Page = tuple[str, str, dict[str, Any], str, list[Any]]
"""Where the page is, where its form goes, what stands there, the field that each writes otherwise, and how."""


async def identity(fair: EditionValue) -> Page:
    names = ("name", "place", "address", "postal_code", "city", "latitude", "longitude", "access")
    more = ("contact_email", "contact_phone", "emergency_phone")
    typed = {name: getattr(fair, name) for name in names + more}
    return "/admin/edition/identite", "", typed, "tagline", ["Celle d’Odile", "Celle d’Olga", "Celle d’Omar"]


async def dates(fair: EditionValue) -> Page:
    return "/admin/edition/dates", "", {}, "stands_open_at_day", ["2026-05-01", "2026-05-02", "2026-05-03"]


async def sectors(fair: EditionValue) -> Page:
    return "/admin/edition/filieres", "", {}, "sectors", [["bois"], ["numerique"], ["bois", "numerique"]]


async def day(fair: EditionValue) -> Page:
    hours = {"date": f"{fair.first_day.date:%d/%m/%Y}", "setup": "7 h", "opens": "8 h", "teardown": "20 h"}
    return f"/admin/edition/jours/{fair.first_day.id}", "", hours, "closes", ["17 h 30", "18 h", "18 h 30"]


async def hall(fair: EditionValue) -> Page:
    one = fair.halls[0]
    typed = {"width": one.width_cm / 100, "depth": one.depth_cm / 100, "limit": one.capacity_limit}
    return f"/admin/edition/salles/{one.id}", "", typed, "name", ["Halle", "Gymnase", "Préau"]


async def gate(fair: EditionValue) -> Page:
    one = fair.gates[0]
    typed = {"hall": one.hall, "code": one.code, "x": 1, "y": 1}
    return f"/admin/edition/portes/{one.id}", "", typed, "gate_name", ["Nord", "Sud", "Cour"]


async def slot(fair: EditionValue) -> Page:
    one = (await editions.slots(fair.id))[0]
    return f"/admin/edition/creneaux/{one.id}", "", {"coaches": one.capacity_coaches}, "persons", [71, 72, 73]


async def public_hour(fair: EditionValue) -> Page:
    (one,) = await builders.visitor_slots(fair, 50)
    return f"/admin/visiteurs/creneaux/{one}", "", {}, "places", [51, 52, 53]


async def badges(fair: EditionValue) -> Page:
    return "/admin/badges/modele", "", {}, "line", ["Haut-Jura", "Grandvaux", "Pays de Gex"]


async def letter(fair: EditionValue) -> Page:
    return "/admin/letters/modeles/team/invited/texte", "", {}, "subject", ["Bienvenue", "Votre accès", "Équipe"]


async def deadlines(fair: EditionValue) -> Page:
    return "/admin/stands/delais", "", {}, "people", ["2026-11-01", "2026-11-02", "2026-11-03"]


async def erasure(fair: EditionValue) -> Page:
    there, typed = "/admin/donnees/dates", {kind: f"{on:%Y-%m-%d}" for kind, on in fair.erase_on.items()}
    return "/admin/donnees", there, typed, "visitors", ["2027-01-15", "2027-01-16", "2027-01-17"]


async def roles(fair: EditionValue) -> Page:
    dora = await builders.staff("door_staff", "Dora")
    path = f"/admin/equipe/{dora.id}"
    return path, f"{path}/roles", {"epci": ""}, "roles", [["viewer"], ["door_supervisor"], ["door_staff", "viewer"]]


async def company(fair: EditionValue) -> Page:
    line = await book.add_prospect(fair.id, builders.ACME, "acme lunettes")
    typed = {
        "name": "Acme",
        "kind": "company",
        "sector": "lunetterie",
        "commune": "39368",
        "email": "alix@acme.example",
    }
    return f"/admin/carnet/exposants/{line}", "", typed, "last_name", ["Acme", "Bernard", "Chauvin"]


PAGES: list[Callable[[EditionValue], Awaitable[Page]]] = [
    *(identity, dates, sectors, day, hall, gate, slot, public_hour, badges, letter, deadlines, erasure, roles, company)
]


@pytest.mark.parametrize("of", PAGES, ids=[one.__name__ for one in PAGES])
async def test_one_writes_and_the_others_are_shown_both_versions(
    app: Litestar, client: httpx.AsyncClient, of: Callable[[EditionValue], Awaitable[Page]]
) -> None:
    fair = await builders.a_fair()
    await sign_in(client)
    with clock.at(fair.first_day.opens_at - timedelta(days=30)):
        path, there, typed, field, ways = await of(fair)
        opened = await client.get(path)
        typed = {**_filled(opened.text), **typed}
        answers, failed = await together(
            [submit(client, there or path, **{**typed, field: way, "seen": seen(opened)}) for way in ways]
        )
        assert not failed
        assert sorted(one.status_code for one in answers) == [303, 422, 422]
        second = next(number for number, one in enumerate(answers) if one.status_code == 422)
        told = answers[second]
        table = told.text.partition("Les deux versions")[2].partition("</tbody>")[0]
        assert len(re.findall("<tr>", table)) == 2, told.text
        mine = {**typed, field: ways[second], "seen": seen(told)}
        assert (await submit(client, there or path, **mine)).status_code == 303
        assert (await submit(client, there or path, **{**mine, field: ways[0], "seen": None})).status_code == 422


def _filled(page: str) -> dict[str, str]:
    """What the fields of the page hold as it is opened."""
    fields = re.findall(r"<input\b[^>]*>", page)
    told = [(re.search(r'\bname="([^"]+)"', one), re.search(r'\bvalue="([^"]*)"', one)) for one in fields]
    hidden = {"seen", "_csrf_token", "usual"}
    texts = re.findall(r'<textarea\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    held = {name[1]: value[1] for name, value in told if name and value and name[1] not in hidden}
    return {name: unescape(value) for name, value in (held | dict(texts)).items()}

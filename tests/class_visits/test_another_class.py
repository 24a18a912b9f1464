"""A teacher registers a second class from the first, and is told where there is room when a slot is full."""

from __future__ import annotations

import re

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries
from forum.database import fetch
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.people import service as people
from forum.people.sessions import cookie_name
from tests import builders
from tests.kit.web import submit

pytestmark = pytest.mark.anyio


@pytest.fixture
async def therese(edition: EditionValue, app: Litestar, client: httpx.AsyncClient) -> httpx.AsyncClient:
    """Thérèse in her space, with « 3e B » registered."""
    visit = await queries.visit(edition.id, await builders.a_class(edition))
    client.cookies.set(cookie_name(), await people.open_session("teacher", visit.referent, edition.id))
    return client


async def test_it_fills_the_form_from_the_first_class_but_its_name_and_numbers(therese: httpx.AsyncClient) -> None:
    shown = (await therese.get("/classes/espace/nouvelle")).text
    assert "Tout est repris de la 3ᵉ B" in shown
    assert 'name="class_name" type="text" value=""' in shown
    assert 'name="email"' not in shown


async def test_it_registers_the_second_class_for_the_same_teacher(
    edition: EditionValue, therese: httpx.AsyncClient
) -> None:
    second = (await slots(edition.id))[1].id
    said = {"class_name": "3e C", "pupils": 24, "adults": 2, "transport": "foot", "slot": second, "photo": "no"}
    answered = await submit(therese, "/classes/espace/nouvelle", **said)
    assert (answered.status_code, answered.headers["location"]) == (303, "/classes/espace")
    rows = await fetch("SELECT DISTINCT referent FROM class_visit")
    assert len(rows) == 1
    found = await queries.visits(edition.id)
    assert [(one.class_name, one.pupils, one.transport) for one in found.lines] == [
        ("3e B", 27, "coach"),
        ("3e C", 24, "foot"),
    ]


async def test_it_is_read_over_before_it_leaves(edition: EditionValue, therese: httpx.AsyncClient) -> None:
    second = (await slots(edition.id))[1].id
    said = {"class_name": "3e C", "pupils": 24, "adults": 2, "transport": "foot", "slot": second, "photo": "no"}
    shown = await submit(therese, "/classes/espace/nouvelle", **said, faire="relire")
    assert (shown.status_code, "24 élèves, 2 accompagnateurs" in shown.text, "Mobile" in shown.text) == (
        200,
        True,
        False,
    )
    (action,) = set(re.findall(r'action="(/classes/espace/nouvelle[^"#]*)"', shown.text))
    assert len(await queries.all_visits(edition.id)) == 1
    await submit(therese, action, **said, faire="envoyer")
    assert len(await queries.all_visits(edition.id)) == 2


async def test_it_says_which_slots_nearby_still_hold_the_class(
    edition: EditionValue, therese: httpx.AsyncClient
) -> None:
    first = (await slots(edition.id))[0].id  # 29 of 60 places are taken
    said = {"class_name": "3e C", "pupils": 34, "adults": 2, "transport": "coach", "slot": first, "photo": "no"}
    answered = await submit(therese, "/classes/espace/nouvelle", **said)
    assert answered.status_code == 422
    assert (
        "Les plus proches qui ont la place\u00a0: 9\u00a0h\u00a015 porte A, 9\u00a0h\u00a030 porte A." in answered.text
    )
    assert 'value="34"' in answered.text


async def test_it_does_not_copy_another_teachers_class(edition: EditionValue, therese: httpx.AsyncClient) -> None:
    other = await builders.a_class(
        edition,
        builders.ReferentSaid("Paul", "Prof", "paul@ac-besancon.fr", "0600000000"),
        class_name="4e A",
        pupils=10,
        transport="foot",
    )
    assert (await therese.get(f"/classes/espace/nouvelle?modele={other}")).status_code == 404

"""Somebody telephones: an organiser registers them, with or without an address, and looks at whoever bears the same name."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.visitors import queries
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import submit
from tests.visitors.test_visitor_pages import ADA, marked


@pytest.fixture
async def fair(app: Litestar, client: httpx.AsyncClient) -> EditionValue:
    await sign_in(client)
    return await builders.a_fair()


async def test_without_an_address_the_badge_is_printed(fair: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/admin/visiteurs/nouveau", **{**ADA, "email": ""})
    assert answer.status_code == 303
    (line,) = await queries.all_visitors(fair.id)
    assert (line.email, line.channel, line.expected) == ("", "phone", True)
    (badge,) = await badges.badges_of(line.id)
    page = await client.get(answer.headers["location"])
    assert f"/badge/{badge.id}.pdf" in page.text
    assert (await client.get(f"/badge/{badge.id}.pdf")).status_code == 200
    assert await mail.letters_to(line.id) == []
    await submit(client, f"/admin/visiteurs/{line.id}/badge")
    await submit(client, f"/admin/visiteurs/{line.id}/annulation")
    assert await mail.letters_to(line.id) == []


async def test_a_name_that_is_known_is_shown_first(fair: EditionValue, client: httpx.AsyncClient) -> None:
    known = await builders.a_visitor(fair)
    said = {**ADA, "email": "other@visiteuse.example", "first_name": "ADA"}
    answer = await submit(client, "/admin/visiteurs/nouveau", **said)
    assert (answer.status_code, marked(answer)) == (422, {"last_name"})
    assert f"/admin/visiteurs/{known}" in answer.text
    assert (await submit(client, "/admin/visiteurs/nouveau", **said, anyway="yes")).status_code == 303
    twins = await queries.visitors(fair.id, queries.Sought(state="twins"))
    assert twins.total == 2
    assert "Doublon possible" in (await client.get(f"/admin/visiteurs/{known}")).text


async def test_organisers_register_when_the_public_cannot_any_more(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    with clock.at(fair.last_day.closes_at):
        assert (await submit(client, "/admin/visiteurs/nouveau", **ADA)).status_code == 303


async def test_notes_are_kept_shown_and_in_the_history(fair: EditionValue, client: httpx.AsyncClient) -> None:
    visitor = await builders.a_visitor(fair)
    await submit(client, f"/admin/visiteurs/{visitor}/notes", body="  ")
    await submit(client, f"/admin/visiteurs/{visitor}/notes", body="A rappelé <b>mardi</b>.")
    assert [note.body for note in await queries.notes(visitor)] == ["A rappelé <b>mardi</b>."]
    page = (await client.get(f"/admin/visiteurs/{visitor}")).text
    assert ("&lt;b&gt;mardi" in page, "Note de l’équipe" in page) == (True, True)


@pytest.mark.usefixtures("in_november")
async def test_needs_are_counted_and_tied_to_nobody(
    fair: EditionValue, client: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    for n in range(2):
        said = {**ADA, "email": f"a{n}@visiteuse.example", "needs": ["wheelchair", "calm"][: n + 1]}
        await submit(another_client(), "/visiteurs", **said)
    assert await queries.needs(fair.id) == {
        "Fauteuil roulant, ou marche difficile": 2,
        "Un moment ou un endroit calme": 1,
    }
    assert "Fauteuil roulant" in (await client.get("/admin/visiteurs")).text
    for line in await queries.all_visitors(fair.id):
        assert "Fauteuil" not in (await client.get(f"/admin/visiteurs/{line.id}")).text

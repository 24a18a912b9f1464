"""Odile finds a badge, replaces a lost one, takes one back, and prepares the team's."""

from __future__ import annotations

import uuid

import httpx
import pytest

from forum.badges import queries, service
from forum.badges.codes import show_code
from forum.editions.values import EditionValue
from tests.admin.office import sign_in
from tests.kit.fair import small_fair
from tests.kit.web import submit

LIST = "/admin/badges/liste"


@pytest.fixture
async def edition(app: object) -> EditionValue:
    return await small_fair()


async def test_a_badge_is_found_by_words_or_by_its_code(client: httpx.AsyncClient, edition: EditionValue) -> None:
    ada = await service.issue(edition.id, "visitor", uuid.uuid4(), "Élodie", "Lovelace")
    acme = await service.issue(edition.id, "exhibitor", uuid.uuid4(), "Acme", "Jeanne", "Stand B12")
    await sign_in(client)
    for asked, seen, unseen in (
        ("elodie", ada, acme),
        ("stand b12", acme, ada),
        (show_code(ada.code).lower(), ada, acme),
        ("jeanne ACME", acme, ada),
    ):
        page = (await client.get(LIST, params={"q": asked})).text
        assert show_code(seen.code) in page
        assert show_code(unseen.code) not in page
    assert "Aucun badge ne répond." in (await client.get(LIST, params={"q": "personne"})).text


async def test_a_long_list_is_paged_in_the_same_number_of_questions(
    client: httpx.AsyncClient, edition: EditionValue
) -> None:
    for number in range(45):
        await service.issue(edition.id, "visitor", uuid.uuid4(), f"Ada {number:02}")
    await sign_in(client)
    first, second = [(await client.get(LIST, params={"page": page})).text for page in (1, 2)]
    assert ("45 badges." in first, first.count("/remplacer"), second.count("/remplacer")) == (True, 40, 5)
    assert (await client.get(LIST, params={"page": "-3"})).status_code == 200


async def test_a_lost_badge_is_replaced_and_one_is_taken_back(client: httpx.AsyncClient, edition: EditionValue) -> None:
    lost = await service.issue(edition.id, "visitor", uuid.uuid4(), "Ada")
    await sign_in(client, "door_supervisor", "Dora")
    assert (await submit(client, f"/admin/badges/{lost.id}/remplacer")).status_code == 303
    old = await queries.badge(lost.id)
    assert old.state == "replaced"
    assert old.replaced_by is not None
    again = await submit(client, f"/admin/badges/{lost.id}/remplacer")
    assert (again.status_code, "n’est plus valable" in again.text) == (422, True)
    assert (await submit(client, f"/admin/badges/{old.replaced_by}/retirer")).status_code == 303
    assert (await queries.badge(old.replaced_by)).state == "withdrawn"
    page = (await client.get(LIST, params={"etat": "replaced"})).text
    assert show_code(lost.code) in page
    assert "/remplacer" not in page
    assert (await submit(client, f"/admin/badges/{uuid.uuid4()}/retirer")).status_code == 404


async def test_the_team_gets_badges(client: httpx.AsyncClient, edition: EditionValue) -> None:
    await sign_in(client)
    made = await submit(
        client, "/admin/badges/equipe", kind="press", title="Marie", subtitle="Durand", detail="Le Progrès"
    )
    assert made.status_code == 303
    (badge,) = await queries.all_badges(edition.id)
    assert (badge.kind, badge.title, badge.subtitle, badge.detail, badge.adults) == (
        "press",
        "Marie",
        "Durand",
        "Le Progrès",
        1,
    )
    for typed in (
        {"kind": "visitor", "title": "x"},
        {"kind": "press", "title": ""},
        {"kind": "press", "title": "x" * 81},
    ):
        assert (await submit(client, "/admin/badges/equipe", **typed)).status_code == 422
    await sign_in(client, "door_supervisor", "Dora")
    assert (await submit(client, "/admin/badges/equipe", kind="press", title="x")).status_code == 403
    assert len(await queries.all_badges(edition.id)) == 1

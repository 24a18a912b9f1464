"""Arrival slots over HTTP: a full hour names the nearest, one may wait, confirm, and change; organisers lay and resize."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.visitors import queries, service
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import save, submit
from tests.visitors.test_visitor_pages import ADA, marked

pytestmark = pytest.mark.usefixtures("in_november")
People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


@pytest.fixture
async def slots(fair: EditionValue) -> list[int]:
    """A full hour at 9 h, then two with room."""
    laid = await builders.visitor_slots(fair, 1, 4, 4)
    await service.register(fair, replace(builders.ADA, email="first@visiteuse.example", slot=laid[0]))
    return laid


async def test_without_slots_nothing_is_asked(fair: EditionValue, client: httpx.AsyncClient) -> None:
    assert 'name="slot"' not in (await client.get("/visiteurs")).text


async def test_an_hour_must_be_chosen(fair: EditionValue, slots: list[int], client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/visiteurs", **ADA)
    assert (answer.status_code, marked(answer)) == (422, {"slot"})


async def test_a_full_hour_names_the_nearest_and_lets_one_wait(
    fair: EditionValue, slots: list[int], client: httpx.AsyncClient
) -> None:
    said = {**ADA, "slot": str(slots[0])}
    answer = await submit(client, "/visiteurs", **said)
    assert (answer.status_code, marked(answer)) == (422, {"slot"})
    assert "Les plus proches qui ont la place\u00a0: 9\u00a0h\u00a030, 10\u00a0h." in answer.text
    assert 'name="wait" value="slot"' in answer.text
    assert (await submit(client, "/visiteurs", **said, wait="slot")).status_code == 303
    space = (await client.get("/visiteurs/espace")).text
    assert ("en position 1" in space, "/badge/" in space) == (True, False)
    first = next(line for line in await queries.all_visitors(fair.id) if line.expected)
    await service.cancel(fair, first.id, Who("visitor", first.id, "Ada"))
    assert "À confirmer avant" in (await client.get("/visiteurs/espace")).text
    await submit(client, "/visiteurs/espace/confirmation")
    assert "/badge/" in (await client.get("/visiteurs/espace")).text


async def test_a_full_hour_is_said_before_one_reads_over(
    fair: EditionValue, slots: list[int], client: httpx.AsyncClient
) -> None:
    said = {**ADA, "slot": str(slots[0]), "faire": "relire"}
    answer = await submit(client, "/visiteurs", **said)
    assert (answer.status_code, marked(answer)) == (422, {"slot"})
    waits = (await submit(client, "/visiteurs", **said, wait="slot")).text
    assert ("9\u00a0h (complet\u00a0: liste d’attente)" in waits, "M’inscrire sur la liste d’attente" in waits) == (
        True,
        True,
    )
    assert ("Votre badge arrive" in waits, "dès qu’une place se libère" in waits) == (False, True)
    roomy = (await submit(client, "/visiteurs", **{**said, "slot": str(slots[1])})).text
    assert ("9\u00a0h\u00a030" in roomy, "Recevoir mon badge" in roomy) == (True, True)
    crowd = await submit(client, "/visiteurs", **{**said, "companions": "4"}, wait="slot")
    assert (crowd.status_code, marked(crowd)) == (422, {"slot"})
    assert len(await queries.all_visitors(fair.id)) == 1


async def test_whoever_waits_may_rather_take_another_hour(
    fair: EditionValue, slots: list[int], client: httpx.AsyncClient
) -> None:
    await submit(client, "/visiteurs", **{**ADA, "slot": str(slots[0])}, wait="slot")
    answer = await submit(client, "/visiteurs/espace/corriger", **{**ADA, "slot": str(slots[2])})
    assert answer.status_code == 303
    assert "arrivée entre 10\u00a0h et 10\u00a0h\u00a030" in (await client.get("/visiteurs/espace")).text


async def test_a_change_to_an_hour_that_filled_keeps_the_old_one(
    fair: EditionValue, slots: list[int], client: httpx.AsyncClient
) -> None:
    await submit(client, "/visiteurs", **{**ADA, "slot": str(slots[1])})
    answer = await submit(client, "/visiteurs/espace/corriger", **{**ADA, "slot": str(slots[0])})
    assert (answer.status_code, marked(answer)) == (422, {"slot"})
    assert [slot.taken for slot in await queries.slots(fair.id)] == [1, 1, 0]


async def test_organisers_lay_resize_and_take_away(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client)
    day = str(fair.first_day.id)
    wrong = await submit(
        client, "/admin/visiteurs/creneaux", day=day, first="07:00", last="10:00", minutes="30", places="50"
    )
    assert (wrong.status_code, marked(wrong)) == (422, {"first"})
    await submit(client, "/admin/visiteurs/creneaux", day=day, first="9 h", last="10:00", minutes="30", places="50")
    laid = await queries.slots(fair.id)
    assert [(slot.capacity, slot.taken) for slot in laid] == [(50, 0)] * 3
    await builders.a_visitor(fair, slot=laid[0].id, adults=4)
    small = await save(client, f"/admin/visiteurs/creneaux/{laid[0].id}", places="2")
    assert (small.status_code, "Ada Lovelace (4)" in small.text) == (422, True)
    await save(client, f"/admin/visiteurs/creneaux/{laid[0].id}", places="4")
    await submit(client, f"/admin/visiteurs/creneaux/{laid[1].id}/retrait")
    assert [(slot.capacity, slot.taken) for slot in await queries.slots(fair.id)] == [(4, 4), (50, 0)]
    page = await client.get(f"/admin/visiteurs?creneau={laid[0].id}")
    assert "1 inscription." in page.text


async def test_an_organiser_moves_somebody(fair: EditionValue, slots: list[int], client: httpx.AsyncClient) -> None:
    await sign_in(client)
    (line,) = await queries.all_visitors(fair.id)
    await submit(client, f"/admin/visiteurs/{line.id}/creneau", slot=str(slots[1]))
    assert [slot.taken for slot in await queries.slots(fair.id)] == [0, 1, 0]
    refused = await submit(client, f"/admin/visiteurs/{line.id}/creneau", slot="999999")
    assert refused.status_code == 303
    assert (await submit(client, f"/admin/visiteurs/{line.id}/creneau")).status_code == 303

"""Odile registers a class for a teacher who telephones; and reduces a slot that holds too much for it."""

from __future__ import annotations

import httpx
import pytest
from litestar import Litestar

from forum.class_visits import queries
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from tests import builders
from tests.admin.office import sign_in
from tests.kit.typed import THERESE
from tests.kit.web import faults, save, submit

HERE = "/admin/classes/nouvelle"


@pytest.fixture
async def odile(app: Litestar, edition: EditionValue, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await sign_in(client)
    return client


async def test_the_address_is_vouched_for_and_the_letter_leaves(
    edition: EditionValue, odile: httpx.AsyncClient
) -> None:
    said = {**THERESE, "slot": str((await slots(edition.id))[0].id), "email": "therese@exemple.fr"}
    wrong = await submit(odile, HERE, **{**said, "pupils": "90"})
    assert (wrong.status_code, faults(wrong)) == (422, {"pupils"})
    assert 'value="Thérèse"' in wrong.text
    answer = await submit(odile, HERE, **said, c2_class_name="3e C", c2_pupils="9", c2_adults="2", c2_transport="foot",
                          c2_slot=said["slot"])  # fmt: skip
    second, first = sorted(await queries.all_visits(edition.id), key=lambda one: one.class_name)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/admin/classes/{first.id}")
    assert {first.class_name, second.class_name} == {"3ème B", "3e C"}
    assert (first.trusted, second.trusted) == (True, True)
    assert [one.template for one in await mail.letters_to(second.id)] == ["class_visits/letters/confirmed.md"]


async def test_only_organisers_register_for_others(
    app: Litestar, edition: EditionValue, client: httpx.AsyncClient
) -> None:
    await sign_in(client, "viewer")
    assert (await client.get(HERE)).status_code == 403
    assert (await submit(client, HERE, **THERESE)).status_code == 403


async def test_a_slot_shrunk_under_what_is_registered_says_who_is_over(
    edition: EditionValue, odile: httpx.AsyncClient
) -> None:
    slot = (await slots(edition.id))[0]
    for name in ("3e A", "3e B", "3e C"):
        await builders.a_class(edition, class_name=name, pupils=13, adults=2, transport="foot")
    gone = await builders.a_class(edition, class_name="3e D", pupils=13, adults=2, transport="foot")
    await submit(odile, f"/admin/classes/{gone}/annulation")
    held = await queries.all_visits(edition.id, sort="registered")
    answer = await save(odile, f"/admin/edition/creneaux/{slot.id}", persons="30", coaches="2")
    assert (answer.status_code, faults(answer)) == (422, {"persons"})
    assert [one.id for one in await queries.over(edition.id, slot.id, 30, 2)] == [held[2].id]
    assert f"/admin/classes/arrivees/{held[2].id}" in answer.text
    assert f"/admin/classes/arrivees/{held[0].id}" not in answer.text
    assert (await slots(edition.id))[0].capacity_persons == 60
    assert (await save(odile, f"/admin/edition/creneaux/{slot.id}", persons="45", coaches="0")).status_code == 303

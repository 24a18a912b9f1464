"""Organisers move a booking, swap two, and send one to the waiting list: badge, entry and letters follow."""

from __future__ import annotations

import httpx

from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.stands import queries, service
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.web import submit


async def _odile(client: httpx.AsyncClient) -> None:
    address = await builders.sign_in_address()
    await client.get(address)
    await submit(client, address)


async def test_a_move_is_followed_everywhere(edition: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(edition, "A1")
    line = await queries.booking_of(edition.id, acme)
    before = await invitations.ics_of(acme)
    await _odile(client)
    await submit(client, f"/admin/exposants/{line.id}/deplacement", number="A3", here="A1")
    assert (await queries.booking_of(edition.id, acme)).number == "A3"
    assert [one.detail for one in await badges.badges_of(acme, valid_only=True)] == ["Stand A3"]
    assert b"SEQUENCE:0" in before
    after = await invitations.ics_of(acme)
    assert b"SEQUENCE:1" in after
    assert b"stand A3" in after
    letters = [one.template for one in await mail.letters_to(acme)]
    assert letters.count("stands/letters/moved.md") == 1
    assert (await queries.stand(edition.id, "A1")).free


async def test_a_taken_stand_is_swapped(edition: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(edition, "A1")
    rival = await builders.an_exhibitor(edition, "A2", name="Rival", email="r@rival.example")
    await _odile(client)
    line = await queries.booking_of(edition.id, acme)
    offered = (await client.get(f"/admin/exposants/{line.id}")).text
    assert f'<option value="A2 {rival}">' in offered
    await submit(client, f"/admin/exposants/{line.id}/deplacement", number=f"A2 {rival}", here="A1")
    assert [(await queries.booking_of(edition.id, one)).number for one in (acme, rival)] == ["A2", "A1"]


async def test_who_moves_from_an_old_page_is_told_what_stands_there_now(
    edition: EditionValue, client: httpx.AsyncClient
) -> None:
    """One page named Acme on A1 and a rival on A2; then the rival went to A3, and Acme to A4."""
    acme = await builders.an_exhibitor(edition, "A1")
    rival = await builders.an_exhibitor(edition, "A2", name="Rival", email="r@rival.example")
    await _odile(client)
    line, other = [await queries.booking_of(edition.id, one) for one in (acme, rival)]
    here = f"/admin/exposants/{line.id}"

    async def stand_on() -> list[str]:
        return [(await queries.booking_of(edition.id, one)).number for one in (acme, rival)]

    await service.move(edition, other.id, "A3", ODILE)
    await submit(client, f"{here}/deplacement", number=f"A2 {rival}", here="A1")
    assert await stand_on() == ["A1", "A3"]
    assert "l’autre est au stand A3" in (await client.get(here)).text
    await service.move(edition, line.id, "A4", ODILE)
    await submit(client, f"{here}/deplacement", number="A2", here="A1")
    assert await stand_on() == ["A4", "A3"]
    assert "cet exposant est au stand A4" in (await client.get(here)).text
    await submit(client, f"{here}/deplacement", number="A2", here="A4")
    assert await stand_on() == ["A2", "A3"]


async def test_a_request_put_back_keeps_its_rank(edition: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(edition, "A1")
    line = await queries.booking_of(edition.id, acme)
    await _odile(client)
    await submit(client, f"/admin/exposants/{line.id}/attente")
    assert (await queries.booking_of(edition.id, acme)).state == "waitlisted"
    assert await badges.badges_of(acme, valid_only=True) == []
    assert await queries.rank_in_line(edition.id, line.id) == 1
    page = await client.get(f"/admin/exposants/{line.id}")
    assert page.status_code == 200
    assert "Pas encore de stand" in page.text

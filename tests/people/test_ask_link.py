"""Somebody of the team asks for a sign-in link: it comes by letter, and nobody learns who is of the team."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.people import keeping, passwords, service
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER
from forum.team.service import MOST_LINKS
from tests import builders
from tests.kit.web import submit


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


async def links() -> int:
    return int((await fetch("SELECT count(*) AS n FROM letter WHERE template = 'team/letters/way_in.md'"))[0]["n"])


async def test_every_address_gets_the_same_answer_and_the_team_a_letter(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await builders.staff(ORGANIZER, "Odile")
    said = set()
    for email in ("odile@exemple.fr", "ODILE@exemple.fr", "charlie@exemple.fr"):
        answer = await submit(client, "/connexion/lien", email=email)
        page = await client.get(answer.headers["location"])
        said.add((answer.status_code, "Si cette adresse est celle d’un membre de l’équipe" in page.text))
    assert said == {(303, True)}
    assert await links() == 2


async def test_what_is_not_an_address_is_said_and_kept(fair: EditionValue, client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/connexion/lien", email="odile@")
    assert answer.status_code == 422
    assert 'value="odile@"' in answer.text


async def test_double_verification_is_never_got_round_by_a_letter(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    import pyotp

    odile = await builders.staff(ORGANIZER, "Odile")
    secret = passwords.new_totp_secret()
    await service.set_totp(odile.id, secret, pyotp.TOTP(secret).at(clock.now()))
    await submit(client, "/connexion/lien", email="odile@exemple.fr")
    assert await links() == 0


async def test_somebody_removed_gets_none(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await builders.staff(ORGANIZER, "Odile")
    dora = await builders.staff(DOOR_SUPERVISOR, "Dora")
    await keeping.remove(dora.id)
    await submit(client, "/connexion/lien", email="dora@exemple.fr")
    assert await links() == 0


async def test_three_in_ten_minutes_are_enough(fair: EditionValue, client: httpx.AsyncClient) -> None:
    from forum.team.service import ask_link

    await builders.staff(ORGANIZER, "Odile")
    sent = [await ask_link(fair, "odile@exemple.fr") for _ in range(MOST_LINKS + 2)]
    assert sent == [True] * MOST_LINKS + [False] * 2
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert await ask_link(fair, "odile@exemple.fr")

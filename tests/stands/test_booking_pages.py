"""The booking pages over HTTP: a lost stand costs nobody what was typed, and a space is one's own."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from litestar import Litestar

from forum.database import fetch
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitors
from forum.stands import queries
from tests import builders
from tests.kit.race import together
from tests.kit.web import csrf, submit

ACME = {
    "name": "Acme & Fils « Lunettes »",
    "kind": "company",
    "sector": "lunetterie",
    "commune": "39368",
    "commune_text": "Hauts de Bienne",
    "siret": "732 829 320 00074",
    "first_name": "Alix",
    "last_name": "d'Étioles",
    "email": "alix@acme.example",
    "phone": "03 84 33 00 00",
    "people": "2",
    "tables": "1",
    "chairs": "2",
    "panels": "0",
    "power_watts": "500",
    "note": "Une presse\nde 200 kg",
}
People = Callable[[], httpx.AsyncClient]


@pytest.fixture
async def fair(app: Litestar) -> EditionValue:
    return await builders.a_fair()


def kept(page: httpx.Response) -> bool:
    """Whether the page still holds every word that was typed."""
    text = page.text.replace("&#39;", "'").replace("&amp;", "&")
    return all(value in text for value in ACME.values())


async def test_who_loses_the_race_keeps_every_word_and_is_offered_the_nearest_stands(
    fair: EditionValue, another_client: People
) -> None:
    clients = [another_client() for _ in range(6)]
    for one in clients:
        await csrf(one)
    answers, failed = await together([submit(one, "/plan/A1/reservation", **ACME) for one in clients])
    assert failed == {}
    assert sorted(one.status_code for one in answers) == [303] + [422] * 5
    for lost in (one for one in answers if one.status_code == 422):
        assert kept(lost)
        assert re.findall(r'name="stand" value="(\w+)"', lost.text) == ["A2", "A3", "A4"]
    loser = next(one for one, answer in zip(clients, answers, strict=True) if answer.status_code == 422)
    again = await submit(loser, "/plan/A1/reservation", **{**ACME, "name": "Acme Optique"}, stand="A3")
    assert again.status_code == 303
    assert "A3" in (await loser.get("/exposants/espace")).text


async def test_a_stand_that_vanished_meanwhile_costs_nobody_a_word(
    fair: EditionValue, client: httpx.AsyncClient
) -> None:
    await client.get("/plan/A4/reservation")
    await fetch("DELETE FROM stand WHERE number = 'A4'")
    answer = await submit(client, "/plan/A4/reservation", **ACME)
    assert answer.status_code == 422
    assert "n’existe plus" in answer.text
    assert kept(answer)
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 0}]
    assert (await client.get("/plan/A4/reservation")).status_code == 404


@pytest.mark.parametrize(
    "typed, wrong",
    [
        ({"siret": "73282932000075"}, "siret"),
        ({"people": "0"}, "people"),
        ({"chairs": "-1"}, "chairs"),
        ({"chairs": "40"}, "chairs"),
        ({"power_watts": "12"}, "power_watts"),
        ({"website": "pas une adresse"}, "website"),
        ({"sector": "alchimie"}, "sector"),
        ({"name": "🎉🎉🎉"}, "name"),
        ({"phone": "zéro"}, "phone"),
    ],
)
async def test_a_fault_is_said_at_its_field(
    fair: EditionValue, client: httpx.AsyncClient, typed: dict[str, str], wrong: str
) -> None:
    answer = await submit(client, "/plan/A1/reservation", **{**ACME, **typed})
    assert answer.status_code == 422
    assert set(re.findall(r'id="(\w+)-fault"', answer.text)) == {wrong}
    assert f'href="#{wrong}"' in answer.text
    assert (await queries.stand(fair.id, "A1")).free


async def test_another_exhibitor_s_person_is_not_found(fair: EditionValue, another_client: People) -> None:
    acme, rival = another_client(), another_client()
    await submit(acme, "/plan/A1/reservation", **ACME)
    await submit(rival, "/plan/A2/reservation", **{**ACME, "name": "Rival", "email": "r@rival.example"})
    stand = await queries.stand(fair.id, "A2")
    assert stand.exhibitor
    (theirs,) = await exhibitors.people_of(stand.exhibitor)
    answer = await submit(acme, f"/exposants/espace/personnes/{theirs.id}/retrait")
    assert answer.status_code == 404
    assert await exhibitors.people_of(stand.exhibitor) == [theirs]
    assert (await rival.get(f"/badge/{theirs.badge}.pdf")).status_code == 200
    assert (await acme.get(f"/badge/{theirs.badge}.pdf")).status_code in {403, 404}


async def test_one_badge_too_many_is_refused_on_the_page(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/reservation", **ACME)
    assert (
        await submit(client, "/exposants/espace/personnes", first_name="Zoë", last_name="Ğülşen")
    ).status_code == 303
    full = await submit(client, "/exposants/espace/personnes", first_name="Un", last_name="De-Trop")
    assert full.status_code == 422
    assert "Tous les badges de votre stand sont donnés" in full.text


async def test_cancelling_by_two_clicks_is_answered_kindly(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await submit(client, "/plan/A1/reservation", **ACME)
    answers, _ = await together([submit(client, "/exposants/espace/annulation") for _ in range(2)])
    assert [one.status_code for one in answers] == [303, 303]
    assert (await client.get("/exposants/espace")).status_code == 200
    assert (await queries.stand(fair.id, "A1")).free
    assert (await client.get("/exposants/espace/invitation.ics")).status_code < 500


async def test_an_exhibitor_that_is_not_confirmed_is_not_public(fair: EditionValue, client: httpx.AsyncClient) -> None:
    acme = await builders.an_exhibitor(fair)
    assert "Acme" not in (await client.get("/exposants")).text
    assert "Acme" not in (await client.get("/plan")).text
    assert (await client.get(f"/exposants/{acme}")).status_code == 404

"""Odile invites, gives other roles and removes; everybody of the back office keeps their own account."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pyotp
import pytest

from forum import clock
from forum.editions.values import EditionValue
from forum.mail import queries as letters
from forum.people import queries
from forum.people.queries import find_account
from tests import builders
from tests.admin.office import sign_in
from tests.kit.web import save, submit

TEAM, MINE = "/admin/equipe", "/admin/compte"
DORA = {"email": "dora@exemple.fr", "name": "Dora Door", "role": "viewer", "epci": ""}


@pytest.fixture
async def fair(database: str) -> EditionValue:
    return await builders.a_fair()


@pytest.fixture
async def odile(fair: EditionValue, client: httpx.AsyncClient) -> httpx.AsyncClient:
    await sign_in(client)
    return client


async def test_an_invitation_leaves_by_letter_and_signs_in_once(
    fair: EditionValue, odile: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    done = await submit(odile, TEAM, **DORA)
    assert done.status_code == 200
    (letter,) = (await letters.letters(fair.id)).lines
    assert (letter.to_address, letter.subject) == ("dora@exemple.fr", "Votre accès à l’organisation du forum")
    link = re.search(r"/lien/[\w-]{32}", done.text)
    assert link
    dora = another_client()
    assert (await submit(dora, link[0])).headers["location"] == "/admin"
    assert (await submit(another_client(), link[0])).status_code == 404


async def test_roles_are_changed_and_refused_with_what_was_ticked(fair: EditionValue, odile: httpx.AsyncClient) -> None:
    await submit(odile, TEAM, **DORA)
    account = await find_account("dora@exemple.fr")
    path = f"{TEAM}/{account}"
    refused = await submit(odile, f"{path}/roles", roles="territory_lead", epci="")
    assert refused.status_code == 422
    assert "Choisissez la communauté de communes." in refused.text
    assert re.search(r'value="territory_lead" checked', refused.text)
    assert (await submit(odile, f"{path}/roles")).status_code == 422
    done = await save(odile, path, f"{path}/roles", roles="territory_lead", epci="200026573")
    assert done.status_code == 303
    journal = (await odile.get("/admin/journal")).text
    assert "comité de pilotage (lecture seule) → référent territorial" in journal


async def test_somebody_removed_is_signed_out_and_the_last_organizer_stays(
    fair: EditionValue, odile: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    done = await submit(odile, TEAM, **DORA)
    dora = another_client()
    await submit(dora, f"/lien/{done.text.partition('/lien/')[2][:32]}")
    account = await find_account("dora@exemple.fr")
    assert "httpx" not in (await odile.get(f"{TEAM}/{account}")).text
    assert (await submit(odile, f"{TEAM}/{account}/retrait")).headers["location"] == TEAM
    assert (await dora.get("/admin")).status_code == 403
    assert (await odile.get(f"{TEAM}/{account}")).status_code == 404
    (me,) = await queries.team()
    stayed = await submit(odile, f"{TEAM}/{me.id}/retrait")
    assert stayed.headers["location"] == f"{TEAM}/{me.id}"
    assert "dernière personne de l’organisation" in (await odile.get(f"{TEAM}/{me.id}")).text
    assert (await odile.get("/admin")).status_code == 200


async def test_one_s_own_codes_and_sessions(
    fair: EditionValue, odile: httpx.AsyncClient, another_client: Callable[[], httpx.AsyncClient]
) -> None:
    shown = (await odile.get(f"{MINE}/double-verification")).text
    secret = shown.partition('name="secret" value="')[2][:32]
    assert (await submit(odile, f"{MINE}/double-verification", secret=secret, code="000")).status_code == 422
    code = pyotp.TOTP(secret).at(clock.now())
    codes = await submit(odile, f"{MINE}/double-verification", secret=secret, code=code)
    found = re.findall(r"class=\"code\">([a-z2-9]{5}-[a-z2-9]{5})<", codes.text)
    assert len(found) == 10
    assert found[0] not in (await odile.get(MINE)).text
    (me,) = await queries.team()
    from forum.people import service

    other = await service.open_session("staff", me.id, None, "Firefox, Android")
    page = (await odile.get(MINE)).text
    assert "Firefox, Android" in page
    assert "Il vous reste 10 codes de secours." in page
    session = re.search(r"/admin/compte/sessions/([0-9a-f]{64})/fin", page)
    assert session
    await submit(odile, session[0])
    assert await queries.find_session(other) is None
    await submit(odile, f"{MINE}/codes-de-secours")
    assert (await submit(odile, f"{MINE}/double-verification/retrait")).status_code == 303
    assert (await submit(odile, f"{MINE}/codes-de-secours")).headers["location"] == f"{MINE}/double-verification"


async def test_a_viewer_keeps_their_own_account_and_no_other(fair: EditionValue, client: httpx.AsyncClient) -> None:
    await sign_in(client, "viewer", "Vera")
    assert (await client.get(MINE)).status_code == 200
    assert (await client.get(TEAM)).status_code == 403
    for session in ("x", "0" * 64, "%2e%2e", "é"):
        assert (await submit(client, f"{MINE}/sessions/{session}/fin")).status_code in {303, 404}
    assert (await client.get(MINE)).status_code == 200


async def test_every_screen_leads_to_its_own_part_of_the_help(fair: EditionValue, odile: httpx.AsyncClient) -> None:
    told = (await odile.get("/admin/aide")).text
    for path in (
        "",
        "/exposants",
        "/stands",
        "/classes",
        "/visiteurs",
        "/badges",
        "/porte",
        "/letters",
        "/equipe",
        "/edition",
    ):
        part = re.search(r'href="/admin/aide#(\w+)"', (await odile.get(f"/admin{path}")).text)
        assert part, path
        assert f'id="{part[1]}"' in told, path

"""Links of letters: one purpose, one end, and a sign-in that serves once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from litestar import Litestar

from forum import clock
from forum.database import fetch
from forum.people import links, queries, service, sessions
from forum.people.links import DeadLink
from forum.people.who import Who
from tests import builders
from tests.kit.race import together
from tests.kit.web import submit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
People = Callable[[], httpx.AsyncClient]


async def a_link(
    purpose: str = "teacher", subject: uuid.UUID | None = None, lasts: timedelta = timedelta(days=1)
) -> str:
    """The token of a new link."""
    made = await links.make(purpose, subject or uuid.uuid4(), None, clock.now() + lasts)
    return links.token_of(made)


async def test_neither_the_token_nor_the_cookie_is_kept_in_the_database(database: str) -> None:
    token = await a_link()
    _, cookie = await service.follow(token)
    (kept,) = await fetch("SELECT * FROM access_link")
    (session,) = await fetch("SELECT * FROM login_session")
    assert token not in str(kept)
    assert cookie not in str(session)
    assert (kept["token_hash"], session["id"]) == (links.hash_token(token), links.hash_token(cookie))


async def test_a_link_opens_its_own_subject_only(database: str) -> None:
    therese = uuid.uuid4()
    kind, cookie = await service.follow(await a_link("teacher", therese))
    assert kind == "teacher"
    assert await queries.find_session(cookie) == Who("teacher", therese, "", confirmed=False)


async def test_only_a_link_asked_for_by_mail_lets_a_teacher_change_things(database: str) -> None:
    therese = uuid.uuid4()
    kind, cookie = await service.follow(await a_link("teacher-full", therese))
    assert kind == "teacher"
    assert await queries.find_session(cookie) == Who("teacher", therese, "")


async def test_a_link_to_one_s_own_space_may_be_followed_again(database: str) -> None:
    token = await a_link("visitor")
    first, second = await service.follow(token), await service.follow(token)
    assert first[1] != second[1]


@pytest.mark.parametrize("spoilt", ["expired", "revoked", "used", "unknown", "device", "empty"])
async def test_a_dead_link_opens_nothing(database: str, spoilt: str) -> None:
    subject = uuid.uuid4()
    token = await a_link("device" if spoilt == "device" else "sign-in", subject)
    later = NOW + timedelta(days=400) if spoilt == "expired" else clock.now()
    if spoilt == "revoked":
        await links.revoke_all(subject)
    if spoilt == "used":
        await service.follow(token)
    before = await fetch("SELECT count(*) AS n FROM login_session")
    with clock.at(later), pytest.raises(DeadLink):
        await service.follow({"unknown": "A" * 32, "empty": ""}.get(spoilt, token))
    assert await fetch("SELECT count(*) AS n FROM login_session") == before


async def test_twenty_at_one_sign_in_link_are_one(database: str) -> None:
    odile = await builders.staff()
    token = await a_link("sign-in", odile.id)
    done, failed = await together([service.follow(token) for _ in range(20)])
    assert (len(done), failed) == (1, {"DeadLink": 19})
    assert await fetch("SELECT count(*) AS n FROM login_session") == [{"n": 1}]
    assert await queries.find_session(done[0][1]) == odile


# ── Over HTTP ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def fair(app: Litestar) -> None:
    await builders.a_fair()


async def test_looking_at_a_sign_in_link_does_not_spend_it(fair: None, client: httpx.AsyncClient) -> None:
    address = await builders.sign_in_address()
    for _ in range(3):
        seen = await client.get(address)
        assert (seen.status_code, sessions.cookie_name() in client.cookies) == (200, False)
    landed = await submit(client, address)
    assert (landed.status_code, landed.headers["location"]) == (303, "/admin")
    assert (await client.get("/admin")).status_code == 200
    assert (await submit(client, address)).status_code == 404


@pytest.mark.parametrize(
    "role, space",
    [("organizer", "/admin"), ("viewer", "/admin"), ("door_supervisor", "/porte"), ("door_staff", "/porte")],
)
async def test_everybody_lands_where_they_may_be(fair: None, client: httpx.AsyncClient, role: str, space: str) -> None:
    landed = await submit(client, await builders.sign_in_address(role, "Dora"))
    assert landed.headers["location"] == space
    assert (await client.get(space)).status_code == 200


@pytest.mark.parametrize("token", ["A" * 32, "x", "é", "%00", "%F0%9F%99%82", "a" * 5000, "..%2f..%2fetc"])
async def test_a_wrong_link_is_a_clear_page(fair: None, client: httpx.AsyncClient, token: str) -> None:
    answer = await client.get(f"/lien/{token}")
    assert answer.status_code == 404
    assert "n’est plus valable" in answer.text or "n’existe pas" in answer.text


async def test_a_session_planted_beforehand_is_not_adopted(fair: None, client: httpx.AsyncClient) -> None:
    client.cookies.set(sessions.cookie_name(), "planted-by-charlie")
    landed = await submit(client, await builders.sign_in_address())
    fresh = landed.headers["set-cookie"]
    assert landed.status_code == 303
    assert "planted-by-charlie" not in fresh
    assert all(word in fresh for word in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert await queries.find_session("planted-by-charlie") is None


async def test_signing_out_ends_the_session_on_the_server(fair: None, another_client: People) -> None:
    odile, thief = another_client(), another_client()
    await submit(odile, await builders.sign_in_address())
    name = sessions.cookie_name()
    thief.cookies.set(name, odile.cookies[name])
    assert (await thief.get("/admin")).status_code == 200
    assert (await submit(odile, "/deconnexion")).status_code == 303
    assert (await thief.get("/admin")).status_code == 403


async def test_a_session_ends_by_itself(database: str) -> None:
    odile = await builders.staff()
    with clock.at(NOW):
        cookie = await service.open_session("staff", odile.id, None)
        assert await queries.find_session(cookie) == odile
    with clock.at(NOW + timedelta(hours=12)):
        assert await queries.find_session(cookie) is None


async def test_an_account_that_was_removed_is_out_at_once(database: str) -> None:
    odile = await builders.staff()
    cookie = await service.open_session("staff", odile.id, None)
    await fetch("UPDATE account SET removed_at = {} WHERE id = {}", clock.now(), odile.id)
    assert await queries.find_session(cookie) is None

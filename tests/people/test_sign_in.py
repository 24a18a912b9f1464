"""Signing in by password: one sentence for every mistake, the same time for everybody, and codes that serve once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import argon2
import httpx
import pyotp
import pytest
from litestar import Litestar

from forum import clock
from forum.database import fetch
from forum.people import passwords, queries, service
from forum.people.service import PasswordTooShort, WrongCredentials
from forum.people.who import Who
from tests import builders
from tests.kit.race import together
from tests.kit.web import submit

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
GOOD = "une phrase assez longue"
ADDRESS = "odile@exemple.fr"
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def odile(database: str) -> Who:
    """Odile has a password."""
    made = await builders.staff()
    await service.set_password(made.id, GOOD)
    return made


async def with_codes(odile: Who) -> pyotp.TOTP:
    """From now on Odile needs a one-time code, too."""
    secret = passwords.new_totp_secret()
    await fetch("UPDATE account SET totp_secret = {} WHERE id = {}", secret, odile.id)
    return pyotp.TOTP(secret)


async def test_the_right_password_opens_a_session(odile: Who) -> None:
    assert await queries.find_session(await service.sign_in(f" {ADDRESS.upper()} ", GOOD, "")) == odile


@pytest.mark.parametrize(
    "email, password",
    [(ADDRESS, "une autre phrase longue"), (ADDRESS, ""), ("nobody@exemple.fr", GOOD), (ADDRESS, GOOD + " "), ("", "")],
)
async def test_every_mistake_is_one_sentence(odile: Who, email: str, password: str) -> None:
    with pytest.raises(WrongCredentials) as refused:
        await service.sign_in(email, password, "")
    assert refused.value.sentence == WrongCredentials.sentence
    assert await fetch("SELECT count(*) AS n FROM login_session") == [{"n": 0}]


async def test_an_unknown_address_and_one_without_password_cost_as_much_time_as_a_wrong_password(
    odile: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    await builders.staff(name="Dora", role="door_staff")  # an account that has no password
    compared: list[argon2.Parameters] = []

    class Listening(argon2.PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # noqa: A002 - the library's name
            compared.append(argon2.extract_parameters(str(hash)))
            return passwords_hasher.verify(hash, password)

    passwords_hasher = passwords.hasher()
    monkeypatch.setattr(passwords, "hasher", Listening)
    for email in (ADDRESS, "nobody@exemple.fr", "dora@exemple.fr"):
        with pytest.raises(WrongCredentials):
            await service.sign_in(email, "une autre phrase longue", "")
    assert len(compared) == 3
    assert len(set(map(repr, compared))) == 1


def test_a_password_costs_what_the_rfc_advises() -> None:
    """The tests' own hasher costs nothing: this asks a process of its own."""
    code = "from forum.people.passwords import hash_password; print(hash_password('une phrase assez longue'))"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert argon2.extract_parameters(made.strip()) == argon2.profiles.RFC_9106_LOW_MEMORY


async def test_a_password_is_kept_as_argon2_only(odile: Who) -> None:
    (kept,) = await fetch("SELECT password_hash FROM account WHERE id = {}", odile.id)
    assert kept["password_hash"].startswith("$argon2id$")


async def test_a_new_password_closes_every_open_session(odile: Who) -> None:
    cookie = await service.sign_in(ADDRESS, GOOD, "")
    await service.set_password(odile.id, "une phrase toute nouvelle")
    assert await queries.find_session(cookie) is None
    with pytest.raises(WrongCredentials):
        await service.sign_in(ADDRESS, GOOD, "")


async def test_a_short_password_is_refused(odile: Who) -> None:
    with pytest.raises(PasswordTooShort):
        await service.set_password(odile.id, "onze lettre")
    await service.sign_in(ADDRESS, GOOD, "")


async def test_a_code_is_asked_where_one_is_set(odile: Who) -> None:
    codes = await with_codes(odile)
    with clock.at(NOW):
        right = codes.at(int(NOW.timestamp()))
        for code in ("", "000000" if right != "000000" else "000001", "zzz", "²²²²²²", right[:5]):
            with pytest.raises(WrongCredentials):
                await service.sign_in(ADDRESS, GOOD, code)
        assert await service.sign_in(ADDRESS, GOOD, f"{right[:3]} {right[3:]}")


async def test_a_code_serves_once_and_an_older_one_never_again(odile: Who) -> None:
    codes = await with_codes(odile)
    with clock.at(NOW):
        now, before = (codes.at(int(NOW.timestamp()) - ago) for ago in (0, 30))
        await service.sign_in(ADDRESS, GOOD, now)
        for code in (now, before):
            with pytest.raises(WrongCredentials):
                await service.sign_in(ADDRESS, GOOD, code)
    with clock.at(NOW + timedelta(seconds=30)):
        await service.sign_in(ADDRESS, GOOD, codes.at(int(NOW.timestamp()) + 30))


async def test_eight_at_one_code_are_one(odile: Who) -> None:
    codes = await with_codes(odile)
    with clock.at(NOW):
        code = codes.at(int(NOW.timestamp()))
        done, failed = await together([service.sign_in(ADDRESS, GOOD, code) for _ in range(8)])
    assert (len(done), failed) == (1, {"WrongCredentials": 7})


# ── Over HTTP ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_page_keeps_the_address_and_never_the_password(app: Litestar, client: httpx.AsyncClient) -> None:
    answer = await submit(client, "/connexion", email=ADDRESS, password="un mot de passe faux")
    assert answer.status_code == 422
    assert WrongCredentials.sentence in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert "un mot de passe faux" not in answer.text


async def test_the_eleventh_try_in_a_minute_waits(app: Litestar, client: httpx.AsyncClient) -> None:
    answers = [await submit(client, "/connexion", email=ADDRESS, password="faux") for _ in range(11)]
    assert [one.status_code for one in answers] == [422] * 10 + [429]
    assert "Trop de tentatives" in answers[-1].text
    assert answers[-1].headers["content-type"].startswith("text/html")
    assert (await client.get("/connexion")).status_code == 200


async def test_an_organizer_who_signs_in_by_password_is_in(app: Litestar, client: httpx.AsyncClient) -> None:
    await builders.a_fair()
    odile = await builders.staff()
    await service.set_password(odile.id, GOOD)
    landed = await submit(client, "/connexion", email=ADDRESS, password=GOOD, code="")
    assert (landed.status_code, landed.headers["location"]) == (303, "/admin")
    assert (await client.get("/admin")).status_code == 200

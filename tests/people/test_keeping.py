"""Keeping the team: roles changed, sessions closed, somebody removed; one organiser stays, whoever clicks at once."""

from __future__ import annotations

import uuid

import pytest

from forum.database import fetch
from forum.errors import NotFound
from forum.people import keeping, links, queries, recovery, service
from forum.people.device import device_of
from forum.people.keeping import LastOrganizer
from forum.people.service import UnknownRole, WrongCredentials
from forum.people.who import DOOR_STAFF, ORGANIZER, TERRITORY_LEAD, VIEWER
from tests import builders
from tests.kit.race import together

HAUT_JURA = "200026573"


async def test_other_roles_replace_the_ones_before(database: str) -> None:
    await builders.staff()
    dora = await builders.staff(DOOR_STAFF, "Dora")
    await keeping.set_roles(dora.id, {VIEWER, TERRITORY_LEAD}, HAUT_JURA)
    now = await queries.find_staff(dora.id)
    assert now is not None
    assert (now.roles, now.epci) == ({VIEWER, TERRITORY_LEAD}, HAUT_JURA)


@pytest.mark.parametrize(
    ("roles", "epci"), [(set(), None), ({"king"}, None), ({TERRITORY_LEAD}, None), ({VIEWER}, HAUT_JURA)]
)
async def test_roles_that_make_no_sense_change_nothing(database: str, roles: set[str], epci: str | None) -> None:
    dora = await builders.staff(DOOR_STAFF, "Dora")
    with pytest.raises(UnknownRole):
        await keeping.set_roles(dora.id, roles, epci)
    assert await queries.find_staff(dora.id) == dora


async def test_the_last_organizer_stays(database: str) -> None:
    odile = await builders.staff()
    with pytest.raises(LastOrganizer):
        await keeping.remove(odile.id)
    with pytest.raises(LastOrganizer):
        await keeping.set_roles(odile.id, {VIEWER}, None)
    await keeping.set_roles(odile.id, {VIEWER, ORGANIZER}, None)
    assert not await queries.nobody_yet()


async def test_two_organizers_who_remove_each_other_at_once_leave_one(database: str) -> None:
    both = [await builders.staff(name=name) for name in ("Odile", "Olga")]
    done, failed = await together([keeping.remove(one.id) for one in both])
    assert (len(done), failed) == (1, {"LastOrganizer": 1})
    assert len(await queries.team()) == 1


async def test_somebody_removed_comes_in_by_no_way(database: str) -> None:
    await builders.staff()
    dora = await builders.staff(VIEWER, "Dora")
    await service.set_password(dora.id, "une phrase assez longue")
    cookie = await service.open_session("staff", dora.id, None)
    link = (await service.sign_in_link(dora.id)).rpartition("/")[2]
    await recovery.new_codes(dora.id)
    await keeping.remove(dora.id)
    assert await queries.find_session(cookie) is None
    with pytest.raises(links.DeadLink):
        await service.follow(link)
    with pytest.raises(WrongCredentials):
        await service.sign_in("dora@exemple.fr", "une phrase assez longue", "")
    assert await recovery.codes_left(dora.id) == 0
    for verb in (keeping.remove(dora.id), keeping.remove(uuid.uuid4())):
        with pytest.raises(NotFound):
            await verb


async def test_sessions_are_seen_and_closed_and_nobody_closes_another_ones(database: str) -> None:
    odile, dora = await builders.staff(), await builders.staff(VIEWER, "Dora")
    phone = await service.open_session("staff", odile.id, None, "Firefox, Android")
    desk = await service.open_session("staff", odile.id, None, "Chrome, Windows")
    seen = {one.device: one for one in await queries.sessions_of(odile.id, desk)}
    assert {name: one.this_one for name, one in seen.items()} == {"Firefox, Android": False, "Chrome, Windows": True}
    await keeping.close_session(dora.id, seen["Firefox, Android"].id)
    assert await queries.find_session(phone) is not None
    await keeping.close_session(odile.id, seen["Firefox, Android"].id)
    assert await queries.find_session(phone) is None
    third = await service.open_session("staff", odile.id, None)
    await keeping.close_sessions(odile.id, but=desk)
    assert await queries.find_session(third) is None
    assert await queries.find_session(desk) is not None
    assert len(await queries.sessions_of(odile.id)) == 1


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("curl/8.5.0", "appareil inconnu"),
        (None, "appareil inconnu"),
        ("é" * 5000, "appareil inconnu"),
    ],
)
def test_a_browser_is_known_again(agent: str | None, told: str) -> None:
    assert device_of(agent) == told


async def test_a_recovery_code_signs_in_once_when_the_phone_is_lost(database: str) -> None:
    odile = await builders.staff()
    await service.set_password(odile.id, "une phrase assez longue")
    await fetch("UPDATE account SET totp_secret = {} WHERE id = {}", "A" * 32, odile.id)
    codes = await recovery.new_codes(odile.id)
    assert (len(set(codes)), await recovery.codes_left(odile.id)) == (10, 10)
    typed = codes[0].upper().replace("-", " ")
    assert await service.sign_in("odile@exemple.fr", "une phrase assez longue", typed)
    for wrong in (codes[0], "abcde-fghjk", ""):
        with pytest.raises(WrongCredentials):
            await service.sign_in("odile@exemple.fr", "une phrase assez longue", wrong)
    assert await recovery.codes_left(odile.id) == 9


async def test_a_recovery_code_typed_twice_at_once_opens_once_and_new_ones_end_the_old(database: str) -> None:
    odile = await builders.staff()
    first = await recovery.new_codes(odile.id)
    done, _ = await together([recovery.spend_code(odile.id, first[0]) for _ in range(4)])
    assert sorted(done) == [False, False, False, True]
    await recovery.new_codes(odile.id)
    assert not await recovery.spend_code(odile.id, first[1])
    assert first[1] not in str(await fetch("SELECT code_hash FROM recovery_code"))


async def test_a_code_of_somebody_else_opens_nothing(database: str) -> None:
    odile, olga = await builders.staff(), await builders.staff(name="Olga")
    codes = await recovery.new_codes(olga.id)
    assert not await recovery.spend_code(odile.id, codes[0])

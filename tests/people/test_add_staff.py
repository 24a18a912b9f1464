"""Letting somebody into the team: an account once, a role once."""

from __future__ import annotations

import pytest

from forum import clock
from forum.database import fetch
from forum.people import queries, service
from forum.people.service import UnknownRole
from tests.kit.race import together

HAUT_JURA = "200026573"


async def test_an_address_has_one_account_with_several_roles(database: str) -> None:
    first = await service.add_staff("Dora@Exemple.fr", "Dora", "door_staff")
    again = await service.add_staff("dora@exemple.fr", "Quelqu’un d’autre", "viewer")
    assert again == first
    dora = await queries.find_staff(first)
    assert dora is not None
    assert (dora.name, dora.roles, dora.epci) == ("Dora", {"door_staff", "viewer"}, None)


async def test_a_territory_lead_has_one_territory_and_a_later_one_replaces_it(database: str) -> None:
    account = await service.add_staff("lea@exemple.fr", "Léa", "territory_lead", HAUT_JURA)
    await service.add_staff("lea@exemple.fr", "Léa", "territory_lead", "243900479")
    lea = await queries.find_staff(account)
    assert lea is not None
    assert lea.epci == "243900479"


@pytest.mark.parametrize("role, epci", [("king", None), ("", None), ("territory_lead", None), ("organizer", HAUT_JURA)])
async def test_a_role_that_makes_no_sense_is_refused(database: str, role: str, epci: str | None) -> None:
    with pytest.raises(UnknownRole):
        await service.add_staff("x@exemple.fr", "X", role, epci)
    assert await fetch("SELECT count(*) AS n FROM account") == [{"n": 0}]


async def test_two_organizers_who_invite_the_same_person_at_once_make_one_account(database: str) -> None:
    done, failed = await together([service.add_staff("dora@exemple.fr", "Dora", "door_staff") for _ in range(6)])
    assert (len(done), len(set(done)), failed) == (6, 1, {})
    assert len(await queries.team()) == 1


async def test_who_comes_back_has_the_new_role_only(database: str) -> None:
    account = await service.add_staff("dora@exemple.fr", "Dora", "organizer")
    await fetch("UPDATE account SET removed_at = {} WHERE id = {}", clock.now(), account)
    assert await queries.find_staff(account) is None
    assert await service.add_staff("dora@exemple.fr", "Dora", "viewer") == account
    dora = await queries.find_staff(account)
    assert dora is not None
    assert dora.roles == {"viewer"}

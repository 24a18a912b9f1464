"""The needs of a stand and the people on it: as many badges as people announced, never one more."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest

from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.service import StandCrowded
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from forum.stands import queries, service
from forum.stands.queries import BookingLine
from forum.stands.service import TooMuchPower
from tests import builders
from tests.builders import NEEDS
from tests.kit.race import together


@pytest.fixture
async def acme(edition: EditionValue) -> BookingLine:
    """Acme on A1, announced with two people, one of them named."""
    return await queries.booking_of(edition.id, await builders.an_exhibitor(edition))


async def names(acme: BookingLine) -> list[str]:
    return [one.name for one in await exhibitors.people_of(acme.exhibitor)]


async def test_needs_are_corrected_and_told(edition: EditionValue, acme: BookingLine) -> None:
    needs = replace(NEEDS, people=5, chairs=7, power_watts=3000, machine=True, note="Une presse de 200 kg.")
    await service.correct_needs(edition, acme.id, needs, SYSTEM)
    assert await queries.booking(edition.id, acme.id) == replace(
        acme, people=5, chairs=7, power_watts=3000, machine=True, note="Une presse de 200 kg."
    )
    assert await service.tell_now(edition, acme.id)
    assert len(await mail.letters_to(acme.exhibitor)) == 2
    await service.correct_needs(edition, acme.id, needs, SYSTEM)
    assert not await service.tell_now(edition, acme.id)  # nothing new tells nobody
    assert len(await mail.letters_to(acme.exhibitor)) == 2


async def test_a_stand_gives_no_more_power_than_it_has(edition: EditionValue, acme: BookingLine) -> None:
    with pytest.raises(TooMuchPower):
        await service.correct_needs(edition, acme.id, replace(NEEDS, power_watts=6000), SYSTEM)
    assert await queries.booking(edition.id, acme.id) == acme


async def test_a_named_person_has_a_badge_and_loses_it_with_the_place(edition: EditionValue, acme: BookingLine) -> None:
    await service.add_person(edition, acme.id, "Zoë", "Ğülşen", SYSTEM)
    zoe = next(one for one in await exhibitors.people_of(acme.exhibitor) if one.first_name == "Zoë")
    assert (await badges.badge(zoe.badge)).subtitle == "Zoë Ğülşen"
    with pytest.raises(StandCrowded):
        await service.add_person(edition, acme.id, "Un", "De-Trop", SYSTEM)
    await service.remove_person(edition, acme.id, zoe.id, SYSTEM)
    assert not (await badges.badge(zoe.badge)).valid
    assert await names(acme) == ["Alix Acme"]
    with pytest.raises(NotFound):
        await service.remove_person(edition, acme.id, zoe.id, SYSTEM)


async def test_a_refused_person_leaves_no_badge_behind(edition: EditionValue, acme: BookingLine) -> None:
    await service.add_person(edition, acme.id, "Zoë", "Ğülşen", SYSTEM)
    with pytest.raises(StandCrowded):
        await service.add_person(edition, acme.id, "Un", "De-Trop", SYSTEM)
    assert len(await badges.badges_of(acme.exhibitor)) == 2


async def test_people_cannot_become_fewer_than_those_named(edition: EditionValue, acme: BookingLine) -> None:
    await service.add_person(edition, acme.id, "Zoë", "Ğülşen", SYSTEM)
    with pytest.raises(StandCrowded) as refused:
        await service.correct_needs(edition, acme.id, replace(NEEDS, people=1), SYSTEM)
    assert refused.value.field == "people"


async def test_ten_at_once_get_the_badges_that_are_left(edition: EditionValue, acme: BookingLine) -> None:
    await service.correct_needs(edition, acme.id, replace(NEEDS, people=4), SYSTEM)
    done, failed = await together([service.add_person(edition, acme.id, f"N{n}", "Nouveau", SYSTEM) for n in range(10)])
    assert (len(done), failed) == (3, {"StandCrowded": 7})
    assert len(await names(acme)) == len(await badges.badges_of(acme.exhibitor, valid_only=True)) == 4


async def test_a_person_added_while_the_number_shrinks_never_exceeds_it(edition: EditionValue) -> None:
    for number in range(1, 5):
        acme = await queries.booking_of(edition.id, await builders.an_exhibitor(edition, f"A{number}"))
        steps = [
            service.correct_needs(edition, acme.id, replace(NEEDS, people=1), SYSTEM),
            service.add_person(edition, acme.id, "Zoë", "Ğülşen", SYSTEM),
        ]
        await together(steps[:: 1 if number % 2 else -1])
        assert len(await names(acme)) <= (await queries.booking(edition.id, acme.id)).people


async def test_somebody_of_another_stand_is_not_found(edition: EditionValue, acme: BookingLine) -> None:
    rival = await queries.booking_of(edition.id, await builders.an_exhibitor(edition, "A2", name="Rival"))
    (theirs,) = await exhibitors.people_of(rival.exhibitor)
    with pytest.raises(NotFound):
        await service.remove_person(edition, acme.id, theirs.id, SYSTEM)
    with pytest.raises(NotFound):
        await service.remove_person(edition, acme.id, uuid.uuid4(), SYSTEM)
    assert await names(rival) == ["Alix Acme"]

"""What an organiser decides, and what may follow what: one table of states, one letter each time."""

from __future__ import annotations

import re
import uuid

import pytest

from forum.badges import queries as badges
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from forum.stands import queries, service
from forum.stands.service import NoSuchStep
from tests import builders
from tests.kit.race import together


@pytest.fixture
async def acme(edition: EditionValue) -> uuid.UUID:
    return await builders.an_exhibitor(edition)


async def booking_id(edition: EditionValue, exhibitor: uuid.UUID) -> uuid.UUID:
    return (await queries.booking_of(edition.id, exhibitor)).id


async def letters(exhibitor: uuid.UUID) -> list[str]:
    found = [line.template.split("/")[-1].removesuffix(".md") for line in await mail.letters_to(exhibitor)]
    return sorted(found)


async def test_validating_makes_the_entry_firm_and_the_holder_public(edition: EditionValue, acme: uuid.UUID) -> None:
    await service.validate(edition, await booking_id(edition, acme), SYSTEM)
    assert (await queries.stand(edition.id, "A1")).holder == "Acme Lunettes"
    assert {(one.status, one.sequence) for one in await invitations.invitations_of(acme)} == {("CONFIRMED", 1)}
    assert await letters(acme) == ["received", "validated"]


async def test_refusing_frees_the_stand_and_says_why(edition: EditionValue, acme: uuid.UUID) -> None:
    await service.refuse(edition, await booking_id(edition, acme), SYSTEM, "Trop de lunettes déjà.")
    assert (await queries.stand(edition.id, "A1")).free
    assert [one.state for one in await badges.badges_of(acme)] == ["cancelled"]
    assert {one.status for one in await invitations.invitations_of(acme)} == {"CANCELLED"}
    assert await letters(acme) == ["received", "refused"]
    told = [line for line in await mail.letters_to(acme) if line.template.endswith("refused.md")]
    assert "Trop de lunettes déjà." in (await mail.letter(told[0].id)).text


async def test_the_entry_that_a_booking_showed_is_the_one_its_end_takes_away(
    edition: EditionValue, acme: uuid.UUID
) -> None:
    await service.cancel(edition, await booking_id(edition, acme), SYSTEM)
    rows = await fetch("SELECT ics_method, ics FROM letter WHERE holder = {} ORDER BY written_at", acme)
    told = [(row["ics_method"], *re.findall(r"^(?:UID|SUMMARY):(\S+)", row["ics"], re.MULTILINE)[:2]) for row in rows]
    assert [method for method, _, _ in told] == ["REQUEST", "CANCEL"]
    assert {uid for _, uid, _ in told} == {told[0][1]}
    assert {what for _, _, what in told} == {"Stand"}
    assert all("/exposants/espace" in row["ics"].replace("\r\n ", "") for row in rows)


@pytest.mark.parametrize("ended", ["refuse", "cancel"])
async def test_an_ended_booking_is_not_revived(edition: EditionValue, acme: uuid.UUID, ended: str) -> None:
    booking = await booking_id(edition, acme)
    if ended == "refuse":
        await service.refuse(edition, booking, SYSTEM, "")
    else:
        await service.cancel(edition, booking, SYSTEM)
    for step in (
        service.validate(edition, booking, SYSTEM),
        service.refuse(edition, booking, SYSTEM, ""),
        service.correct_needs(edition, booking, builders.NEEDS, SYSTEM),
        service.add_person(edition, booking, "Un", "Autre", SYSTEM),
    ):
        with pytest.raises(NoSuchStep):
            await step
    assert len(await letters(acme)) == 2


async def test_cancelling_twice_is_once(edition: EditionValue, acme: uuid.UUID) -> None:
    booking = await booking_id(edition, acme)
    done, failed = await together([service.cancel(edition, booking, SYSTEM) for _ in range(5)])
    assert (done, failed) == ([None] * 5, {})
    assert await letters(acme) == ["cancelled", "received"]


async def test_an_organiser_and_an_exhibitor_at_the_same_second_leave_one_truth(edition: EditionValue) -> None:
    for number in range(1, 5):
        acme = await builders.an_exhibitor(edition, f"A{number}", name=f"Acme {number}")
        booking = await booking_id(edition, acme)
        await together(
            [service.validate(edition, booking, SYSTEM), service.cancel(edition, booking, SYSTEM)][
                :: 1 if number % 2 else -1
            ]
        )
        state = (await queries.booking_of(edition.id, acme)).state
        free = (await queries.stand(edition.id, f"A{number}")).free
        (entry,) = {one.status for one in await invitations.invitations_of(acme)}
        valid = [one.valid for one in await badges.badges_of(acme)]
        assert (state, free, entry, valid) == ("cancelled", True, "CANCELLED", [False])


async def test_a_stranger_s_id_is_not_found(edition: EditionValue, acme: uuid.UUID) -> None:
    for step in (service.validate, service.cancel):
        with pytest.raises(NotFound):
            await step(edition, uuid.uuid4(), SYSTEM)

"""Registering a class: one class, one pass, places in persons and in coaches, and never one too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forum import clock
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.class_visits import queries, service
from forum.class_visits.queries import VisitLine
from forum.class_visits.service import ClassAlreadyThere, NoSuchSlot, RegistrationClosed, SlotPast
from forum.database import fetch
from forum.editions.queries import slots
from forum.editions.service import SlotFull
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.territory.queries import find_school
from tests import builders
from tests.builders import THERESE, said_of_a_class
from tests.kit.race import processes, together


async def taken(edition: EditionValue) -> list[tuple[int, int]]:
    """Persons and coaches of each slot."""
    return [(one.taken_persons, one.taken_coaches) for one in await slots(edition.id)]


async def test_it_keeps_what_was_said(edition: EditionValue) -> None:
    done = await service.register(edition, await said_of_a_class(edition), THERESE)
    school = await find_school(builders.PLATEAU)
    slot = (await slots(edition.id))[0]
    assert school
    assert await queries.visit(edition.id, done.id) == VisitLine(
        id=done.id,
        class_name="3e B",
        grade_level="3e",
        pupils=27,
        adults=2,
        special_needs=0,
        transport="coach",
        coaches=1,
        lunch=False,
        photo="no",
        registered_at=clock.now(),
        school=school.id,
        school_name="Collège du Plateau",
        uai="0391035N",
        insee_code="39286",
        municipality_name=school.municipality,
        slot=slot.id,
        day=edition.first_day.id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        gate_code="A",
        referent=done.referent,
        referent_first_name="Thérèse",
        referent_last_name="Teacher",
        referent_email="therese@ac-besancon.fr",
        referent_phone="0612345678",
        cancelled_at=None,
        trusted_at=clock.now(),
    )
    assert await taken(edition) == [(29, 1), (0, 0), (0, 0)]


async def test_one_pass_stands_for_the_whole_class(edition: EditionValue) -> None:
    done = await service.register(edition, await said_of_a_class(edition), THERESE)
    (badge,) = await badges.badges_of(done.id)
    assert (badge.kind, badge.pupils, badge.adults, badge.day, badge.expected_at) == (
        "class",
        27,
        2,
        edition.first_day.date,
        edition.first_day.opens_at,
    )
    assert (badge.title, badge.subtitle) == ("3ᵉ B", "Collège du Plateau")
    (entry,) = await invitations.invitations_of(done.id)
    assert (entry.entry.starts_at, entry.status) == (edition.first_day.opens_at, "CONFIRMED")
    (letter,) = await mail.letters_to(done.id)
    assert (letter.template, letter.badge, letter.calendar) == ("class_visits/letters/confirmed.md", True, True)
    assert [line.act for line in await audit.entries_about(done.id)] == ["register-class"]


@pytest.mark.parametrize("again", ["3e B", "3ème B", "3EME b", " 3e  B"])
async def test_the_same_class_is_spotted_however_it_is_written(edition: EditionValue, again: str) -> None:
    await service.register(edition, await said_of_a_class(edition), THERESE)
    before = await taken(edition)
    with pytest.raises(ClassAlreadyThere):
        await service.register(edition, await said_of_a_class(edition, class_name=again), THERESE)
    assert await taken(edition) == before
    assert len(await queries.all_visits(edition.id)) == 1


async def test_a_colleague_of_the_same_address_keeps_one_space(edition: EditionValue) -> None:
    first = await service.register(edition, await said_of_a_class(edition), THERESE)
    second = await service.register(
        edition, await said_of_a_class(edition, class_name="3e C"), replace(THERESE, first_name="Teresa")
    )
    assert (first.new_referent, second.new_referent, second.referent) == (True, False, first.referent)
    assert [line.class_name for line in await queries.visits_of(edition.id, first.referent)] == ["3e B", "3e C"]


@pytest.mark.parametrize(
    "changed, refusal",
    [
        ({"pupils": 59}, SlotFull),
        ({"slot": 999_999}, NoSuchSlot),
        ({"school": 999_999}, NotFound),
    ],
)
async def test_a_refusal_writes_nothing(edition: EditionValue, changed: dict[str, int], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        await service.register(edition, await said_of_a_class(edition, **changed), THERESE)
    assert await taken(edition) == [(0, 0)] * 3
    for table in ("class_visit", "referent", "badge", "letter", "access_link", "invitation", "audit_entry"):
        assert await fetch(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}], table


async def test_coaches_fill_a_slot_before_persons_do(edition: EditionValue) -> None:
    for name in ("3e A", "3e B"):
        await service.register(edition, await said_of_a_class(edition, class_name=name, pupils=10), THERESE)
    with pytest.raises(SlotFull):
        await service.register(edition, await said_of_a_class(edition, class_name="3e C", pupils=10), THERESE)
    done = await service.register(
        edition, await said_of_a_class(edition, class_name="3e C", pupils=10, transport="foot"), THERESE
    )
    assert (await queries.visit(edition.id, done.id)).coaches == 0
    assert (await taken(edition))[0] == (36, 2)


async def test_a_slot_of_another_edition_does_not_exist(edition: EditionValue) -> None:
    from forum.editions import service as editions
    from tests.kit.fair import small_fair

    other = await small_fair("2027")
    first = other.first_day
    await editions.add_slots(other.id, first.id, other.gates[0].id, first.opens_at, first.opens_at, 60, 2)
    (foreign,) = await slots(other.id)
    with pytest.raises(NoSuchSlot):
        await service.register(edition, await said_of_a_class(edition, slot=foreign.id), THERESE)


async def test_nobody_arrives_at_an_hour_that_is_past(edition: EditionValue) -> None:
    said = await said_of_a_class(edition)
    with clock.at((await slots(edition.id))[0].ends_at), pytest.raises(SlotPast):
        await service.register(edition, said, THERESE)
    with clock.at(edition.last_day.closes_at), pytest.raises(RegistrationClosed):
        await service.register(edition, said, THERESE)


async def test_one_class_from_ten_teachers_at_once_is_registered_once(edition: EditionValue) -> None:
    """On three slots: every verb of classes holds them all, so that the same name is seen wherever it is."""
    said = [await said_of_a_class(edition, slot=one.id, pupils=5, transport="foot") for one in await slots(edition.id)]
    done, failed = await together(
        [service.register(edition, said[n % 3], replace(THERESE, email=f"t{n}@exemple.fr")) for n in range(10)]
    )
    assert (len(done), failed) == (1, {"ClassAlreadyThere": 9})
    assert sum(persons for persons, _ in await taken(edition)) == 7


async def test_sixty_at_once_fill_a_slot_of_persons_exactly(edition: EditionValue) -> None:
    said = await said_of_a_class(edition, pupils=4, adults=1, transport="foot")
    done, failed = await together(
        [
            service.register(edition, replace(said, class_name=f"3e {n}"), replace(THERESE, email=f"t{n}@exemple.fr"))
            for n in range(60)
        ]
    )
    assert (len(done), failed) == (12, {"SlotFull": 48})
    assert (await taken(edition))[0] == (60, 0)
    assert sum(line.heads for line in await queries.all_visits(edition.id)) == 60


async def test_sixty_at_once_fill_a_slot_of_coaches_exactly(edition: EditionValue) -> None:
    said = await said_of_a_class(edition, pupils=1, adults=1)
    done, failed = await together(
        [
            service.register(edition, replace(said, class_name=f"3e {n}"), replace(THERESE, email=f"t{n}@exemple.fr"))
            for n in range(60)
        ]
    )
    assert (len(done), failed) == (2, {"SlotFull": 58})
    assert (await taken(edition))[0] == (4, 2)


REGISTER = """
import os
from dataclasses import replace
async def attempt(edition, number):
    said = await builders.said_of_a_class(edition, class_name=f"3e {os.getpid()} {number}", pupils=4, adults=1, transport="foot")
    mine = replace(builders.THERESE, email=f"t{os.getpid()}-{number}@exemple.fr")
    return await builders.class_visits.register(edition, said, mine)
"""


@pytest.mark.only("postgres")
async def test_two_processes_fill_a_slot_exactly(edition: EditionValue, database: str) -> None:
    outcomes = await processes(2, 30, REGISTER, database)
    assert outcomes == {"Registered": 12, "SlotFull": 48}
    assert (await taken(edition))[0] == (60, 0)

"""Booking a stand: one holder, decided by the database, whoever clicks at the same moment."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from forum import clock
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors.queries import ExhibitorLine
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from forum.stands import queries, service
from forum.stands.rules import Wanted
from forum.stands.service import BookingClosed, StandTaken, TooMuchPower
from tests.builders import ACME, NEEDS
from tests.kit.race import processes, together

EVERYTHING = (
    "exhibitor",
    "exhibitor_contact",
    "stand_booking",
    "stand_person",
    "badge",
    "letter",
    "access_link",
    "invitation WHERE part = 'setup'",
    "audit_entry",
)


async def test_it_keeps_what_was_said(edition: EditionValue) -> None:
    acme = await service.book(edition, "A1", ACME, NEEDS)
    assert await exhibitors.exhibitor(edition.id, acme) == ExhibitorLine(
        id=acme, registered_at=clock.now(), sector_code="lunetterie", **_without(asdict(ACME), "sector")
    )
    stand = await queries.stand(edition.id, "A1")
    booking = await queries.booking_of(edition.id, acme)
    said = {
        "state": "submitted",
        "booked_at": clock.now(),
        "stand": stand.id,
        "number": "A1",
        "zone": "Lunetterie",
        "exhibitor": acme,
        "exhibitor_name": "Acme Lunettes",
        "sector_code": "lunetterie",
        "insee_code": "39368",
        "email": "alix@acme.example",
        **asdict(NEEDS),
    }
    assert {name: getattr(booking, name) for name in said} == said
    assert (stand.state, stand.exhibitor, stand.free, stand.holder) == ("submitted", acme, False, None)


async def test_it_gives_a_badge_an_entry_a_letter_and_a_line_in_the_journal(edition: EditionValue) -> None:
    acme = await service.book(edition, "A1", ACME, NEEDS)
    (badge,) = await badges.badges_of(acme)
    assert (badge.kind, badge.title, badge.subtitle, badge.detail) == (
        "exhibitor",
        "Acme Lunettes",
        "Alix Acme",
        "Stand A1",
    )
    assert [(one.name, one.badge) for one in await exhibitors.people_of(acme)] == [("Alix Acme", badge.id)]
    day = edition.first_day
    assert [
        (one.part, one.entry.starts_at, one.entry.ends_at, one.status) for one in await invitations.invitations_of(acme)
    ] == [
        ("setup", day.setup_at, day.opens_at, "TENTATIVE"),
        (f"day-{day.id}", day.opens_at, day.closes_at, "TENTATIVE"),
        ("teardown", day.closes_at, day.teardown_until, "TENTATIVE"),
    ]
    (letter,) = await mail.letters_to(acme)
    assert (letter.template, letter.badge, letter.calendar) == ("stands/letters/received.md", True, True)
    booking = await queries.booking_of(edition.id, acme)
    assert [line.act for line in await audit.entries_about(booking.id)] == ["book-stand"]


@pytest.mark.parametrize(
    "number, watts, refusal",
    [
        ("A1", 6000, TooMuchPower),
        ("Z9", 500, NotFound),
        ("🙂", 500, NotFound),
        ("A" * 200, 500, NotFound),
    ],
    ids=["power", "unknown", "emoji", "long"],
)
async def test_a_refusal_writes_nothing(edition: EditionValue, number: str, watts: int, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        await service.book(edition, number, ACME, replace(NEEDS, power_watts=watts))
    for table in EVERYTHING:
        assert await fetch(f"SELECT count(*) AS n FROM {table}") == [{"n": 0}], table


async def test_a_taken_stand_is_refused_and_the_nearest_free_ones_are_known(edition: EditionValue) -> None:
    await service.book(edition, "A2", ACME, NEEDS)
    with pytest.raises(StandTaken):
        await service.book(edition, "A2", replace(ACME, name="Rival"), NEEDS)
    lost = await queries.stand(edition.id, "A2")
    assert [one.number for one, _ in await queries.alternatives(edition.id, lost, Wanted())] == ["A1", "A3", "A4"]


async def test_a_stand_given_back_can_be_booked_again(edition: EditionValue) -> None:
    acme = await service.book(edition, "A1", ACME, NEEDS)
    await service.cancel(edition, (await queries.booking_of(edition.id, acme)).id, SYSTEM)
    rival = await service.book(edition, "A1", replace(ACME, name="Rival"), NEEDS)
    assert (await queries.stand(edition.id, "A1")).exhibitor == rival


async def test_nobody_books_once_the_doors_have_closed(edition: EditionValue) -> None:
    with clock.at(edition.last_day.closes_at), pytest.raises(BookingClosed):
        await service.book(edition, "A1", ACME, NEEDS)


async def test_thirty_at_one_stand_are_one(edition: EditionValue) -> None:
    done, failed = await together(
        [
            service.book(edition, "A1", replace(ACME, name=f"Rival {n}", email=f"r{n}@rival.example"), NEEDS)
            for n in range(30)
        ]
    )
    assert (len(done), failed) == (1, {"StandTaken": 29})
    holders = await fetch("SELECT exhibitor FROM stand_booking")
    assert len(holders) == 1
    assert (await queries.stand(edition.id, "A1")).exhibitor == done[0]
    for table in EVERYTHING:
        assert await fetch(f"SELECT count(*) AS n FROM {table}") == [{"n": 1}], table


async def test_the_losers_of_a_race_can_all_have_another_stand(edition: EditionValue) -> None:
    done, failed = await together(
        [service.book(edition, f"A{n % 4 + 1}", replace(ACME, name=f"Rival {n}"), NEEDS) for n in range(12)]
    )
    assert (len(done), failed) == (4, {"StandTaken": 8})
    assert {one.exhibitor for one in await queries.plan(edition.id)} == set(done)


BOOK = """
async def attempt(edition, number):
    return await builders.an_exhibitor(edition, "A1", name=f"Rival {number}")
"""


@pytest.mark.only("postgres")
async def test_two_processes_at_one_stand_are_one(edition: EditionValue, database: str) -> None:
    assert await processes(2, 15, BOOK, database) == {"UUID": 1, "StandTaken": 29}
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 1}]


def _without(values: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in values.items() if key != name}

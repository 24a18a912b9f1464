"""What changed in a file is told: once, after a quiet moment, to whoever did not see it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import ContactSaid, Shown
from forum.invitations import queries as invitations
from forum.people.who import Who
from forum.stands import letters, queries, service
from forum.stands.queries import BookingLine
from forum.stands.rules import DetailsSaid
from tests import builders
from tests.builders import ACME, NEEDS
from tests.kit.fair import ODILE

DETAILS = DetailsSaid(2, False, "van", 0, False, False, 4, 1, None, 12, 20, ())


@pytest.fixture
async def acme(edition: EditionValue) -> BookingLine:
    return await queries.booking_of(edition.id, await builders.an_exhibitor(edition))


def mine(acme: BookingLine) -> Who:
    return Who("exhibitor", acme.exhibitor, "Acme")


async def told(template: str = "changed") -> list[tuple[str, Sequence[str]]]:
    """To whom, and the lines."""
    rows = await fetch(
        "SELECT to_address, fields FROM letter WHERE template = {} ORDER BY to_address, written_at",
        f"stands/letters/{template}.md",
    )
    return [(row["to_address"], msgspec.json.decode(row["fields"])["changes"]) for row in rows]


async def test_an_hour_on_the_telephone_is_one_letter(edition: EditionValue, acme: BookingLine) -> None:
    now = clock.now()
    await service.correct_needs(edition, acme.id, replace(NEEDS, people=3, tables=2), ODILE)
    with clock.at(now + timedelta(minutes=4)):
        await service.complete(edition, acme.id, DETAILS, ODILE)
        await service.declare_machine(edition, acme.id, builders.TOUR, ODILE)
        await service.show(edition, acme.id, Shown((), {"emploi": 2}, frozenset(), "", ""), ODILE)
    with clock.at(now + timedelta(minutes=6)):
        await service.add_person(edition, acme.id, "Bo", "Acme", ODILE)
    with clock.at(now + timedelta(minutes=15)):
        assert await service.tell_changes(edition) == 0
        waiting = await queries.untold(acme.id)
        assert waiting is not None
        assert waiting.leaves_at == now + timedelta(minutes=16)
    with clock.at(now + timedelta(minutes=16)):
        assert sum(await asyncio.gather(*(service.tell_changes(edition) for _ in range(5)))) == 1
    ((to, lines),) = await told()
    assert to == ACME.email
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "Personnes sur le stand : 2 → 3",
        "Tables : 1 → 2",
        "Déclaration de machine : Tour à bois",
        "Emploi : 0 → 2",
        "La fiche « Le jour du forum » est remplie",
        "La présentation du programme",
        "Un badge de plus : Bo Acme",
    ]
    assert await queries.untold(acme.id) is None


async def test_somebody_who_never_stops_is_told_within_the_hour(edition: EditionValue, acme: BookingLine) -> None:
    now = clock.now()
    for minutes in range(0, 66, 6):
        with clock.at(now + timedelta(minutes=minutes)):
            await service.correct_needs(edition, acme.id, replace(NEEDS, tables=minutes // 6 % 4 + 2), ODILE)
            assert await service.tell_changes(edition) == (minutes == 60)


async def test_the_badge_of_a_new_person_goes_with_the_letter(edition: EditionValue, acme: BookingLine) -> None:
    await service.correct_needs(edition, acme.id, replace(NEEDS, people=4), ODILE)
    for name in ("Bo", "Cy"):
        await service.add_person(edition, acme.id, name, "Acme", ODILE)
    await service.tell_now(edition, acme.id)
    (row,) = await fetch("SELECT badge FROM letter WHERE template = {}", "stands/letters/changed.md")
    assert row["badge"] is not None


async def test_the_invitation_goes_again_when_who_is_invited_changes(edition: EditionValue, acme: BookingLine) -> None:
    await service.correct_organisation(edition, acme.id, replace(ACME, first_name="Alex"), mine(acme))
    await service.tell_now(edition, acme.id)
    (row,) = await fetch("SELECT ics_method FROM letter WHERE template = {}", "stands/letters/changed.md")
    assert row["ics_method"] is not None


async def test_colleagues_read_what_one_of_them_changed(edition: EditionValue, acme: BookingLine) -> None:
    await exhibitors.add_contact(acme.exhibitor, ContactSaid("Bo", "Acme", "bo@acme.example", ""))
    await service.correct_needs(edition, acme.id, replace(NEEDS, chairs=6), mine(acme))
    await service.tell_now(edition, acme.id)
    assert [to for to, _ in await told()] == [ACME.email, "bo@acme.example"]


async def test_organisers_write_to_the_main_contact_alone(edition: EditionValue, acme: BookingLine) -> None:
    await exhibitors.add_contact(acme.exhibitor, ContactSaid("Bo", "Acme", "bo@acme.example", ""))
    await service.correct_needs(edition, acme.id, replace(NEEDS, chairs=6), ODILE)
    await service.tell_now(edition, acme.id)
    assert [to for to, _ in await told()] == [ACME.email]


async def test_another_address_is_written_to_at_once(edition: EditionValue, acme: BookingLine) -> None:
    await service.correct_needs(edition, acme.id, replace(NEEDS, chairs=6), ODILE)
    await service.correct_organisation(edition, acme.id, replace(ACME, email="alex@acme.example"), ODILE)
    ((to, lines),) = await told()
    assert to == "alex@acme.example"
    assert len(lines) == 2
    (note,) = await fetch("SELECT summary FROM audit_entry WHERE act = {}", "correct-organisation")
    assert "@" not in note["summary"]


async def test_a_booking_that_ended_tells_nothing_more(edition: EditionValue, acme: BookingLine) -> None:
    await service.correct_needs(edition, acme.id, replace(NEEDS, chairs=6), ODILE)
    await service.cancel(edition, acme.id, ODILE)
    assert not await service.tell_now(edition, acme.id)
    assert await told() == []
    assert len(await fetch("SELECT 1 AS n FROM letter WHERE template = {}", "stands/letters/cancelled.md")) == 1


async def test_the_entry_of_the_set_up_follows_the_hour_that_was_chosen(
    edition: EditionValue, acme: BookingLine
) -> None:
    async def begins() -> datetime:
        (entry,) = [one for one in await invitations.invitations_of(acme.exhibitor) if one.part == "setup"]
        return entry.entry.starts_at

    now, opening = clock.now(), edition.first_day.setup_at
    assert await begins() == opening
    for minutes, chosen in ((30, opening + timedelta(hours=1)), (200, opening + timedelta(minutes=30)), (400, None)):
        with clock.at(now + timedelta(minutes=minutes)):
            await service.complete(edition, acme.id, replace(DETAILS, setup_at=chosen), mine(acme))
        with clock.at(now + timedelta(minutes=minutes + 70)):
            assert await service.tell_changes(edition) == 1
        assert await begins() == (chosen or opening)
    (first, *_) = await fetch("SELECT ics FROM letter WHERE template = 'stands/letters/changed.md' ORDER BY written_at")
    assert f":{clock.local(opening + timedelta(hours=1)):%Y%m%dT%H%M%S}" in first["ics"]


async def test_meals_alone_send_no_entry_again(edition: EditionValue, acme: BookingLine) -> None:
    now = clock.now()
    await service.complete(edition, acme.id, replace(DETAILS, meals=9), mine(acme))
    with clock.at(now + timedelta(minutes=70)):
        assert await service.tell_changes(edition) == 1
    assert await fetch("SELECT ics FROM letter WHERE template = 'stands/letters/changed.md'") == [{"ics": None}]


async def test_an_hour_that_the_day_no_longer_has_gives_way_to_the_first_one(
    edition: EditionValue, acme: BookingLine
) -> None:
    day = edition.first_day
    late = replace(acme, setup_at=day.opens_at)
    assert letters.entries(edition, late)["setup"].starts_at == day.setup_at

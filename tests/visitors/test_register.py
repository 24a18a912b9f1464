"""Registering a visitor: one person, one badge, one entry, one letter, however often the button is pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forum import clock
from forum.audit import queries as audit
from forum.badges import queries as badges
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.queries import VisitorLine
from forum.visitors.rules import VisitorSaid
from forum.visitors.service import Registered, RegistrationClosed
from tests.builders import ADA
from tests.kit.race import together

pytestmark = pytest.mark.usefixtures("in_november")


async def test_it_keeps_what_was_said(edition: EditionValue) -> None:
    done = await service.register(edition, ADA)
    assert done.new
    assert await queries.visitor(edition.id, done.id) == VisitorLine(
        id=done.id,
        first_name="Ada",
        last_name="Lovelace",
        email="ada@visiteuse.example",
        status="lyceen",
        postal_code="39200",
        insee_code="39478",
        elsewhere=None,
        adults=1,
        children=0,
        registered_at=clock.now(),
        cancelled_at=None,
    )


async def test_it_gives_a_badge_an_entry_a_letter_and_a_line_in_the_journal(edition: EditionValue) -> None:
    done = await service.register(edition, replace(ADA, adults=2, children=1))
    (badge,) = await badges.badges_of(done.id)
    assert (badge.kind, badge.title, badge.subtitle, badge.detail) == (
        "visitor",
        "Ada",
        "Lovelace",
        "et 2 accompagnants",
    )
    assert (badge.adults, badge.pupils, badge.valid) == (2, 1, True)
    (entry,) = await invitations.invitations_of(done.id)
    assert (entry.entry.starts_at, entry.status, entry.sequence) == (edition.first_day.opens_at, "CONFIRMED", 0)
    (letter,) = await mail.letters_to(done.id)
    assert (letter.template, letter.to_address, letter.badge, letter.calendar) == (
        "visitors/letters/welcome.md",
        "ada@visiteuse.example",
        True,
        True,
    )
    assert [line.act for line in await audit.entries_about(done.id)] == ["register-visitor"]


@pytest.mark.parametrize("again", [ADA, replace(ADA, first_name="ADA", last_name="lovelace"), replace(ADA, children=3)])
async def test_the_same_person_again_gets_the_badge_again_and_changes_nothing(
    edition: EditionValue, again: VisitorSaid
) -> None:
    first = await service.register(edition, ADA)
    before = await queries.visitor(edition.id, first.id)
    assert await service.register(edition, again) == Registered(first.id, new=False)
    assert await queries.all_visitors(edition.id) == [before]
    assert sorted(line.template for line in await mail.letters_to(first.id)) == [
        "visitors/letters/way_in.md",
        "visitors/letters/welcome.md",
    ]
    assert len(await badges.badges_of(first.id)) == 1


async def test_a_family_shares_an_address(edition: EditionValue) -> None:
    for first_name in ("Ada", "Annabella", "Byron"):
        assert (await service.register(edition, replace(ADA, first_name=first_name))).new
    assert [line.first_name for line in await queries.all_visitors(edition.id)] == ["Ada", "Annabella", "Byron"]


async def test_two_names_in_another_alphabet_are_two_people(edition: EditionValue) -> None:
    assert (await service.register(edition, replace(ADA, first_name="伟", last_name="王"))).new
    assert (await service.register(edition, replace(ADA, first_name="娜", last_name="王"))).new
    assert not (await service.register(edition, replace(ADA, first_name="娜", last_name="王"))).new


async def test_who_cancelled_may_register_again(edition: EditionValue) -> None:
    first = await service.register(edition, ADA)
    await service.cancel(edition, first.id, Who("visitor", first.id, "Ada"))
    assert (await service.register(edition, ADA)).new


async def test_ten_clicks_make_one_visitor(edition: EditionValue) -> None:
    done, failed = await together([service.register(edition, ADA) for _ in range(10)])
    assert (len(done), failed) == (10, {})
    assert sum(one.new for one in done) == 1
    assert len(await queries.all_visitors(edition.id)) == 1
    assert len(await badges.all_badges(edition.id)) == 1


@pytest.mark.parametrize(
    "at", [datetime(2026, 11, 27, 16, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)], ids=["doors closed", "in spring"]
)
async def test_nobody_registers_once_the_doors_have_closed(edition: EditionValue, at: datetime) -> None:
    with clock.at(at), pytest.raises(RegistrationClosed):
        await service.register(edition, ADA)
    assert await queries.all_visitors(edition.id) == []

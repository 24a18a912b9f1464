"""Arrival slots of the public: never overfull, given back, offered in order, with a time to confirm."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.badges import queries as badges
from forum.editions.service import DaySaid, set_day
from forum.editions.service.days import SlotsLeftOut
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import Who
from forum.visitors import queries, service
from forum.visitors.service import SlotFull, SlotHeld, SlotNeeded, SlotPast, SlotTooSmall, TooManyForSlot
from tests import builders
from tests.builders import ADA
from tests.kit.fair import ODILE
from tests.kit.race import processes, together

pytestmark = pytest.mark.usefixtures("in_november")


async def come(edition: EditionValue, n: int, slot: int, heads: int = 1, wait: str = "") -> uuid.UUID:
    """The nth visitor, with companions, on a slot."""
    said = replace(ADA, first_name=f"Ada {n}", email=f"ada{n}@visiteuse.example", adults=heads, slot=slot)
    return (await service.register(edition, said, wait=wait)).id


async def come_later(edition: EditionValue, n: int, slot: int, heads: int = 1, wait: str = "") -> uuid.UUID:
    """The same, a second after whoever came before."""
    clock.set(clock.now() + timedelta(seconds=1))
    return await come(edition, n, slot, heads, wait)


async def taken(edition: EditionValue) -> list[int]:
    return [slot.taken for slot in await queries.slots(edition.id)]


async def templates(visitor: uuid.UUID) -> list[str]:
    return sorted(one.template.rpartition("/")[2] for one in await mail.letters_to(visitor))


def own(visitor: uuid.UUID) -> Who:
    return Who("visitor", visitor, "Ada")


async def test_a_place_is_taken_with_the_companions_and_said_on_the_badge(edition: EditionValue) -> None:
    first, _ = await builders.visitor_slots(edition, 5, 5)
    ada = await come(edition, 1, first, heads=3)
    assert await taken(edition) == [3, 0]
    (badge,) = await badges.badges_of(ada)
    assert (badge.detail, badge.expected_at) == (
        "Arrivée 9\u00a0h, et 2 accompagnants",
        edition.first_day.opens_at,
    )
    (entry,) = await invitations.invitations_of(ada)
    assert entry.entry.ends_at - entry.entry.starts_at == timedelta(minutes=30)


async def test_a_slot_must_be_said_where_there_are_some(edition: EditionValue) -> None:
    await builders.visitor_slots(edition, 5)
    with pytest.raises(SlotNeeded):
        await service.register(edition, ADA)
    assert await queries.all_visitors(edition.id) == []


async def test_a_full_slot_refuses_and_writes_nothing_or_takes_whoever_waits(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    await come(edition, 1, slot, heads=2)
    with pytest.raises(SlotFull):
        await come(edition, 2, slot)
    assert len(await queries.all_visitors(edition.id)) == 1
    waits = await come(edition, 2, slot, wait="slot")
    line = await queries.visitor(edition.id, waits)
    assert (line.state, await queries.rank(edition.id, waits), await taken(edition)) == ("waiting", 1, [2])
    assert (await templates(waits), await badges.badges_of(waits)) == (["waiting.md"], [])
    assert await queries.heads(edition.id) == (1, 2)


async def test_waiting_for_less_than_one_s_party_is_no_use(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    with pytest.raises(TooManyForSlot):
        await come(edition, 1, slot, heads=3, wait="any")


async def test_a_cancellation_gives_the_place_to_the_next_who_fits(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    holder = await come(edition, 1, slot)
    await come(edition, 2, slot)
    family = await come_later(edition, 3, slot, heads=2, wait="slot")
    alone = await come_later(edition, 4, slot, wait="slot")
    await service.cancel(edition, holder, own(holder))
    assert [(await queries.visitor(edition.id, one)).state for one in (family, alone)] == ["waiting", "offered"]
    assert await taken(edition) == [2]
    assert await templates(alone) == ["promoted.md", "waiting.md"]
    await service.confirm(edition, alone, own(alone))
    assert (await queries.visitor(edition.id, alone)).expected
    assert await templates(alone) == ["promoted.md", "waiting.md", "welcome.md"]
    assert len(await badges.badges_of(alone)) == 1


async def test_a_place_that_is_not_confirmed_in_time_goes_on(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 1)
    holder = await come(edition, 1, slot)
    second = await come_later(edition, 2, slot, wait="slot")
    third = await come_later(edition, 3, slot, wait="slot")
    await service.cancel(edition, holder, own(holder))
    with clock.at(clock.now() + timedelta(hours=49)):
        assert await service.pass_on(edition) == 1
        assert await service.pass_on(edition) == 0
        states = [(await queries.visitor(edition.id, one)).state for one in (second, third)]
        assert states == ["lapsed", "offered"]
        with pytest.raises(service.OfferOver):
            await service.confirm(edition, second, own(second))
        await service.wait_again(edition, second, own(second))
        assert await queries.rank(edition.id, second) == 1
    assert await taken(edition) == [1]


async def test_whoever_takes_any_hour_is_offered_the_nearest(edition: EditionValue) -> None:
    first, _, last = await builders.visitor_slots(edition, 1, 1, 1)
    await come(edition, 1, first)
    ada = await come(edition, 2, first, wait="any")
    line = await queries.visitor(edition.id, ada)
    assert (line.state, line.slot, line.slot == last) == ("offered", first + 1, False)


async def test_another_hour_moves_the_place_the_badge_and_the_calendar(edition: EditionValue) -> None:
    first, second = await builders.visitor_slots(edition, 2, 2)
    ada = await come(edition, 1, first, heads=2)
    waits = await come(edition, 2, first, wait="slot")
    await service.move(edition, ada, second, ODILE)
    assert await taken(edition) == [1, 2]
    assert (await queries.visitor(edition.id, waits)).state == "offered"
    (badge,) = await badges.badges_of(ada)
    (entry,) = await invitations.invitations_of(ada)
    half_past = edition.first_day.opens_at + timedelta(minutes=30)
    assert (badge.expected_at, entry.entry.starts_at, entry.sequence) == (half_past, half_past, 1)
    assert await templates(ada) == ["changed.md", "welcome.md"]


async def test_a_change_to_a_slot_that_filled_meanwhile_changes_nothing(edition: EditionValue) -> None:
    first, second = await builders.visitor_slots(edition, 2, 1)
    ada = await come(edition, 1, first)
    await come(edition, 2, second)
    before = await queries.visitor(edition.id, ada)
    with pytest.raises(SlotFull):
        await service.move(edition, ada, second, own(ada))
    assert (await queries.visitor(edition.id, ada), await taken(edition)) == (before, [1, 1])


async def test_whoever_waits_and_asks_for_what_there_is_is_expected(edition: EditionValue) -> None:
    first, second = await builders.visitor_slots(edition, 1, 1)
    await come(edition, 1, first)
    ada = await come(edition, 2, first, wait="slot")
    await service.move(edition, ada, second, own(ada))
    assert (await queries.visitor(edition.id, ada)).expected
    assert await templates(ada) == ["waiting.md", "welcome.md"]


async def test_an_hour_that_is_over_takes_nobody(edition: EditionValue) -> None:
    first, _ = await builders.visitor_slots(edition, 5, 5)
    with clock.at(edition.first_day.opens_at + timedelta(minutes=31)), pytest.raises(SlotPast):
        await come(edition, 1, first)


async def test_more_places_go_to_whoever_waits_and_fewer_than_taken_are_refused_by_name(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    await come(edition, 1, slot)
    await come_later(edition, 2, slot)
    waits = await come(edition, 3, slot, wait="slot")
    with pytest.raises(SlotTooSmall, match="Ada 2 Lovelace"):
        await service.resize_slot(edition, slot, 1, ODILE)
    await service.resize_slot(edition, slot, 3, ODILE)
    assert (await queries.visitor(edition.id, waits)).state == "offered"


async def test_slots_that_visitors_hold_are_not_laid_anew(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 2)
    await come(edition, 1, slot)
    with pytest.raises(SlotHeld):
        await builders.visitor_slots(edition, 9, 9)
    with pytest.raises(SlotHeld):
        await service.remove_slot(edition, slot, ODILE)


async def test_whoever_registered_before_there_were_slots_still_comes(edition: EditionValue) -> None:
    ada = await builders.a_visitor(edition)
    (slot,) = await builders.visitor_slots(edition, 2)
    await service.change(edition, ada, replace(ADA, children=1), own(ada))
    assert (await queries.visitor(edition.id, ada)).expected
    await service.change(edition, ada, replace(ADA, slot=slot), own(ada))
    assert await taken(edition) == [1]


async def test_five_hundred_at_once_fill_sixty_places(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 60)
    done, failed = await together([come(edition, n, slot) for n in range(500)])
    assert (len(done), failed, await taken(edition)) == (60, {"SlotFull": 440}, [60])
    assert len(await badges.all_badges(edition.id)) == 60


async def test_many_at_once_while_others_cancel_leave_no_place_and_nobody_twice(edition: EditionValue) -> None:
    (slot,) = await builders.visitor_slots(edition, 60)
    there = [await come(edition, n, slot) for n in range(30)]
    coming = [come(edition, n, slot, wait="slot") for n in range(30, 130)]
    leaving = [service.cancel(edition, one, own(one)) for one in there]
    mixed = [work for n, one in enumerate(coming) for work in ([one, leaving[n]] if n < len(leaving) else [one])]
    _, failed = await together(mixed)
    assert failed == {}
    lines = await queries.all_visitors(edition.id)
    inside = [line for line in lines if line.holds_places]
    assert (sum(line.heads for line in inside), await taken(edition)) == (60, [60])
    assert len([line for line in lines if line.state == "waiting"]) == 40


ATTEMPT = """
from dataclasses import replace
import os
from forum.visitors import queries, service

async def attempt(edition, number):
    slot = (await queries.slots(edition.id))[0].id
    email = f"ada{os.getpid()}-{number}@visiteuse.example"
    return await service.register(edition, replace(builders.ADA, email=email, slot=slot))
"""


@pytest.mark.only("postgres")
async def test_two_workers_fill_sixty_places_between_them(edition: EditionValue, database: str) -> None:
    await builders.visitor_slots(edition, 60)
    told = await processes(2, 250, ATTEMPT, database)
    assert (told, await taken(edition)) == ({"Registered": 60, "SlotFull": 440}, [60])


async def test_the_hours_of_the_public_follow_a_day_that_moves_and_stay_within_it(edition: EditionValue) -> None:
    await builders.visitor_slots(edition, 5, 5)
    first, last = edition.first_day, (await queries.slots(edition.id))[-1]
    week = timedelta(days=7)
    said = DaySaid(
        first.date + week,
        *(at + week for at in (first.setup_at, first.opens_at, first.closes_at, first.teardown_until)),
    )
    await set_day(edition.id, first.id, said)
    assert (await queries.slots(edition.id))[-1].starts_at == last.starts_at + week
    with pytest.raises(SlotsLeftOut):
        await set_day(edition.id, first.id, replace(said, opens_at=last.starts_at + week + timedelta(minutes=1)))
    assert (await queries.slots(edition.id))[-1].starts_at == last.starts_at + week

"""A class waits whole, is offered places whole and in order, and has a time to confirm."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.badges import queries as badges
from forum.class_visits import queries, service
from forum.class_visits.rules import InLine, confirm_by, first_that_holds
from forum.class_visits.service import OfferOver, TooLargeForSlot, said_of
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mail import queries as mail
from forum.people.who import SYSTEM
from tests import builders
from tests.builders import THERESE, said_of_a_class
from tests.class_visits.test_register import taken
from tests.kit.race import processes, together

_seconds = itertools.count(1)


async def waits(edition: EditionValue, name: str, wait: str = "slot", **changed: object) -> queries.VisitLine:
    """A class that asks to wait when there is no room, a second after the one before it: in the frozen hour of a test
    two would else stand in line as their random ids do."""
    said = await said_of_a_class(edition, class_name=name, **changed)
    mine = replace(THERESE, email=f"{name.replace(' ', '')}@ac-besancon.fr")
    with clock.at(clock.now() + timedelta(seconds=next(_seconds))):
        made = await service.register(edition, said, mine, None, wait)
    return await queries.visit(edition.id, made.id)


async def state(edition: EditionValue, line: queries.VisitLine) -> str:
    return (await queries.visit(edition.id, line.id)).state


async def test_a_class_that_waits_holds_no_place_no_pass_and_no_entry(edition: EditionValue) -> None:
    await builders.a_class(edition, pupils=50)
    line = await waits(edition, "3e C")
    assert (line.state, line.slot) == ("waiting", (await slots(edition.id))[0].id)
    assert (await taken(edition))[0] == (52, 1)
    assert (await badges.badges_of(line.id), await invitations.invitations_of(line.id)) == ([], [])
    assert [one.template for one in await mail.letters_to(line.id)] == ["class_visits/letters/waiting.md"]
    assert line.id not in [one.id for one in await queries.all_visits(edition.id)]


async def test_with_room_nobody_waits(edition: EditionValue) -> None:
    assert (await waits(edition, "3e C")).state == "expected"


async def test_a_class_larger_than_the_slot_would_wait_for_ever(edition: EditionValue) -> None:
    with pytest.raises(TooLargeForSlot):
        await waits(edition, "3e C", pupils=59)


async def test_freed_places_go_to_the_first_who_fits_whole_in_persons_and_coaches(edition: EditionValue) -> None:
    one, two = [await builders.a_class(edition, class_name=f"4e {n}", pupils=28) for n in "AB"]
    large, small, coachless = (
        await waits(edition, "3e L", pupils=45),
        await waits(edition, "3e S", pupils=20),
        await waits(edition, "3e F", pupils=6, transport="foot"),
    )
    await service.cancel(edition, one, SYSTEM)
    # 30 places and a coach: not enough for 47, enough for 22 and then 8.
    assert [await state(edition, line) for line in (large, small, coachless)] == ["waiting", "offered", "offered"]
    assert (await taken(edition))[0] == (60, 2)
    await service.cancel(edition, two, SYSTEM)
    assert await state(edition, large) == "waiting"
    await service.cancel(edition, small.id, SYSTEM)
    assert await state(edition, large) == "offered"
    assert (await taken(edition))[0] == (55, 1)


async def test_a_coach_too_many_keeps_a_class_waiting_though_there_are_seats(edition: EditionValue) -> None:
    for n in "AB":
        await builders.a_class(edition, class_name=f"4e {n}", pupils=8)
    line = await waits(edition, "3e C", pupils=10)
    assert line.state == "waiting"
    assert (await waits(edition, "3e D", pupils=10, transport="foot")).state == "expected"


async def test_confirming_makes_the_class_expected_with_all_that_follows(edition: EditionValue) -> None:
    first = await builders.a_class(edition, pupils=50)
    line = await waits(edition, "3e C")
    await service.cancel(edition, first, SYSTEM)
    offered = await queries.visit(edition.id, line.id)
    assert offered.offered_until == confirm_by(clock.now(), offered.starts_at) == clock.now() + timedelta(hours=48)
    done, failed = await together([service.confirm(edition, line.id, SYSTEM) for _ in range(4)])
    assert (done, failed) == ([None] * 4, {})
    assert await state(edition, line) == "expected"
    assert len(await badges.badges_of(line.id)) == 1
    assert sorted(one.template.rpartition("/")[2] for one in await mail.letters_to(line.id)) == [
        "confirmed.md",
        "promoted.md",
        "waiting.md",
    ]
    assert (await taken(edition))[0] == (29, 1)


async def test_what_is_not_confirmed_in_time_goes_to_the_next_who_may_come_back_at_the_end(
    edition: EditionValue,
) -> None:
    first = await builders.a_class(edition, pupils=50)
    late, next_one = await waits(edition, "3e C", pupils=50), await waits(edition, "3e D", pupils=50)
    await service.cancel(edition, first, SYSTEM)
    with clock.at(clock.now() + timedelta(hours=49)):
        with pytest.raises(OfferOver):
            await service.confirm(edition, late.id, SYSTEM)
        answers, failed = await together([service.pass_on(edition) for _ in range(3)])
        assert (sum(answers), failed) == (1, {})
        assert [await state(edition, one) for one in (late, next_one)] == ["lapsed", "offered"]
        assert (await taken(edition))[0] == (52, 1)
        await service.wait_again(edition, late.id, SYSTEM)
        assert await state(edition, late) == "waiting"
        assert (await queries.ranks(edition.id)) == {late.id: 1}


async def test_whoever_takes_any_hour_gets_the_nearest_that_holds_the_class(edition: EditionValue) -> None:
    first, second, third = await slots(edition.id)
    for n, slot in enumerate((first, second, third)):
        await builders.a_class(edition, class_name=f"4e {n}", slot=slot.id, pupils=50)
    line = await waits(edition, "3e C", wait="any")
    (middle,) = [one for one in await queries.all_visits(edition.id) if one.slot == second.id]
    await service.cancel(edition, middle.id, SYSTEM)
    offered = await queries.visit(edition.id, line.id)
    assert (offered.state, offered.slot) == ("offered", second.id)


async def test_a_class_that_shrinks_or_moves_to_where_there_is_room_is_expected_at_once(edition: EditionValue) -> None:
    await builders.a_class(edition, pupils=40)
    shrinks, moves = await waits(edition, "3e C"), await waits(edition, "3e D")
    await service.change(edition, shrinks.id, replace(said_of(shrinks), pupils=26), SYSTEM)
    assert await state(edition, shrinks) == "waiting"  # eighteen places are left, not twenty-eight
    await service.change(edition, shrinks.id, replace(said_of(shrinks), pupils=16), SYSTEM)
    assert await state(edition, shrinks) == "expected"
    await service.move(edition, moves.id, (await slots(edition.id))[1].id, SYSTEM)
    assert await state(edition, moves) == "expected"
    assert await taken(edition) == [(60, 2), (29, 1), (0, 0)]


def test_half_the_time_that_is_left_is_the_most_that_places_are_kept() -> None:
    now = clock.now()
    assert confirm_by(now, now + timedelta(hours=3)) == now + timedelta(minutes=90)
    assert confirm_by(now, now - timedelta(hours=1)) == now


def test_nothing_is_offered_in_a_slot_that_has_begun() -> None:
    assert first_that_holds([], InLine(5, 0, 1, True), clock.now()) is None


async def five_hundred(edition: EditionValue, persons: int, transport: str) -> tuple[int, dict[str, int]]:
    said = await said_of_a_class(edition, pupils=persons - 1, adults=1, transport=transport)
    done, failed = await together(
        [
            service.register(
                edition, replace(said, class_name=f"3e {n}"), replace(THERESE, email=f"t{n}@ac-besancon.fr")
            )
            for n in range(500)
        ]
    )
    return len(done), dict(failed)


async def test_five_hundred_at_once_fill_sixty_places_exactly(edition: EditionValue) -> None:
    assert await five_hundred(edition, 5, "foot") == (12, {"SlotFull": 488})
    assert await taken(edition) == [(60, 0), (0, 0), (0, 0)]


async def test_registrations_cancellations_and_promotions_at_once_never_overfill_a_slot(edition: EditionValue) -> None:
    inside = [await builders.a_class(edition, class_name=f"4e {n}", pupils=8, transport="foot") for n in range(6)]
    said = await said_of_a_class(edition, pupils=8, transport="foot")
    asked = [
        service.register(
            edition, replace(said, class_name=f"3e {n}"), replace(THERESE, email=f"t{n}@ac-besancon.fr"), None, "slot"
        )
        for n in range(40)
    ]
    ended = [service.cancel(edition, one, SYSTEM) for one in inside]
    _, failed = await together([*asked[:20], *ended, *asked[20:], service.pass_on(edition)])
    assert failed == {}
    lines = [one for one in await queries.all_visits(edition.id, state="") if not one.cancelled_at]
    assert (await taken(edition))[0] == (60, 0)
    assert sum(one.heads for one in lines if one.holds_places) == 60
    assert sum(one.state == "waiting" for one in lines) == 34


WAIT = """
import os
from dataclasses import replace
async def attempt(edition, number):
    said = await builders.said_of_a_class(edition, class_name=f"3e {os.getpid()} {number}", pupils=4, adults=1, transport="foot")
    mine = replace(builders.THERESE, email=f"t{os.getpid()}-{number}@ac-besancon.fr")
    return await builders.class_visits.register(edition, said, mine, None, "slot")
"""


@pytest.mark.only("postgres")
async def test_two_processes_fill_a_slot_and_a_line_exactly(edition: EditionValue, database: str) -> None:
    assert await processes(2, 30, WAIT, database) == {"Registered": 60}
    assert (await taken(edition))[0] == (60, 0)
    lines = await queries.all_visits(edition.id, state="waiting")
    assert len(lines) == 48

"""Many at one stand at the same second: the database decides, on both engines."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

from forum import clock
from forum.database import fetch
from forum.stands import queries, service
from tests import builders
from tests.kit.fair import ODILE


async def _together(*verbs: Any) -> list[Any]:
    return await asyncio.gather(*verbs, return_exceptions=True)


def _acme(number: int) -> Any:
    return replace(builders.ACME, name=f"Acme {number}", email=f"acme{number}@acme.example")


async def test_two_hundred_people_at_one_stand_make_one_booking(database: str) -> None:
    edition = await builders.a_fair()
    with builders.in_time(edition):
        done = await _together(*(service.book(edition, "A1", _acme(n), builders.NEEDS) for n in range(200)))
    assert sorted({type(answer).__name__ for answer in done}) == ["StandTaken", "UUID"]
    assert sum(isinstance(answer, uuid.UUID) for answer in done) == 1
    assert await fetch("SELECT count(*) AS n FROM exhibitor") == [{"n": 1}]
    assert await fetch("SELECT count(*) AS n FROM letter") == [{"n": 1}]


async def test_two_hundred_people_keep_one_stand_once(database: str) -> None:
    edition = await builders.a_fair()
    with builders.in_time(edition):
        done = await _together(*(service.keep(edition, "A1") for _ in range(200)))
        kept = [answer for answer in done if isinstance(answer, queries.HoldValue)]
        assert len(kept) == 1
        assert {type(answer) for answer in done if answer is not kept[0]} == {service.StandHeld}
        assert await fetch("SELECT count(*) AS n FROM stand_hold") == [{"n": 1}]


async def test_a_move_and_a_booking_at_the_same_second(database: str) -> None:
    edition = await builders.a_fair(stand_count=8)
    with builders.in_time(edition):
        for n in range(6):
            acme = await service.book(edition, f"A{n + 1}", _acme(n), builders.NEEDS)
            booking = await queries.booking_of(edition.id, acme)
            verbs = [
                service.move(edition, booking.id, "A7", ODILE),
                service.book(edition, "A7", _acme(50 + n), builders.NEEDS),
            ]
            done = await _together(*(verbs if n % 2 else reversed(verbs)))
            assert sum(isinstance(answer, service.StandTaken) for answer in done) == 1
            (holder,) = [one for one in await queries.all_bookings(edition.id) if one.stands and one.number == "A7"]
            await service.cancel(edition, holder.id, ODILE)


async def test_two_moves_to_one_stand(database: str) -> None:
    edition = await builders.a_fair(stand_count=8)
    with builders.in_time(edition):
        mine = [await service.book(edition, f"A{n + 1}", _acme(n), builders.NEEDS) for n in range(6)]
        lines = [await queries.booking_of(edition.id, one) for one in mine]
        done = await _together(*(service.move(edition, line.id, "A8", ODILE) for line in lines))
    assert [type(answer) for answer in done].count(type(None)) == 1
    assert [type(answer) for answer in done].count(service.StandTaken) == 5


async def test_swaps_in_opposite_orders_end(database: str) -> None:
    """Each swap happens whole; the same two bookings asked from both sides do not wait for each other for ever."""
    edition = await builders.a_fair()
    with builders.in_time(edition):
        one, two = [
            (await queries.booking_of(edition.id, await service.book(edition, number, _acme(n), builders.NEEDS))).id
            for n, number in enumerate(("A1", "A2"))
        ]
        done = await _together(
            *(service.swap(edition, *((one, two) if n % 2 else (two, one)), by=ODILE) for n in range(10))
        )
        assert done == [None] * 10
        assert {(await queries.booking(edition.id, id_)).number for id_ in (one, two)} == {"A1", "A2"}


async def test_a_late_hold_never_takes_a_taken_stand(database: str) -> None:
    """Acme's quarter of an hour ran out while typing; a rival booked: Acme is refused and keeps what it typed."""
    edition = await builders.a_fair()
    with builders.in_time(edition) as now:
        kept = await service.keep(edition, "A1")
        with clock.at(now + timedelta(minutes=16)):
            done = await _together(
                service.book(edition, "A1", _acme(1), builders.NEEDS),
                service.book(edition, "A1", _acme(2), builders.NEEDS, kept=kept.id),
                service.extend(edition, "A1", kept.id),
                service.keep(edition, "A1"),
            )
            standing = [one for one in await queries.all_bookings(edition.id) if one.stands]
            assert len(standing) <= 1
            plan = {one.number: one for one in await queries.plan(edition.id)}
            assert not (plan["A1"].state and plan["A1"].held_by)
            assert sum(not isinstance(answer, Exception) for answer in done) >= 1


async def test_one_stand_is_offered_once_however_many_pass_it_on(database: str) -> None:
    edition = await builders.a_fair(stand_count=1)
    with builders.in_time(edition) as now:
        acme = await service.book(edition, "A1", _acme(0), builders.NEEDS)
        waiting = []
        for n in (1, 2, 3):
            with clock.at(now + timedelta(minutes=n)):
                waiting.append(await service.wait_for_one(edition, _acme(n), builders.NEEDS))
        await service.cancel(edition, (await queries.booking_of(edition.id, acme)).id, ODILE)
        await _together(*(service.pass_on(edition) for _ in range(20)))
        offers = [await queries.offer_to((await queries.booking_of(edition.id, one)).id) for one in waiting]
        assert [bool(one) for one in offers] == [True, False, False]
        letters = await fetch("SELECT count(*) AS n FROM letter WHERE template = {}", "stands/letters/offered.md")
        assert letters == [{"n": 1}]

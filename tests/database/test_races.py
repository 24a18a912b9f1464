"""Many at once on scarce places, with failures and cancellations strewn in: no place lost, none given twice."""

import asyncio
import contextvars
import random
import threading
import uuid

import pytest
from piccolo.columns import Integer, Text
from piccolo.table import Table

from forum.database import AlreadyThere, LinkBroken, Unavailable, engine, fetch, hold, transaction
from tests.kit import patience

from .conftest import taken


class Room(Table, tablename="room"):
    id = Integer(primary_key=True)
    name = Text()
    capacity = Integer()


class Full(Exception):
    pass


@pytest.fixture(params=[False, True], ids=["own", "shared"])
def shared(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def take_a_place(*, shared: bool, careful: bool = True) -> None:
    """Count, then book: right only because the room is held."""
    async with transaction(shared=shared):
        if careful:
            await hold(Room, 1)
        count = await taken()
        await asyncio.sleep(0.001)
        if count >= 10:
            raise Full
        await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), count + 1)


async def test_holding_the_parent_prevents_overbooking(seats: str, shared: bool) -> None:
    done = await asyncio.gather(*(take_a_place(shared=shared) for _ in range(40)), return_exceptions=True)
    assert [type(answer) for answer in done].count(Full) == 30
    assert await taken() == 10


async def test_without_holding_postgres_would_overbook(seats: str) -> None:
    """The reason for hold(): here the unique place catches it, a bare count would not."""
    done = await asyncio.gather(*(take_a_place(shared=False, careful=False) for _ in range(40)), return_exceptions=True)
    clashes = [type(answer) for answer in done].count(AlreadyThere)
    assert clashes == 0 if engine().engine_type == "sqlite" else clashes > 0


async def test_holding_several_rows_in_opposite_orders_does_not_deadlock(seats: str) -> None:
    await fetch("INSERT INTO room VALUES (2, 'yard', 10)")

    async def both(ids: tuple[int, int]) -> None:
        async with transaction():
            await hold(Room, *ids)
            await asyncio.sleep(0.01)

    await asyncio.gather(*(both((1, 2) if n % 2 else (2, 1)) for n in range(10)))


@pytest.mark.only("postgres")
async def test_others_may_insert_under_a_held_parent(seats: str) -> None:
    """hold() locks against holders, not against a child that merely points to the row."""

    async def insert() -> None:
        await fetch("INSERT INTO seat VALUES ({}, 1, 5)", uuid.uuid4())

    async with transaction():
        await hold(Room, 1)
        # From a task of its own, outside of this transaction.
        await asyncio.wait_for(
            asyncio.get_running_loop().create_task(insert(), context=contextvars.Context()), patience.SECONDS
        )
    assert await taken() == 1


async def test_hold_outside_a_transaction_is_refused(seats: str) -> None:
    with pytest.raises(RuntimeError):
        await hold(Room, 1)


async def test_thirty_for_one_seat_give_exactly_one(seats: str, shared: bool) -> None:
    async def book() -> None:
        async with transaction(shared=shared):
            await fetch("INSERT INTO seat VALUES ({}, 1, 7)", uuid.uuid4())

    done = await asyncio.gather(*(book() for _ in range(30)), return_exceptions=True)
    assert [type(answer) for answer in done].count(AlreadyThere) == 29
    assert await taken() == 1


@pytest.mark.parametrize("seed", range(4))
async def test_failures_and_cancellations_strewn_in(seats: str, shared: bool, seed: int) -> None:
    dice = random.Random(seed)
    threads = threading.active_count()
    kept: list[int] = []

    async def book(place: int, mishap: str) -> None:
        async with transaction(shared=shared and place % 5 != 0):
            await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)
            await asyncio.sleep(dice.random() / 200)
            if mishap == "fails":
                raise KeyError(place)
            if mishap == "clashes":
                await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)
        kept.append(place)

    mishaps = [dice.choice(["", "fails", "clashes", "cancelled"]) for _ in range(120)]
    tasks = [asyncio.create_task(book(place, mishap)) for place, mishap in enumerate(mishaps, start=1)]
    for task, mishap in zip(tasks, mishaps, strict=True):
        if mishap == "cancelled":
            asyncio.get_running_loop().call_later(dice.random() / 3, task.cancel)
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(answer) for answer in done} <= {type(None), KeyError, AlreadyThere, asyncio.CancelledError}

    rows = {row["place"] for row in await fetch("SELECT place FROM seat")}
    # Whoever was told yes has the seat. A cancelled one may have been cancelled while the commit was under way.
    assert set(kept) <= rows
    assert rows - set(kept) <= {place for place, mishap in enumerate(mishaps, start=1) if mishap == "cancelled"}
    assert threading.active_count() <= threads
    await asyncio.wait_for(take_a_place_after(), patience.SECONDS)


async def take_a_place_after() -> None:
    async with transaction():
        await fetch("INSERT INTO seat VALUES ({}, 1, 1000)", uuid.uuid4())


async def test_cancelled_while_queueing_leaves_the_queue_moving(seats: str, shared: bool) -> None:
    inside, go = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        async with transaction(shared=shared):
            inside.set()
            await go.wait()

    async def book(place: int) -> None:
        async with transaction(shared=shared):
            await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)

    first = asyncio.create_task(slow())
    await inside.wait()
    waiting = [asyncio.create_task(book(place)) for place in range(1, 31)]
    await asyncio.sleep(0.01)
    for task in waiting[::2]:
        task.cancel()
    go.set()
    await first
    done = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), patience.SECONDS)
    if engine().engine_type == "sqlite":
        assert all(isinstance(answer, asyncio.CancelledError) for answer in done[::2])
    assert all(answer is None for answer in done[1::2])


async def test_a_refusal_of_one_does_not_undo_its_neighbours(seats: str) -> None:
    """Shared commits: each in its own savepoint, each answered only when all is durable."""

    async def book(place: int) -> None:
        async with transaction(shared=True):
            await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)
            if place % 3 == 0:
                raise Full

    done = await asyncio.gather(*(book(place) for place in range(1, 31)), return_exceptions=True)
    assert [place for place, answer in enumerate(done, start=1) if answer is None] == [
        row["place"] for row in await fetch("SELECT place FROM seat ORDER BY place")
    ]
    assert await taken() == 20


@pytest.mark.only("sqlite")
async def test_a_lost_common_commit_is_told_to_everybody_in_it(seats: str) -> None:
    # A foreign key checked at the commit: the only way to make a real COMMIT fail on demand.
    await fetch(
        "CREATE TABLE guest (id INTEGER PRIMARY KEY, room INTEGER REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED)"
    )

    async def come(guest: int) -> None:
        async with transaction(shared=True):
            await fetch("INSERT INTO guest VALUES ({}, {})", guest, 99 if guest == 3 else 1)

    done = await asyncio.gather(*(come(guest) for guest in range(6)), return_exceptions=True)
    told_yes = {guest for guest, answer in enumerate(done) if answer is None}
    assert {row["id"] for row in await fetch("SELECT id FROM guest")} == told_yes
    assert 3 not in told_yes
    # Its neighbours broke nothing: they are told to come back.
    assert {type(answer) for answer in done} <= {type(None), Unavailable}
    with pytest.raises(LinkBroken):
        await come(3)
    await come(10)

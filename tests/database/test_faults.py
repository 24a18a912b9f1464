"""A constraint that says no is told in the same words on both engines, and never quotes the values."""

import traceback
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from piccolo.columns import UUID, Integer
from piccolo.table import Table

from forum.database import (
    AlreadyThere,
    LinkBroken,
    RuleBroken,
    Unavailable,
    attempt,
    engine,
    fetch,
    ping,
    start,
    stop,
    transaction,
    use,
)

Ask = Callable[..., Awaitable[object]]


async def in_a_transaction(sql: str, *args: object) -> None:
    async with transaction():
        await fetch(sql, *args)


async def in_a_shared_one(sql: str, *args: object) -> None:
    async with transaction(shared=True):
        await fetch(sql, *args)


async def in_an_attempt(sql: str, *args: object) -> None:
    async with transaction(), attempt():
        await fetch(sql, *args)


def every_way(test: Callable[..., object]) -> object:
    ways = [fetch, in_a_transaction, in_a_shared_one, in_an_attempt]
    return pytest.mark.parametrize("ask", ways, ids=lambda way: str(way.__name__))(test)


@every_way
async def test_a_unique_place(seats: str, ask: Ask) -> None:
    secret = 4711
    await ask("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), secret)
    with pytest.raises(AlreadyThere) as told:
        await ask("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), secret)
    assert told.value.table == "seat"
    assert told.value.columns == ("room", "place")
    assert told.value.on("place", "room")
    assert not told.value.on("place")
    assert told.value.constraint == (None if engine().engine_type == "sqlite" else "seat_room_place")
    assert str(secret) not in "".join(traceback.format_exception(told.value))


async def test_a_primary_key(seats: str) -> None:
    with pytest.raises(AlreadyThere) as told:
        await in_a_transaction("INSERT INTO room VALUES (1, 'other', 3)")
    assert told.value.on("id")


async def test_an_index_on_an_expression(seats: str) -> None:
    await fetch("CREATE UNIQUE INDEX room_name_folded ON room (lower(name))")
    with pytest.raises(AlreadyThere) as told:
        await in_a_transaction("INSERT INTO room VALUES (2, 'HALL', 3)")
    assert told.value.constraint == "room_name_folded"


async def test_a_partial_index(seats: str) -> None:
    await fetch("CREATE UNIQUE INDEX room_large ON room (capacity) WHERE capacity > 9")
    with pytest.raises(AlreadyThere) as told:
        await in_a_transaction("INSERT INTO room VALUES (2, 'yard', 10)")
    assert told.value.on("capacity")


async def test_a_link_to_nothing(seats: str) -> None:
    with pytest.raises(LinkBroken):
        await in_a_transaction("INSERT INTO seat VALUES ({}, 99, 1)", uuid.uuid4())


@every_way
async def test_a_row_that_is_still_pointed_to(seats: str, ask: Ask) -> None:
    await ask("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())
    with pytest.raises(LinkBroken):
        await ask("DELETE FROM room WHERE id = {}", 1)


async def test_a_rule(seats: str) -> None:
    with pytest.raises(RuleBroken):
        await in_a_transaction("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), -5)


async def test_a_missing_value(seats: str) -> None:
    with pytest.raises(RuleBroken) as told:
        await in_a_transaction("INSERT INTO room (id, name) VALUES (2, 'yard')")
    assert told.value.columns == ("capacity",)


@every_way
async def test_a_fault_in_the_sql_is_not_dressed_up(seats: str, ask: Ask) -> None:
    with pytest.raises(Exception, match="nowhere") as told:
        await ask("SELECT 1 FROM nowhere")
    assert not isinstance(told.value, (Unavailable, RuleBroken))


class Seat(Table, tablename="seat"):
    id = UUID(primary_key=True, default=uuid.uuid4)
    room = Integer()
    place = Integer()


async def test_piccolo_s_own_queries_speak_the_same_words(seats: str) -> None:
    await Seat(room=1, place=1).save()
    with pytest.raises(AlreadyThere):
        await Seat(room=1, place=1).save()
    with pytest.raises(AlreadyThere):
        async with transaction():
            await Seat.insert(Seat(room=1, place=2), Seat(room=1, place=1))
    got = await Seat.update({Seat.place: 2}).where((Seat.room == 1) & (Seat.place == 1)).returning(Seat.place)
    assert got == [{"place": 2}]
    assert await Seat.count().where(Seat.room == 1) == 1


@pytest.fixture
async def nowhere(database_url: str) -> AsyncIterator[None]:
    use("postgresql://nobody@127.0.0.1:1/nowhere")
    yield
    use(database_url)


async def test_a_server_that_is_down(nowhere: None) -> None:
    with pytest.raises(Unavailable):
        await start()
    with pytest.raises(Unavailable):
        await ping()
    with pytest.raises(Unavailable):
        async with transaction():
            pytest.fail("there is no database")
    await stop()


def test_an_address_that_means_nothing() -> None:
    for address in ("mysql://x/y", "forum.sqlite", "sqlite:///", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match="FORUM_DATABASE_URL"):
            use(address)

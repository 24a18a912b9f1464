"""One verb, one transaction: all or nothing, joined when nested, never half a verb left behind."""

# ruff: noqa: PT012 - what is tested is the block as a whole
import asyncio
import contextlib
import uuid

import pytest

from forum.database import AlreadyThere, Ended, Spoilt, attempt, engine, fetch, transaction

from .conftest import taken


async def book(place: int, *, shared: bool = False, fault: BaseException | None = None) -> None:
    async with transaction(shared=shared):
        await fetch("INSERT INTO seat VALUES ({}, {}, {})", uuid.uuid4(), 1, place)
        if fault is not None:
            raise fault


@pytest.fixture(params=[False, True], ids=["own", "shared"])
def shared(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def test_what_a_transaction_wrote_is_seen_after_it(seats: str, shared: bool) -> None:
    await book(1, shared=shared)
    assert await taken() == 1


async def test_a_failure_leaves_nothing(seats: str, shared: bool) -> None:
    with pytest.raises(KeyError):
        await book(1, shared=shared, fault=KeyError())
    assert await taken() == 0
    await book(1, shared=shared)
    assert await taken() == 1


async def test_nobody_else_sees_what_is_not_committed(seats: str, shared: bool) -> None:
    written, seen = asyncio.Event(), asyncio.Event()

    async def writer() -> None:
        async with transaction(shared=shared):
            await fetch("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())
            assert await taken() == 1
            written.set()
            await seen.wait()

    task = asyncio.create_task(writer())
    await written.wait()
    assert await taken() == 0
    seen.set()
    await task
    assert await taken() == 1


async def test_an_inner_verb_joins_and_goes_down_with_the_outer_one(seats: str, shared: bool) -> None:
    with pytest.raises(KeyError):
        async with transaction(shared=shared):
            await book(1)
            await book(2, shared=True)
            raise KeyError
    assert await taken() == 0


async def test_a_refusal_caught_between_two_verbs_spoils_the_whole(seats: str, shared: bool) -> None:
    with pytest.raises(Spoilt):
        async with transaction(shared=shared):
            await fetch("INSERT INTO seat VALUES ({}, 1, 9)", uuid.uuid4())
            with contextlib.suppress(KeyError):
                await book(1, fault=KeyError())
    assert await taken() == 0
    await book(1, shared=shared)


async def test_a_failed_statement_caught_inside_spoils_the_rest(seats: str, shared: bool) -> None:
    await book(1)
    with pytest.raises(Spoilt):
        async with transaction(shared=shared):
            with pytest.raises(AlreadyThere):
                await fetch("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())
            await fetch("INSERT INTO seat VALUES ({}, 1, 2)", uuid.uuid4())
    assert await taken() == 1


async def test_an_attempt_may_fail_and_the_rest_goes_on(seats: str, shared: bool) -> None:
    await book(1)
    async with transaction(shared=shared):
        await fetch("INSERT INTO seat VALUES ({}, 1, 2)", uuid.uuid4())
        for place in (3, 1, 4):
            try:
                async with attempt():
                    await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place + 10)
                    await book(place)
            except AlreadyThere:
                assert place == 1
    rows = await fetch("SELECT place FROM seat ORDER BY place")
    assert [row["place"] for row in rows] == [1, 2, 3, 4, 13, 14]


async def test_attempts_nest(seats: str, shared: bool) -> None:
    async with transaction(shared=shared):
        with pytest.raises(KeyError):
            async with attempt():
                async with attempt():
                    await book(1)
                with pytest.raises(AlreadyThere):
                    async with attempt():
                        await book(1)
                raise KeyError
        await book(2)
    assert [row["place"] for row in await fetch("SELECT place FROM seat")] == [2]


async def test_an_attempt_alone_is_a_transaction(seats: str) -> None:
    with pytest.raises(KeyError):
        async with attempt():
            await book(1)
            raise KeyError
    assert await taken() == 0


async def test_a_task_that_outlives_its_transaction_is_refused(seats: str, shared: bool) -> None:
    gate = asyncio.Event()

    async def later() -> None:
        await gate.wait()
        await fetch("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())

    async with transaction(shared=shared):
        task = asyncio.create_task(later())
        await asyncio.sleep(0)
    gate.set()
    with pytest.raises(Ended):
        await task
    assert await taken() == 0


async def test_a_question_works_before_the_start_and_after_the_stop(database_url: str) -> None:
    from forum import database

    async with transaction():
        await fetch("CREATE TABLE chair (id INTEGER PRIMARY KEY)")
        await fetch("INSERT INTO chair VALUES (1)")
    await database.start()
    await database.start()
    assert await fetch("SELECT id FROM chair") == [{"id": 1}]
    await database.stop()
    await database.stop()
    assert await fetch("SELECT id FROM chair") == [{"id": 1}]
    with pytest.raises(AlreadyThere):
        async with transaction():
            await fetch("INSERT INTO chair VALUES (1)")
    assert not engine().transaction_exists()


async def test_use_refuses_while_started(database: str) -> None:
    from forum.database import use

    with pytest.raises(RuntimeError):
        use(database)


async def test_values_and_marks_must_agree(seats: str) -> None:
    with pytest.raises(ValueError, match="values"):
        await fetch("SELECT 1 WHERE 1 = {}", 1, 2)
    with pytest.raises(ValueError, match="values"):
        await fetch("SELECT 1 WHERE 1 = {} AND 2 = {}", 1)
    assert await fetch("SELECT name || '{{}}' AS said FROM room WHERE id = {}", 1) == [{"said": "hall{}"}]

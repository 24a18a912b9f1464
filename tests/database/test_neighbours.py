"""Other processes on the same database: they lock it, they kill our connections, they read what we committed."""

import asyncio
import contextvars
import os
import signal
import sqlite3
import threading
import uuid
from pathlib import Path

# ruff: noqa: PT012 - what is tested is the block as a whole
import pytest

from forum.database import Unavailable, engine, fetch, ping, sqlite_line, start, stop, transaction
from forum.database.postgres import ForumPostgresEngine
from forum.database.sqlite import ForumSQLiteEngine
from tests.kit import patience

from .conftest import eventually, python, taken

LOCKER = """
import sqlite3, sys
there = sqlite3.connect(sys.argv[1], isolation_level=None)
there.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
there.execute("COMMIT")
print("free", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def file(seats: str) -> str:
    return str(sqlite().path)


@pytest.fixture
def pool(seats: str) -> ForumPostgresEngine:
    here = engine()
    assert isinstance(here, ForumPostgresEngine)
    return here


@pytest.fixture(params=[False, True], ids=["own", "shared"])
def shared(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


async def book(place: int, *, shared: bool = False) -> None:
    async with transaction(shared=shared):
        await fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)


@pytest.mark.only("sqlite")
async def test_a_neighbour_s_short_lock_is_waited_for(file: str, shared: bool) -> None:
    with python(LOCKER, file) as locker:
        assert locker.stdout
        assert locker.stdin
        locker.stdout.readline()
        booking = asyncio.create_task(book(1, shared=shared))
        await asyncio.sleep(0.2)
        assert not booking.done()
        assert await taken() == 0, "reading never waits"
        locker.stdin.write("\n")
        locker.stdin.flush()
        await asyncio.wait_for(booking, patience.SECONDS)
        locker.stdin.write("\n")
        locker.stdin.flush()
    assert await taken() == 1


@pytest.mark.only("sqlite")
async def test_a_neighbour_s_long_lock_is_an_outage_not_a_hang(
    database_url: str, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    here = sqlite()
    here.connection_kwargs["timeout"] = 0.1  # what is otherwise BUSY_SECONDS
    monkeypatch.setattr(sqlite_line, "BUSY_SECONDS", 0.1)
    await start()
    await fetch("CREATE TABLE room (id INTEGER PRIMARY KEY)")
    before = threading.active_count()
    with python(LOCKER, str(here.path)) as locker:
        assert locker.stdout
        assert locker.stdin
        locker.stdout.readline()

        async def come(room: int) -> None:
            async with transaction(shared=shared):
                await fetch("INSERT INTO room VALUES ({})", room)

        done = await asyncio.gather(*(come(room) for room in range(20)), return_exceptions=True)
        assert {type(answer) for answer in done} == {Unavailable}
        with pytest.raises(Unavailable):
            await fetch("INSERT INTO room VALUES (1)")
        await ping()
        assert threading.active_count() == before, "a lock leaks no thread"
        locker.stdin.write("\n")
        locker.stdin.flush()
        locker.stdout.readline()
        await come(1)
        locker.stdin.write("\n")
        locker.stdin.flush()
    await stop()


@pytest.mark.only("sqlite")
async def test_a_commit_is_seen_by_another_process_at_once(file: str, shared: bool) -> None:
    with sqlite3.connect(file) as neighbour:
        for place in range(1, 6):
            await book(place, shared=shared)
            assert neighbour.execute("SELECT count(*) FROM seat").fetchone() == (place,)


@pytest.mark.only("sqlite")
async def test_what_another_process_commits_is_read_at_once(file: str) -> None:
    with sqlite3.connect(file, isolation_level=None) as neighbour:
        for place in range(1, 6):
            neighbour.execute("INSERT INTO seat VALUES (?, 1, ?)", (str(uuid.uuid4()), place))
            assert await taken() == place


@pytest.mark.only("sqlite")
async def test_the_kept_connections_are_durable_and_strict(file: str) -> None:
    here = sqlite()
    async with transaction():
        assert await fetch("PRAGMA synchronous") == [{"synchronous": 2}]
        assert await fetch("PRAGMA journal_mode") == [{"journal_mode": "wal"}]
        assert await fetch("PRAGMA foreign_keys") == [{"foreign_keys": 1}]
        assert await fetch("PRAGMA busy_timeout") == [{"timeout": 5000}]
    for line in (here._here, *here._readers._queue):
        assert line.connection.execute("PRAGMA query_only").fetchone() == (1,)


@pytest.mark.only("sqlite")
async def test_a_long_reading_leaves_the_event_loop_alone(file: str) -> None:
    long = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) AS n FROM n"
    )
    for _ in range(2):
        beats = 0
        reading = asyncio.create_task(fetch(long))
        while not reading.done():
            await asyncio.sleep(0.005)
            beats += 1
        assert await reading == [{"n": 3000000}]
        assert beats > 3


@pytest.mark.only("sqlite")
async def test_a_row_of_short_readings_leaves_the_event_loop_alone(file: str) -> None:
    beats = 0

    async def read() -> None:
        for _ in range(400):
            await taken()

    reading = asyncio.create_task(read())
    while not reading.done():
        await asyncio.sleep(0)
        beats += 1
    assert beats > 10


@pytest.mark.only("postgres")
async def test_a_backend_killed_in_a_transaction(pool: ForumPostgresEngine) -> None:
    for _ in range(12):  # more often than the pool has slots
        with pytest.raises(Unavailable):
            async with transaction():
                mine = await fetch("SELECT pg_backend_pid() AS pid")
                await asyncio.create_task(kill(mine[0]["pid"]), context=contextvars.Context())
                await fetch("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())
        assert not pool.transaction_exists()
    await book(1)
    assert await taken() == 1
    assert pool.pool is not None
    await eventually(lambda: idle(pool))
    await asyncio.wait_for(stop(), patience.SECONDS)


@pytest.mark.only("postgres")
async def test_a_backend_killed_before_the_commit(pool: ForumPostgresEngine) -> None:
    with pytest.raises(Unavailable):
        async with transaction():
            await fetch("INSERT INTO seat VALUES ({}, 1, 1)", uuid.uuid4())
            mine = await fetch("SELECT pg_backend_pid() AS pid")
            await asyncio.create_task(kill(mine[0]["pid"]), context=contextvars.Context())
    assert await taken() == 0


@pytest.mark.only("postgres")
async def test_a_whole_pool_killed_while_idle(pool: ForumPostgresEngine) -> None:
    await asyncio.gather(*(fetch("SELECT pg_sleep(0.05)") for _ in range(10)))
    backends = await fetch("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    assert len(backends) == 10
    for backend in backends:
        os.kill(backend["pid"], signal.SIGTERM)
    for backend in backends:
        await eventually(lambda pid=backend["pid"]: gone(pid))
    await asyncio.gather(*(book(place) for place in range(1, 11)))
    assert await taken() == 10


@pytest.mark.only("postgres")
async def test_a_task_cancelled_in_a_transaction_gives_its_connection_back(pool: ForumPostgresEngine) -> None:
    async def slow() -> None:
        async with transaction():
            await fetch("SELECT pg_sleep(30)")

    for _ in range(12):
        task = asyncio.create_task(slow())
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await asyncio.wait_for(book(1), patience.SECONDS)


@pytest.mark.only("postgres")
async def test_queries_gathered_inside_a_transaction_are_a_fault_not_an_outage(pool: ForumPostgresEngine) -> None:
    with pytest.raises(Exception, match="another operation") as told:
        async with transaction():
            await asyncio.gather(*(fetch("SELECT pg_sleep(0.01)") for _ in range(3)))
    assert not isinstance(told.value, Unavailable)


async def test_whoever_was_told_yes_is_there_after_a_kill(seats: str, shared: bool) -> None:
    code = """
import asyncio, sys, uuid
from forum import database
async def book(place):
    async with database.transaction(shared=sys.argv[2] == "True"):
        await database.fetch("INSERT INTO seat VALUES ({}, 1, {})", uuid.uuid4(), place)
    print(place, flush=True)
async def main():
    database.use(sys.argv[1])
    await database.start()
    place = 0
    while True:
        await asyncio.gather(*(book(place := place + 1) for _ in range(8)))
asyncio.run(main())
"""
    with python(code, seats, str(shared)) as process:
        assert process.stdout
        told = [int(await asyncio.to_thread(process.stdout.readline)) for _ in range(200)]
        process.kill()
        told += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    kept = {row["place"] for row in await fetch("SELECT place FROM seat")}
    assert set(told) <= kept
    assert len(kept) - len(told) <= 8, "only what was under way may be there untold"
    await book(1_000_000, shared=shared)


async def test_a_process_that_forgets_to_stop_ends_all_the_same(database: str) -> None:
    code = """
import asyncio, sys
from forum import database
async def main():
    database.use(sys.argv[1])
    await database.start()
    async with database.transaction(shared=True):
        await database.fetch("SELECT 1")
    try:
        async with database.transaction():
            raise KeyError
    except KeyError:
        print("done", flush=True)
asyncio.run(main())
"""
    process = python(code, database)
    said, wrong = await asyncio.to_thread(process.communicate, timeout=patience.SECONDS)
    assert (process.returncode, said) == (0, "done\n"), wrong


def sqlite() -> ForumSQLiteEngine:
    here = engine()
    assert isinstance(here, ForumSQLiteEngine)
    return here


async def kill(pid: int) -> None:
    await fetch("SELECT pg_terminate_backend({})", pid)


async def idle(pool: ForumPostgresEngine) -> bool:
    assert pool.pool is not None
    return pool.pool.get_idle_size() == pool.pool.get_size()


async def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()

"""Several processes want one stand at the same second: the database decides, whichever process asks."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import ExitStack

import pytest

from forum.settings import settings
from forum.stands import queries
from tests import builders
from tests.kit.programs import Program

WORKERS = ("bo", "cy")


@pytest.mark.only("postgres")  # SQLite has one worker (see scripts/run --workers)
@pytest.mark.timeout(400)
async def test_two_workers_want_one_stand_at_the_same_second(database: str) -> None:
    edition = await builders.a_fair(stand_count=4)
    lines = [
        await queries.booking_of(edition.id, await builders.an_exhibitor(edition, number)) for number in ("A2", "A3")
    ]
    environment = {**os.environ, "FORUM_DATABASE_URL": database, "FORUM_DATA": str(settings().data_dir)}
    with ExitStack() as running:
        workers = [
            running.enter_context(
                Program("-m", "tests.stands.booker", name, str(edition.id), str(line.id), env=environment)
            )
            for name, line in zip(WORKERS, lines, strict=True)
        ]
        for worker in workers:
            assert await asyncio.to_thread(worker.stdout.readline) == "ready\n"
        told = await asyncio.gather(*(worker.end("go\n") for worker in workers))
    ends = [end for out, _ in told for end in json.loads(out)]
    assert [worker.returncode for worker in workers] == [0, 0]
    assert {end for _, end in ends} <= {"done", "StandTaken", "StandHeld"}
    # Whoever was first has the stand; only if that was a hold could nobody book or move there.
    assert sum(end == "done" for _, end in ends) == 1
    at_a1 = [line for line in await queries.all_bookings(edition.id) if line.stands and line.number == "A1"]
    a1 = await queries.stand(edition.id, "A1")
    assert len(at_a1) + bool(a1.held_by) == 1

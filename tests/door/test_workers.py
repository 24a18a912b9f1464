"""Several processes write one journal: numbers without holes, one welcome for each badge, every ledger of one mind."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from contextlib import ExitStack

import pytest

from forum.door import queries
from forum.settings import settings
from tests.door.stage import Stage
from tests.kit.programs import Program

BADGES = 25


@pytest.mark.timeout(400)
async def test_three_workers_at_once(stage: Stage, database: str) -> None:
    phones = [await stage.phone() for _ in range(3)]
    codes = [(await stage.visitor()).code for _ in range(BADGES)]
    environment = {**os.environ, "FORUM_DATABASE_URL": database, "FORUM_DATA": str(settings().data_dir)}
    with ExitStack() as running:
        workers = [
            running.enter_context(
                Program(
                    *("-m", "tests.door.writer", str(phone.id), str(stage.edition), str(phone.gate), *codes),
                    env=environment,
                )
            )
            for phone in phones
        ]
        ends = await asyncio.gather(*(worker.end() for worker in workers))
        assert [worker.returncode for worker in workers] == [0, 0, 0], ends
    lines = await stage.lines()
    assert [line["number"] for line in lines] == list(range(1, 9 * BADGES + 1))
    assert Counter(line["verdict"] for line in lines) == {"welcome": BADGES, "again": 8 * BADGES}
    assert {line["badge"] for line in lines if line["verdict"] == "welcome"} == {line["badge"] for line in lines}
    assert (await queries.affluence(stage.edition)).present == BADGES

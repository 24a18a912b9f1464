"""Several processes write one journal: numbers without holes, one welcome for each badge, every ledger of one mind."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from forum.door import queries
from forum.settings import settings
from tests.door.stage import Stage
from tests.kit import patience

BADGES = 25


@pytest.mark.timeout(400)
async def test_three_workers_at_once(stage: Stage, database: str) -> None:
    phones = [await stage.phone() for _ in range(3)]
    codes = [(await stage.visitor()).code for _ in range(BADGES)]
    environment = {**os.environ, "FORUM_DATABASE_URL": database, "FORUM_DATA": str(settings().data_dir)}
    workers = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.door.writer", str(phone.id), str(stage.edition), str(phone.gate), *codes),
            cwd=Path(__file__).parents[2],
            env=environment,
        )
        for phone in phones
    ]
    async with asyncio.timeout(patience.SECONDS):
        assert [await worker.wait() for worker in workers] == [0, 0, 0]
    lines = await stage.lines()
    assert [line["number"] for line in lines] == list(range(1, 9 * BADGES + 1))
    assert Counter(line["verdict"] for line in lines) == {"welcome": BADGES, "again": 8 * BADGES}
    assert {line["badge"] for line in lines if line["verdict"] == "welcome"} == {line["badge"] for line in lines}
    assert (await queries.affluence(stage.edition)).present == BADGES

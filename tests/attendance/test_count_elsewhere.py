"""A server has its large journals counted by processes of their own, which it ends when it stops."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest

from forum.attendance import elsewhere, job, reading, remembered, service, standing
from forum.attendance.looks import Whole
from forum.bench.crowd import fill, one_more
from forum.database import Unavailable, fetch
from forum.editions.values import EditionValue
from forum.territory.service import load_starter
from tests.attendance import whole


@pytest.fixture
async def fair(database: str, monkeypatch: pytest.MonkeyPatch) -> EditionValue:
    for room in (standing, reading, job):
        monkeypatch.setattr(room, "LARGE", 10)
    await load_starter()
    return await fill(2020, scans=60, registrations=20)


@pytest.fixture
async def serving(database: str) -> AsyncIterator[None]:
    async with elsewhere.counters():
        yield


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The editions that this very process has counted from the beginning."""
    began: list[int] = []
    begin = reading.read_whole
    monkeypatch.setattr(reading, "read_whole", lambda edition, count: (began.append(edition), begin(edition, count)))
    return began


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was started elsewhere."""
    begun: list[tuple[Any, ...]] = []
    start = asyncio.create_subprocess_exec

    async def starting(*what: Any, **how: Any) -> asyncio.subprocess.Process:
        begun.append(what)
        return await start(*what, **how)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", starting)
    return begun


async def test_a_first_count_is_made_elsewhere_and_is_the_same(
    fair: EditionValue, serving: None, here: list[int]
) -> None:
    made = await standing.standing(fair.id).whole()
    assert here == []
    assert made == await whole.recounted(fair.id, made.at)


async def test_several_who_ask_at_once_wait_for_one_process(
    fair: EditionValue, serving: None, started: list[Any]
) -> None:
    assert await asyncio.gather(*[elsewhere.counted(fair.id) for _ in range(3)]) == [True] * 3
    assert len(started) == 1


async def test_a_hall_that_is_emptied_has_everything_counted_again_elsewhere(
    fair: EditionValue, serving: None, here: list[int], started: list[Any]
) -> None:
    await standing.standing(fair.id).whole()
    await one_more(fair, 61)
    await fetch("UPDATE scan SET kind = 'reset', pupils = 0, adults = 0, status = NULL WHERE number = 61")
    made = await standing.standing(fair.id).whole()
    assert (here, len(started)) == ([], 2)
    assert made == await whole.recounted(fair.id, made.at)


async def test_what_nobody_counted_yet_is_counted_ahead(fair: EditionValue, here: list[int]) -> None:
    """Editions that are closed, small, or counted by this very program are left alone."""
    small = await fill(2021, scans=5, registrations=4)
    other = await fill(2022, scans=20, registrations=4)
    await standing.standing(other.id).whole()
    here.clear()
    assert await remembered.countable() == [small.id, fair.id]
    async with elsewhere.counters():
        await job.count_ahead()
    assert await remembered.countable() == [small.id]
    assert here == []
    seen = await standing.standing(fair.id).seen(lambda _: Whole())
    assert seen.report
    assert (seen.behind, seen.report) == (False, await whole.recounted(fair.id, seen.report.at))


async def test_who_only_compares_has_the_report_and_no_count_in_memory(fair: EditionValue, serving: None) -> None:
    assert await service.known_at_once(fair.id) is None
    await standing.standing(fair.id).settled()
    made = await service.known_at_once(fair.id)
    assert made
    assert made == await whole.recounted(fair.id, made.at)
    assert standing.standing(fair.id).count is None


async def test_what_fails_elsewhere_is_counted_here(
    fair: EditionValue, serving: None, here: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not await elsewhere.counted(fair.id + 1)
    monkeypatch.setattr(elsewhere.sys, "executable", f"/{uuid.uuid4()}")
    made = await standing.standing(fair.id).whole()
    assert here == [fair.id]
    assert made == await whole.recounted(fair.id, made.at)


async def test_a_server_that_stops_ends_the_process_and_counts_nothing_itself(
    fair: EditionValue, here: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[asyncio.subprocess.Process] = []
    begun = asyncio.Event()
    start = asyncio.create_subprocess_exec

    async def slow(*what: Any, **how: Any) -> asyncio.subprocess.Process:
        processes.append(await start("sleep", "600"))
        begun.set()
        return processes[0]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", slow)
    async with elsewhere.counters():
        asked = asyncio.create_task(standing.standing(fair.id).whole())
        await begun.wait()
    with pytest.raises(Unavailable):
        await asked
    assert processes[0].returncode not in (None, 0)
    assert here == []

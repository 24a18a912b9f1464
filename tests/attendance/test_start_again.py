"""A server that starts on a large journal: what it shows before it has counted, and that this is never taken for exact."""

from __future__ import annotations

import pickle
import uuid
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from forum.attendance import reading, remembered, service, standing, state
from forum.attendance.looks import Seen, Whole
from forum.attendance.rules.sheet import Report
from forum.bench.crowd import fill, one_more
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.territory.service import load_starter
from tests.attendance import whole


@pytest.fixture
async def fair(database: str, monkeypatch: pytest.MonkeyPatch) -> EditionValue:
    monkeypatch.setattr(standing, "LARGE", 10)
    await load_starter()
    return await fill(2020, scans=60, registrations=20)


async def look(edition: EditionValue) -> Seen[Whole]:
    return await standing.standing(edition.id).seen(lambda _: Whole())


async def recounted(edition: EditionValue, like: Report) -> Report:
    return replace(await service.make(edition.id), at=like.at)


async def test_the_figures_last_counted_are_found_again_while_nothing_was_written(fair: EditionValue) -> None:
    before = await standing.standing(fair.id).whole()
    standing.forget()
    seen = await look(fair)
    assert seen.report
    assert (seen.behind, standing.standing(fair.id).count) == (False, None)
    assert replace(seen.report, at=before.at) == before
    assert seen.report == await recounted(fair, seen.report)


async def test_after_more_passages_the_last_count_is_shown_as_such_until_the_new_one_is_made(
    fair: EditionValue,
) -> None:
    before = await standing.standing(fair.id).whole()
    standing.forget()
    await one_more(fair, 61)
    seen = await look(fair)
    assert seen.report
    assert (seen.behind, replace(seen.report, at=before.at)) == (True, before)
    await standing.standing(fair.id).settled()
    after = await look(fair)
    assert after.report
    assert (after.behind, after.report) == (False, await recounted(fair, after.report))
    assert after.mark == await standing.standing(fair.id).mark_now() != seen.mark


async def test_a_server_that_starts_goes_on_where_the_last_one_was(
    fair: EditionValue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passages that came meanwhile are added; with another program, or another journal, everything is counted again."""
    await standing.standing(fair.id).whole()
    began: list[int] = []
    begin = reading.read_whole
    monkeypatch.setattr(reading, "read_whole", lambda *what: (began.append(1), begin(*what)))

    async def starts(edition: EditionValue) -> tuple[Report, int]:
        standing.forget()
        began.clear()
        made = await standing.standing(edition.id).whole()
        return made, len(began)

    await one_more(fair, 61)
    made, times = await starts(fair)
    assert times == 0
    assert made == await whole.recounted(fair.id, made.at)
    await one_more(fair, 62)
    await fetch("UPDATE standing_figures SET made_by = 'another'")
    made, times = await starts(fair)
    assert times == 1
    assert made == await whole.recounted(fair.id, made.at)
    await fetch("UPDATE scan SET id = {} WHERE number = 62", uuid.uuid4())  # a backup was put back, and it went on
    await one_more(fair, 63)
    assert (await starts(fair))[1] == 1
    await remembered.leave(fair.id)
    await one_more(fair, 64)
    assert (await starts(fair))[1] == 1


async def test_counts_of_two_editions_are_held_and_others_taken_up_again(fair: EditionValue) -> None:
    here = [fair, await fill(2021, scans=20, registrations=10), await fill(2022, scans=20, registrations=10)]
    for one in here:
        await standing.standing(one.id).whole()
    made = await standing.standing(fair.id).seen(lambda _: Whole())
    assert standing.standing(fair.id).count is None  # found as it was kept
    assert made.report
    assert made.report == await whole.recounted(fair.id, made.report.at)


async def test_what_is_kept_of_a_count_can_only_become_values(fair: EditionValue) -> None:
    await standing.standing(fair.id).whole()
    found = await remembered.reached(fair.id)
    assert found
    assert found.count.last == 60
    assert state.read(zlib.compress(pickle.dumps(standing.log))) is None
    assert state.read(b"anything") is None


async def test_files_wait_for_the_count(fair: EditionValue) -> None:
    await standing.standing(fair.id).whole()
    standing.forget()
    await one_more(fair, 61)
    made = await standing.standing(fair.id).whole()
    assert made == await recounted(fair, made)


@pytest.mark.parametrize("never", ["counted", "by these definitions"])
async def test_nothing_to_find_is_said_and_then_counted(fair: EditionValue, never: str) -> None:
    if never == "by these definitions":
        await standing.standing(fair.id).whole()
        await fetch("UPDATE standing_figures SET version = version - 1")
        standing.forget()
    seen = await look(fair)
    assert (seen.behind, seen.report) == (True, None)
    await standing.standing(fair.id).settled()
    after = await look(fair)
    assert after.report
    assert after.report == await recounted(fair, after.report)


async def test_another_edition_is_compared_once_it_is_counted_and_nobody_waits(fair: EditionValue) -> None:
    assert await service.known_at_once(fair.id) is None
    await standing.standing(fair.id).settled()
    made = await service.known_at_once(fair.id)
    assert made
    assert made == await recounted(fair, made)


async def test_what_came_a_moment_ago_is_counted_aside_and_the_page_says_up_to_when_it_is(fair: EditionValue) -> None:
    await standing.standing(fair.id).whole()
    exact = await look(fair)
    assert exact.report
    await one_more(fair, 61)
    seen = await look(fair)
    assert seen.report
    assert (seen.behind, seen.lately) == (False, True)
    assert replace(seen.report, at=exact.report.at) == exact.report
    await standing.standing(fair.id).settled()
    after = await look(fair)
    assert after.report
    assert (after.lately, after.report) == (False, await recounted(fair, after.report))
    assert after.mark == await standing.standing(fair.id).mark_now() != seen.mark


async def test_figures_are_as_old_as_the_last_time_that_nothing_was_found_missing(fair: EditionValue) -> None:
    await standing.standing(fair.id).whole()
    standing.standing(fair.id).at -= timedelta(hours=1)
    asked = await look(fair)
    await one_more(fair, 61)
    seen = await look(fair)
    assert asked.report
    assert seen.report
    assert (asked.lately, seen.lately, seen.report.at) == (False, True, asked.report.at)


async def test_figures_are_shown_late_by_seconds_only(fair: EditionValue, monkeypatch: pytest.MonkeyPatch) -> None:
    await standing.standing(fair.id).whole()
    await one_more(fair, 61)
    monkeypatch.setattr(standing, "LATELY", timedelta(0))
    seen = await look(fair)
    assert seen.report
    assert (seen.lately, seen.report) == (False, await recounted(fair, seen.report))


async def test_whoever_waits_has_what_came_a_moment_ago(fair: EditionValue) -> None:
    await standing.standing(fair.id).whole()
    await one_more(fair, 61)
    made = await standing.standing(fair.id).whole()
    assert made == await recounted(fair, made)

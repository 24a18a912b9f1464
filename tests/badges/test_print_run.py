"""A large print run is drawn in the background: with progress, stoppable, safe among several workers, taken back."""

from __future__ import annotations

import asyncio
import io
import uuid
from datetime import timedelta

import anyio
import pypdf
import pytest

from forum import clock
from forum.badges import pdf, printer, queries, runs, service
from forum.badges.layouts import CARDS
from forum.badges.printer import Printer
from forum.badges.runs import Order
from forum.badges.service import printing
from forum.editions.values import EditionValue
from tests.kit.fair import ODILE, OPENING


async def ordered(edition: EditionValue, count: int = 23) -> uuid.UUID:
    made = await service.issue_blanks(edition.id, count, ODILE)
    return await service.order_run(
        edition.id, Order([one.id for one in made], CARDS, backs=True), ODILE, "Badges vierges, tous", "badges.pdf"
    )


async def test_a_run_is_drawn_kept_and_counts_as_printed(edition: EditionValue) -> None:
    run = await ordered(edition)
    assert (await runs.run(edition.id, run)).state == "waiting"
    assert (await queries.counts(edition.id))["blank"]["never"] == 23
    assert await Printer().draw_next()
    line = await runs.run(edition.id, run)
    assert (line.state, line.done, line.total, line.kept, line.by_name) == ("ready", 23, 23, True, ODILE.name)
    name, content = await runs.file_of(edition.id, run)
    assert (name, len(pypdf.PdfReader(io.BytesIO(content)).pages)) == ("badges.pdf", 6)
    assert (await queries.counts(edition.id))["blank"]["never"] == 0
    assert not await Printer().draw_next(), "nothing is left"


async def test_progress_is_told_sheet_by_sheet(edition: EditionValue) -> None:
    made = await service.issue_blanks(edition.id, 23, ODILE)
    heard: list[int] = []
    await pdf.sheets_pdf(edition.id, made, CARDS, told=heard.append)
    assert heard == [10, 20, 23]


async def test_a_cancelled_run_is_not_drawn_and_prints_nothing(edition: EditionValue) -> None:
    run = await ordered(edition)
    await service.cancel_run(edition.id, run, ODILE)
    assert not await Printer().draw_next()
    with pytest.raises(service.RunOver):
        await service.cancel_run(edition.id, run, ODILE)
    assert (await runs.run(edition.id, run)).state == "cancelled"
    assert (await queries.counts(edition.id))["blank"]["never"] == 23


async def test_a_run_cancelled_while_it_is_drawn_leaves_nothing(edition: EditionValue) -> None:
    run, worker = await ordered(edition), uuid.uuid4()
    taken = await printing.take_run(worker)
    assert taken is not None
    assert await printing.note_progress(run, worker, 10)
    await service.cancel_run(edition.id, run, ODILE)
    assert not await printing.note_progress(run, worker, 20)
    assert not await printing.finish_run(taken, worker, b"%PDF", taken.order.badges, clock.now())
    assert (await queries.counts(edition.id))["blank"]["never"] == 23


async def test_two_workers_never_draw_the_same_run(edition: EditionValue) -> None:
    wanted = {await ordered(edition, 2) for _ in range(3)}
    got: list[uuid.UUID] = []

    async def take() -> None:
        while (taken := await printing.take_run(uuid.uuid4())) is not None:
            got.append(taken.id)

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(take)
    assert set(got) <= wanted
    assert len(got) == len(set(got))


async def test_the_run_of_a_dead_worker_is_begun_again_and_its_late_file_refused(edition: EditionValue) -> None:
    await ordered(edition, 2)
    dead, other = uuid.uuid4(), uuid.uuid4()
    with clock.at(OPENING):
        taken = await printing.take_run(dead)
        assert await printing.take_run(other) is None
    with clock.at(OPENING + printing.LEASE + timedelta(seconds=1)):
        again = await printing.take_run(other)
        assert taken is not None
        assert again is not None
        assert again.id == taken.id
        assert not await printing.finish_run(taken, dead, b"%PDF", [], clock.now())
        assert await printing.finish_run(again, other, b"%PDF", again.order.badges, clock.now())


async def test_a_run_that_brings_every_worker_down_is_given_up(edition: EditionValue) -> None:
    run = await ordered(edition, 2)
    for number in range(printing.MOST_TRIES):
        with clock.at(OPENING + number * timedelta(minutes=1)):
            assert await printing.take_run(uuid.uuid4()) is not None
    with clock.at(OPENING + timedelta(hours=1)):
        assert await printing.take_run(uuid.uuid4()) is None
    assert (await runs.run(edition.id, run)).state == "failed"


async def test_a_worker_that_stops_gives_its_run_back(edition: EditionValue, monkeypatch: pytest.MonkeyPatch) -> None:
    run, stop = await ordered(edition), asyncio.Event()
    stop.set()
    monkeypatch.setattr(printer, "NOTE_SECONDS", 0)
    await Printer().draw_next(stop)
    assert (await runs.run(edition.id, run)).state in ("waiting", "ready"), "given back, or drawn before it heard"
    if (await runs.run(edition.id, run)).state == "waiting":
        assert await Printer().draw_next()


async def test_what_changes_while_it_is_drawn_counts_as_changed_since(edition: EditionValue) -> None:
    badge, worker = await service.issue(edition.id, "visitor", uuid.UUID(int=7), "Ada"), uuid.uuid4()
    await service.order_run(edition.id, Order([badge.id], CARDS), ODILE, "Visiteurs", "badges.pdf")
    taken = await printing.take_run(worker)
    assert taken is not None
    with clock.at(OPENING):
        read_at = clock.now()
    with clock.at(OPENING + timedelta(seconds=1)):
        await service.reword(uuid.UUID(int=7), title="Ada Maria")
    await printing.finish_run(taken, worker, b"%PDF", [badge.id], read_at)
    assert (await queries.badge(badge.id)).changed_since_printed


async def test_a_run_that_jammed_is_taken_back(edition: EditionValue) -> None:
    run = await ordered(edition, 3)
    await Printer().draw_next()
    await service.undo_run(edition.id, run, ODILE)
    assert (await queries.counts(edition.id))["blank"]["never"] == 3
    line = await runs.run(edition.id, run)
    assert (line.state, line.kept) == ("undone", False)
    with pytest.raises(service.RunOver):
        await service.undo_run(edition.id, run, ODILE)


async def test_its_file_is_kept_for_a_day_only(edition: EditionValue) -> None:
    with clock.at(OPENING):
        run = await ordered(edition, 2)
        await Printer().draw_next()
    with clock.at(OPENING + printing.KEPT + timedelta(minutes=1)):
        await printing.drop_old_files()
    with pytest.raises(runs.NoSuchRun):
        await runs.file_of(edition.id, run)
    assert (await runs.run(edition.id, run)).state == "ready"


async def test_a_run_of_another_edition_is_not_there(edition: EditionValue) -> None:
    run = await ordered(edition, 2)
    for asked in (runs.run(edition.id + 1, run), runs.file_of(edition.id + 1, run)):
        with pytest.raises(runs.NoSuchRun):
            await asked

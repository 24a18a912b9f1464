"""After a restart the journal is read anew, which takes seconds for a long one: meanwhile nobody waits at the door."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from forum import clock
from forum.badges import service as badges
from forum.database import engine, fetch
from forum.door import ledger as ledgers
from forum.door import queries
from forum.door.rules import state
from tests.door.stage import TEN, Stage, entry, minutes, send, verdicts


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Event]:
    """Until it is set, no more than two lines of a journal are read after a restart."""
    may_go_on = asyncio.Event()
    read_all = ledgers.Ledger._read_all

    async def later(self: ledgers.Ledger) -> None:
        await may_go_on.wait()
        await read_all(self)

    monkeypatch.setattr(ledgers, "PAGE", 2)
    monkeypatch.setattr(ledgers.Ledger, "_read_all", later)
    yield may_go_on
    may_go_on.set()


async def test_a_scan_is_judged_and_kept_before_the_journal_is_read(stage: Stage, held: asyncio.Event) -> None:
    held.set()
    dora, odile = await stage.phone(), await stage.phone(supervise=True)
    ada, bob, gone = [await stage.visitor() for _ in range(3)]
    b3 = await stage.class_pass()
    with clock.at(TEN):
        await badges.revoke(gone.holder, "cancelled")
    left, came = entry(code=ada.code), entry(code=bob.code, device_at=TEN + minutes(1))
    await send(dora, left, came, entry("count", b3.code, pupils=12, adults=1))
    await send(odile, entry("undo", target=left.id), entry("click", adults=3))
    held.clear()
    ledgers.forget()

    at = TEN + minutes(9)
    later = [
        entry(code=ada.code, device_at=at),
        entry(code=bob.code, device_at=at),
        entry(code=gone.code, device_at=at),
        entry("count", b3.code, pupils=15, adults=1, device_at=at),
        entry("undo", target=came.id, device_at=at),
        came,
    ]
    assert await verdicts(dora, *later, at=at) == ["welcome", "again", "cancelled", "counted", "undone", "welcome"]
    assert not await queries.is_known(stage.edition)
    assert await queries.affluence_known(stage.edition) == b"null"
    assert await verdicts(dora, later[0], at=at) == ["welcome"], "the stored answer"
    assert [line["number"] for line in await stage.lines()] == list(range(1, 11))

    held.set()
    told = await queries.affluence(stage.edition)
    assert (told.present, await queries.is_known(stage.edition)) == (1 + 1 + 27 + 2 + 3, True)
    book = await ledgers.ledger(stage.edition)
    assert book.register.state() == state(book.register.lines.values())
    assert await verdicts(dora, entry(code=ada.code, device_at=at), at=at) == ["again"]


async def test_a_hall_that_was_emptied_is_empty_after_a_restart_too(stage: Stage, held: asyncio.Event) -> None:
    held.set()
    odile = await stage.phone(supervise=True)
    ada = await stage.visitor()
    await send(odile, entry(code=ada.code), entry("click", adults=1), entry("click", adults=1))
    await send(odile, entry("reset", direction="out", device_at=TEN + minutes(5)), at=TEN + minutes(5))
    held.clear()
    ledgers.forget()
    at = TEN + minutes(6)
    assert await verdicts(odile, entry(code=ada.code, device_at=at), at=at) == ["welcome"]
    held.set()
    assert (await queries.affluence(stage.edition)).present == 1


async def test_several_who_ask_at_once_read_the_journal_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "PAGE", 2)
    dora = await stage.phone()
    await send(dora, *(entry("click", adults=1) for _ in range(9)))
    ledgers.forget()
    book = await ledgers.ledger(stage.edition)
    pages = []
    page = ledgers.Ledger._page

    async def counted(self: ledgers.Ledger) -> list[dict[str, object]]:
        pages.append(self.last)
        return await page(self)

    monkeypatch.setattr(ledgers.Ledger, "_page", counted)
    told = await asyncio.gather(*(queries.affluence(stage.edition) for _ in range(5)))
    assert {one.present for one in told} == {9}
    assert book.last == 9
    assert sorted(set(pages)) == [0, 2, 4, 6, 8]
    assert len([last for last in pages if last]) == 4


async def test_after_a_restart_no_question_walks_through_the_whole_journal(
    stage: Stage, held: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine().engine_type != "sqlite":
        pytest.skip("PostgreSQL counts its rows before it chooses a way")
    held.set()
    dora = await stage.phone()
    cards = [await stage.visitor() for _ in range(20)]
    await send(dora, *(entry(code=card.code) for card in cards))
    held.clear()
    ledgers.forget()
    asked: list[tuple[str, tuple[object, ...]]] = []

    async def noted(sql: str, *values: object) -> list[dict[str, object]]:
        asked.append((sql, values))
        return await fetch(sql, *values)

    monkeypatch.setattr("forum.door.excerpt.fetch", noted)
    scans = [entry(code=card.code) for card in cards]
    await send(dora, *scans, *(entry("undo", target=scan.id) for scan in scans))
    ways = [step["detail"] for sql, values in asked for step in await fetch(f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert len(asked) > 4
    walks = [way for way in ways if "(edition=?)" in way or way.startswith("SCAN scan")]
    assert [way for way in walks if "scan_reset" not in way and "COVERING" not in way] == []

"""The figures of an edition while they change: the count that this process keeps, brought up to date by what was written since.

A write costs what it changed: a passage, its bearer; a registration, itself. The memory is a copy that a few short queries
check: when they find what nobody announced, everything is counted again.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from anyio import to_thread

from forum import clock
from forum.attendance.looks import L, Look, Offered, Seen, Whole
from forum.attendance.marks import counts_of, last_line, mark_of
from forum.attendance.queries import frame_of, said_at_the_desk, schools_of
from forum.attendance.registrations import Registered, registered, registered_of
from forum.attendance.remembered import recall, remember
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.count import Count
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import reported
from forum.attendance.rules.sheet import Report
from forum.attendance.values import Frame
from forum.database import Unavailable, engine, fetch
from forum.door.ledger import Ledger, ledger
from forum.errors import NotFound

log = logging.getLogger("forum.attendance")

MOST_KEPT = 12
"""Parts of an edition whose report is kept in memory while nothing changes."""
MOST_SINGLY = 300
"""Acts since the last look above which all registrations are read again."""
OVERLAP = timedelta(minutes=2)
"""An act may be written down a little after a later one: so far back is looked again."""
HOLDERS = frozenset({"visitor", "class visit"})
OF_NO_EFFECT = frozenset({"mailing", "letter", "letter template", "print run", "door device", "account"})
"""Subjects of acts that change nobody's registration; an act on any other unknown subject has everything read again."""

LARGE = 5000
"""Lines of the journal above which a server that starts shows what it last counted, and counts aside."""
KEPT_EVERY = 60.0
"""Seconds between two writings of what a server that starts will find."""


@dataclass(eq=False)
class Standing:
    """One edition's count, how far it has read, and the reports made since anything changed."""

    edition: int
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    count: Count | None = None
    frame: Frame | None = None
    book: Ledger | None = None
    lines: int = 0
    last: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    acts: dict[UUID, datetime] = field(default_factory=dict)
    made: dict[Scope, Report] = field(default_factory=dict)
    shown: dict[Scope, Report] = field(default_factory=dict)
    ready: bool = False
    aside: asyncio.Task[None] | None = None
    kept_at: float = -KEPT_EVERY

    async def seen(self, look: Callable[[Offered], L], *, wait: bool = False) -> Seen[L]:
        """What somebody looks at, chosen among what there is, and its report as it stands now. Raises NotFound.

        A server that has just started and finds a large journal lets nobody `wait` who did not ask to: see `Seen`.
        """
        if not self.ready and (found := await self._at_once(look, wait)):
            return found
        async with self.turn:
            await self._stand()
            assert self.count
            assert self.frame
            looked = look(Offered(self.frame, self.count.schools()))
            report = await self._told(looked.scope, looked.inside)
            return Seen(looked, replace(report, at=clock.now(), scope=looked.name), False, self.mark)

    async def whole(self) -> Report:
        """The whole edition, unmasked, counted up to now however long that takes. Raises NotFound."""
        report = (await self.seen(lambda _: Whole(), wait=True)).report
        assert report
        return report

    @property
    def mark(self) -> str:
        """The mark of what has been counted."""
        assert self.frame
        return mark_of(self.frame, self.counts, self.last)

    async def mark_now(self) -> str:
        """The mark of everything written, as a page would show it; another one while a first count goes on. Raises NotFound."""
        frame, last = await frame_of(self.edition), await last_line(self.edition)
        mark = mark_of(frame, await counts_of(self.edition), last)
        return f"{mark}+" if self.aside and not self.aside.done() else mark

    async def settled(self) -> None:
        """Wait for what is being counted aside."""
        if self.aside:
            await asyncio.wait([self.aside])

    # ── Right after a start ──

    async def _at_once(self, look: Callable[[Offered], L], wait: bool) -> Seen[L] | None:
        """What can be said of a large journal before it is counted; None when it has to be, or that takes no time."""
        last = await last_line(self.edition)
        if last < LARGE:
            return None
        frame = await frame_of(self.edition)
        looked = look(Offered(frame, await schools_of(self.edition)))
        mark = mark_of(frame, await counts_of(self.edition), last)
        kept = await recall(self.edition) if looked.scope == Scope() else None
        if kept and kept.mark == mark:
            return Seen(looked, await _outside(kept.report, looked, clock.now()), False, mark)
        if wait:
            return None
        if self.aside is None or self.aside.done():
            self.aside = asyncio.create_task(self._count_aside())
        return Seen(looked, await _outside(kept.report, looked, kept.report.at) if kept else None, True, f"{mark}+")

    async def _count_aside(self) -> None:
        try:
            async with self.turn:
                await self._stand()
                await self._told(Scope(), inside=True)
        except (Unavailable, NotFound):
            log.warning("the figures were not counted, the next look tries again")

    # ── What is told ──

    async def _stand(self) -> None:
        if await self._caught_up():
            self.made.clear()
            self.shown.clear()
        self.ready = True

    async def _told(self, scope: Scope, inside: bool) -> Report:
        kept = self.made if inside else self.shown
        if scope not in kept:
            while len(kept) >= MOST_KEPT:
                del kept[next(iter(kept))]
            kept[scope] = await to_thread.run_sync(self._made, scope, inside)
        if scope == Scope() and self.last >= LARGE and time.monotonic() - self.kept_at >= KEPT_EVERY:
            self.kept_at = time.monotonic()
            await remember(self.edition, self.mark, replace(self.made[scope], at=clock.now()))
        return kept[scope]

    def _made(self, scope: Scope, inside: bool) -> Report:
        assert self.count
        assert self.frame
        if scope not in self.made:
            self.made[scope] = reported(self.count.attended(self.frame, scope))
        return self.made[scope] if inside else masked(self.made[scope])

    # ── Catching up ──

    async def _caught_up(self) -> bool:
        """Read what was written since; whether there was anything."""
        frame = await frame_of(self.edition)
        book = await ledger(self.edition)
        await book.catch_up()
        dates = {day.id: day.date for day in frame.days}
        known_days = self.frame and {day.id: day.date for day in self.frame.days}
        if self.count is None or book is not self.book or dates != known_days:
            await self._begin(frame, book)
            return True
        news = frame != self.frame
        self.frame = frame
        if found := await self._changed(frame):
            count = self.count
            await to_thread.run_sync(lambda: count.learn(found.parties, found.passes, {}))
            news = True
        return await self._read_on(book) or news

    async def _begin(self, frame: Frame, book: Ledger) -> None:
        self.count, self.frame, self.book, self.lines, self.last = (
            Count(day.date for day in frame.days),
            frame,
            book,
            0,
            0,
        )
        self.acts, self.counts = {}, {}
        await self._changed(frame)
        found = await registered(self.edition, {day.id: day.date for day in frame.days})
        count = self.count
        with many_at_once() if await last_line(self.edition) >= LARGE else nullcontext():
            await to_thread.run_sync(lambda: count.learn(found.parties, found.passes, {}))
            await self._read_on(book)

    async def _read_on(self, book: Ledger) -> bool:
        """The lines that the ledger has read since last time; it keeps them in the order of their numbers."""
        lines = list(islice(book.register.lines.values(), self.lines, None))
        if not lines:
            return False
        froms = await said_at_the_desk(self.edition, self.last)
        self.lines += len(lines)
        self.last = lines[-1].number
        count = self.count
        assert count
        await to_thread.run_sync(lambda: count.take(lines, froms))
        return True

    async def _changed(self, frame: Frame) -> Registered | None:
        """The registrations that acts since the last look have changed; all of them when something else did."""
        counts = await counts_of(self.edition)
        since = max(self.acts.values(), default=None)
        rows = await self._acts_since(since - OVERLAP) if since and self.counts else await self._latest_acts()
        news = [row for row in rows if row["id"] not in self.acts]
        before, self.counts = self.counts, counts
        latest = max((row["at"] for row in rows), default=since)
        if latest:
            self.acts = {row["id"]: row["at"] for row in rows if row["at"] >= latest - OVERLAP}
        if not before or counts == before:
            return None
        dates = {day.id: day.date for day in frame.days}
        kinds = {row["subject_kind"] for row in news} - OF_NO_EFFECT
        told = counts["acts"] == before["acts"] + len(news) and len(news) <= MOST_SINGLY
        if not told or kinds - HOLDERS - {"booking", "badge"}:
            return _with_the_gone(await registered(self.edition, dates), self.count)
        resaid = counts["sheets"] != before["sheets"]
        if not kinds and not resaid:
            return None
        holders = {UUID(row["subject"]) for row in news if row["subject_kind"] in HOLDERS}
        badges = {UUID(row["subject"]) for row in news if row["subject_kind"] == "badge"}
        return await registered_of(self.edition, dates, holders, badges, exhibitors=resaid or "booking" in kinds)

    async def _acts_since(self, moment: datetime) -> list[dict[str, Any]]:
        return await fetch(
            "SELECT id, at, subject_kind, subject FROM audit_entry WHERE edition = {} AND at >= {} ORDER BY at LIMIT {}",
            *(self.edition, moment, MOST_SINGLY + 100),
        )

    async def _latest_acts(self) -> list[dict[str, Any]]:
        return await fetch(
            "SELECT id, at, subject_kind, subject FROM audit_entry WHERE edition = {} ORDER BY at DESC LIMIT {}",
            *(self.edition, MOST_SINGLY),
        )


def _with_the_gone(found: Registered, count: Count | None) -> Registered:
    """All there is, and None for what this process still counts and is not there any more."""
    parties: dict[UUID, Any] = dict.fromkeys(count.parties) if count else {}
    passes: dict[UUID, Any] = dict.fromkeys(count.passes) if count else {}
    return Registered(parties | dict(found.parties), passes | dict(found.passes))


@contextmanager
def many_at_once() -> Iterator[None]:
    """While a journal is counted for the first time, nothing that is made is thrown away: looking for it takes a third of the
    time. What was made stays as long as the process, so it is not looked through again either, which would hold up the door."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


async def _outside(report: Report, looked: Look, at: datetime) -> Report:
    """A report of the whole, as this person may see it."""
    seen = report if looked.inside else await to_thread.run_sync(masked, report)
    return replace(seen, at=at, scope=looked.name)


_standing: WeakKeyDictionary[Any, dict[int, Standing]] = WeakKeyDictionary()


def standing(edition_id: int) -> Standing:
    """The count of an edition that this process keeps; empty at first."""
    return _standing.setdefault(engine(), {}).setdefault(edition_id, Standing(edition_id))


def forget() -> None:
    """Count everything again at the next question."""
    _standing.pop(engine(), None)

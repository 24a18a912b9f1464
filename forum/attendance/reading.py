"""The count of an edition that a process keeps, brought up to date by what was written since it last looked.

A write costs what it changed: a passage, its bearer; a registration, itself. The memory is a copy that a few short queries
check: when they find what nobody announced, everything is counted again.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from anyio import to_thread

from forum.attendance.marks import counts_of, last_line, mark_of
from forum.attendance.queries import frame_of, said_at_the_desk
from forum.attendance.registrations import Registered, registered, registered_of
from forum.attendance.rules.count import Count
from forum.attendance.values import Frame
from forum.database import fetch
from forum.door.in_bulk import many_at_once
from forum.door.ledger import Ledger, ledger

MOST_SINGLY = 300
"""Acts since the last look above which all registrations are read again."""
OVERLAP = timedelta(minutes=2)
"""An act may be written down a little after a later one: so far back is looked again."""
HOLDERS = frozenset({"visitor", "class visit"})
OF_NO_EFFECT = frozenset({"mailing", "letter", "letter template", "print run", "door device", "account"})
"""Subjects of acts that change nobody's registration; an act on any other unknown subject has everything read again."""

LARGE = 5000
"""Lines of a journal above which nobody waits for a count: the last one is shown while the next is made aside."""


@dataclass(eq=False)
class Reading:
    """One edition's count, and how far it has read."""

    edition: int
    count: Count | None = None
    frame: Frame | None = None
    book: Ledger | None = None
    lines: int = 0
    last: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    acts: dict[UUID, datetime] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The mark of what has been counted."""
        assert self.frame
        return mark_of(self.frame, self.counts, self.last)

    async def caught_up(self) -> bool:
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
        count.begin(
            {key: party for key, party in found.parties.items() if party},
            {key: known for key, known in found.passes.items() if known},
        )
        with many_at_once() if await last_line(self.edition) >= LARGE else nullcontext():
            if not await self._read_on(book):
                count.take(())

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

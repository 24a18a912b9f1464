"""The count of an edition that a process keeps, brought up to date by what was written since it last looked.

A write costs what it changed: a passage, the lines of its badge; a registration, those of its badges. The count is a copy
that a few short queries check: when they find what nobody announced, everything is counted again.
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from anyio import to_thread

from forum.attendance import elsewhere
from forum.attendance.lines import read_between, read_of, read_whole
from forum.attendance.marks import counts_of, last_line, mark_of
from forum.attendance.queries import frame_of
from forum.attendance.registrations import Registered, registered, registered_of
from forum.attendance.remembered import reached
from forum.attendance.rules.count import Count
from forum.attendance.rules.known import Known
from forum.attendance.state import Reached
from forum.attendance.values import Frame
from forum.database import fetch
from forum.door.in_bulk import many_at_once
from forum.door.rules import Line
from forum.door.rules.lines import UNDO

log = logging.getLogger("forum.attendance")

MOST_SINGLY = 300
"""Acts since the last look above which all registrations are read again."""
MOST_LINES = 2000
"""Lines that are read at once after the last look."""
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
    goes_on: bool = False
    """Whether a count that was kept is taken up, instead of counting from the beginning."""
    count: Count | None = None
    frame: Frame | None = None
    counts: dict[str, int] = field(default_factory=dict)
    acts: dict[UUID, datetime] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the last line that is counted."""
        return self.count.last if self.count else 0

    @property
    def mark(self) -> str:
        """The mark of what has been counted."""
        assert self.frame
        return mark_of(self.frame, self.counts, self.last)

    async def caught_up(self) -> bool:
        """Read what was written since; whether there was anything. Raises NotFound, Unavailable."""
        frame = await frame_of(self.edition)
        begun = self.count is None
        news = await self._followed(frame)
        if news is None and await self._counted_elsewhere():
            self.count, begun = None, True
            news = await self._followed(frame)
        if news is None:
            await self._begin(frame)
        return begun or news is not False

    async def _counted_elsewhere(self) -> bool:
        """Whether a process of its own has counted from the beginning what would hold this one up."""
        if not (self.goes_on and await last_line(self.edition) >= LARGE):
            return False
        return await elsewhere.counted(self.edition)

    async def _followed(self, frame: Frame) -> bool | None:
        """Whether anything was written since; None when only a count from the beginning will do."""
        dates = {day.id: day.date for day in frame.days}
        known_days = self.frame and {day.id: day.date for day in self.frame.days}
        if self.count is None:
            known_days = await self._go_on(frame)
        if self.count is None or dates != known_days:
            return None
        news = frame != self.frame
        self.frame = frame
        found = await self._changed(frame)
        after, head = self.last, await last_line(self.edition)
        while after < head:
            lines = await read_between(self.edition, after, min(after + MOST_LINES, head))
            after += MOST_LINES
            if not await self._take(found or Registered({}, {}), lines):
                return None
            news, found = True, None
        if found and not await self._take(found, []):
            return None
        return news or found is not None

    async def _go_on(self, frame: Frame) -> dict[int, date] | None:
        """Take up what an earlier process counted, if it kept that and may be gone on with; the days it knew."""
        if not self.goes_on:
            return None
        found = await reached(self.edition)
        if found is None or await last_line(self.edition) - found.count.last > max(MOST_LINES, found.count.last // 2):
            return None
        self.count, self.counts, self.acts, self.frame = found.count, found.counts, found.acts, frame
        return (
            {day.id: day.date for day in frame.days} if set(found.count.days) == {d.date for d in frame.days} else None
        )

    async def _begin(self, frame: Frame) -> None:
        self.acts, self.counts, self.frame = {}, {}, frame
        await self._changed(frame)
        found = await registered(self.edition, {day.id: day.date for day in frame.days})
        known = Known(
            {key: party for key, party in found.parties.items() if party},
            {key: known for key, known in found.passes.items() if known},
        )
        count = Count((day.date for day in frame.days), known)
        with many_at_once() if await last_line(self.edition) >= LARGE else nullcontext():
            await to_thread.run_sync(read_whole, self.edition, count)
        self.count = count

    async def _take(self, found: Registered, news: list[Line]) -> bool:
        """Count what is new; False when it reaches so far that everything must be counted again."""
        count = self.count
        assert count
        last = max((count.last, *(line.number for line in news)))
        undone = [line.target for line in news if line.kind == UNDO and line.target]
        meant = {line.id: line for line in (await read_of(self.edition, "id", undone, last)).lines}
        touched = count.known.touched(news, meant, found.parties, found.passes)
        if touched is None:
            return False
        lines = await read_of(self.edition, "badge", touched.badges, last)
        alone = await read_of(self.edition, "id", [line.id for line in touched.alone], last)
        froms = lines.froms | alone.froms
        try:
            await to_thread.run_sync(count.change, touched, lines.lines, froms, found.parties, found.passes, news)
        except (KeyError, ValueError):
            log.exception("the count does not hold what it should give back; counting again")
            return False
        return True

    async def so_far(self) -> Reached:
        """How far the edition is counted, to keep. The count must stand still until it is."""
        assert self.count
        line = await fetch("SELECT id FROM scan WHERE edition = {} AND number = {}", self.edition, self.last)
        return Reached(self.edition, self.count, line[0]["id"] if line else None, dict(self.counts), dict(self.acts))

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
    parties: dict[UUID, Any] = dict.fromkeys(count.known.parties) if count else {}
    passes: dict[UUID, Any] = dict.fromkeys(count.known.passes) if count else {}
    return Registered(parties | dict(found.parties), passes | dict(found.passes))

"""The figures of an edition while they change: the count that this process keeps, brought up to date by what was written since.

A write costs what it changed: a passage, its bearer; a registration, itself. The memory is a copy that a few short queries
check: when they find what nobody announced, everything is counted again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from anyio import to_thread

from forum import clock
from forum.attendance.queries import frame_of, said_at_the_desk
from forum.attendance.registrations import Registered, registered, registered_of
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.count import Count
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import reported
from forum.attendance.rules.sheet import Report
from forum.attendance.values import Frame
from forum.database import engine, fetch
from forum.door.ledger import Ledger, ledger

MOST_KEPT = 12
"""Parts of an edition whose report is kept in memory while nothing changes."""
MOST_SINGLY = 300
"""Acts since the last look above which all registrations are read again."""
OVERLAP = timedelta(minutes=2)
"""An act may be written down a little after a later one: so far back is looked again."""
HOLDERS = frozenset({"visitor", "class visit"})
OF_NO_EFFECT = frozenset({"mailing", "letter", "letter template", "print run", "door device", "account"})
"""Subjects of acts that change nobody's registration; an act on any other unknown subject has everything read again."""

_COUNTS = """
SELECT (SELECT count(*) FROM visitor WHERE edition = {0}) AS visitors,
       (SELECT count(*) FROM class_visit WHERE edition = {0}) AS classes,
       (SELECT count(*) FROM stand_booking WHERE edition = {0}) AS bookings,
       (SELECT count(*) FROM badge WHERE edition = {0}) AS badges,
       (SELECT count(*) FROM visitor_cancellation) AS visitors_gone,
       (SELECT count(*) FROM class_cancellation) AS classes_gone,
       (SELECT count(*) FROM badge_revocation) AS badges_gone,
       (SELECT count(*) FROM audit_entry WHERE edition = {0}) AS acts
""".replace("{0}", "{}")
_SHEETS = """
SELECT e.id, e.name, e.sector, e.kind, e.siret, e.insee_code, o.kind AS offer, o.number
  FROM exhibitor e LEFT JOIN exhibitor_offer o ON o.exhibitor = e.id WHERE e.edition = {}
"""
"""What organisations say of themselves leaves no line in the journal: it is short, and compared as it is."""


class Look(Protocol):
    """A part of an edition, what it is called, and whether small groups may be shown."""

    @property
    def scope(self) -> Scope: ...
    @property
    def name(self) -> str: ...
    @property
    def inside(self) -> bool: ...


L = TypeVar("L", bound=Look)


@dataclass(frozen=True, slots=True)
class Whole:
    """All of it, for the organisers."""

    scope: Scope = field(default_factory=Scope)
    name: str = ""
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be chosen: the days of the frame, and the schools that registered (id: name, commune)."""

    frame: Frame
    schools: Mapping[int, tuple[str, str | None]]


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

    async def seen(self, look: Callable[[Offered], L]) -> tuple[L, Report]:
        """What somebody looks at, chosen among what there is, and its report as it stands now. Raises NotFound."""
        async with self.turn:
            if await self._caught_up():
                self.made.clear()
                self.shown.clear()
            assert self.count
            assert self.frame
            looked = look(Offered(self.frame, self.count.schools()))
            kept = self.made if looked.inside else self.shown
            if looked.scope not in kept:
                while len(kept) >= MOST_KEPT:
                    del kept[next(iter(kept))]
                kept[looked.scope] = await to_thread.run_sync(self._made, looked.scope, looked.inside)
            return looked, replace(kept[looked.scope], at=clock.now(), scope=looked.name)

    async def whole(self) -> Report:
        """The whole edition, unmasked. Raises NotFound."""
        return (await self.seen(lambda _: Whole()))[1]

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
        counts = {key: int(n) for key, n in (await fetch(_COUNTS, *[self.edition] * 5))[0].items()}
        counts["sheets"] = hash(frozenset(tuple(map(str, row.values())) for row in await fetch(_SHEETS, self.edition)))
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


_standing: WeakKeyDictionary[Any, dict[int, Standing]] = WeakKeyDictionary()


def standing(edition_id: int) -> Standing:
    """The count of an edition that this process keeps; empty at first."""
    return _standing.setdefault(engine(), {}).setdefault(edition_id, Standing(edition_id))


def forget() -> None:
    """Count everything again at the next question."""
    _standing.pop(engine(), None)

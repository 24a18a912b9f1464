"""The figures of an edition while they change: reports of the count that this process keeps.

With a large journal nobody waits for a count: a server that starts shows the last one that was kept, later the one of a
few seconds ago, each with its time, while the next is made aside.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from anyio import to_thread

from forum import clock
from forum.attendance import elsewhere
from forum.attendance.looks import L, Look, Offered, Seen, Whole
from forum.attendance.marks import counts_of, last_line, mark_of
from forum.attendance.queries import frame_of, schools_of
from forum.attendance.reading import LARGE, Reading
from forum.attendance.remembered import Remembered, countable, recall, remember
from forum.attendance.rules.attended import Scope
from forum.attendance.rules.masking import masked
from forum.attendance.rules.report import reported
from forum.attendance.rules.sheet import Report
from forum.attendance.state import kept
from forum.database import Unavailable, engine
from forum.errors import NotFound

log = logging.getLogger("forum.attendance")

MOST_EDITIONS = 2
"""Editions whose count is held in memory, the one of today and one to compare with: others are taken up again when asked for."""
MOST_KEPT = 12
"""Parts of an edition whose report is kept in memory while nothing changes."""
KEPT_EVERY = 300.0
"""Seconds between two writings of what a server that starts will find."""
LATELY = timedelta(seconds=10)
"""How old the figures of a large journal may be that are shown, with their time, while what came since is counted aside."""
AFTERWARDS = 0.2
"""Seconds that such a count waits, so that whoever asked has the page first."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report, and the moment up to which it was counted; it stands as long as nothing came after that `turn`."""

    turn: int
    at: datetime
    report: Report


@dataclass(eq=False)
class Standing(Reading):
    """One edition's count, and the reports made of it: what they say, up to when, and for whom."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    turns: int = 0
    """How often something new was counted."""
    reached: str = ""
    """The mark of what is counted; `mark` is a little ahead of it while a count goes on."""
    at: datetime = field(default_factory=clock.now)
    """The moment up to which everything is counted."""
    schools: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)
    made: dict[Scope, Made] = field(default_factory=dict)
    shown: dict[Scope, Made] = field(default_factory=dict)
    ready: bool = False
    aside: asyncio.Task[None] | None = None
    keeping: asyncio.Task[None] | None = None
    kept_at: float = -KEPT_EVERY

    async def seen(self, look: Callable[[Offered], L], *, wait: bool = False) -> Seen[L]:
        """What somebody looks at, chosen among what there is, and its report as it stands now. Raises NotFound.

        With a large journal nobody waits who did not ask to `wait`, neither at a start nor for what came a moment ago: see
        `Seen`.
        """
        found = await self._lately(look, wait) if self.ready else await self._at_once(look, wait)
        if found:
            return found
        async with self.turn:
            await self._stand()
            assert self.frame
            looked = look(Offered(self.frame, self.schools))
            report = await self._told(looked.scope, looked.inside)
            return Seen(looked, replace(report, at=clock.now(), scope=looked.name), False, self.mark)

    async def whole(self) -> Report:
        """The whole edition, unmasked, counted up to now however long that takes. Raises NotFound."""
        report = (await self.seen(lambda _: Whole(), wait=True)).report
        assert report
        if self.keeping:
            await self.keeping
        return report

    async def counted(self) -> None:
        """Count up to now, and keep that for other processes. Raises NotFound."""
        async with self.turn:
            await self._stand()
            self.kept_at = time.monotonic()
            whole = replace(await self._told(Scope(), inside=True), at=clock.now())
        await self._keep(self.mark, whole)

    async def mark_now(self) -> str:
        """The mark of everything written, as a page would show it; another one while a first count goes on. Raises NotFound."""
        mark = await self._mark_written()
        return f"{mark}+" if self.aside and not self.aside.done() else mark

    async def _mark_written(self) -> str:
        frame, last = await frame_of(self.edition), await last_line(self.edition)
        return mark_of(frame, await counts_of(self.edition), last)

    @property
    def busy(self) -> bool:
        """Whether it is being counted, or kept."""
        return self.turn.locked() or any(task and not task.done() for task in (self.aside, self.keeping))

    async def settled(self) -> None:
        """Wait for what is being counted, or kept, aside."""
        if going := [task for task in (self.aside, self.keeping) if task]:
            await asyncio.wait(going)

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
            made = await self._kept_elsewhere() if looked.scope == Scope() else None
            return Seen(looked, await _outside(made.report, looked, clock.now()), False, made.mark) if made else None
        self._count_soon(Scope(), inside=True, after=0)
        return Seen(looked, await _outside(kept.report, looked, kept.report.at) if kept else None, True, f"{mark}+")

    def _count_soon(self, scope: Scope, *, inside: bool, after: float) -> None:
        if self.aside is None or self.aside.done():
            self.aside = asyncio.create_task(self._count_aside(scope, inside, after))

    async def _count_aside(self, scope: Scope, inside: bool, after: float) -> None:
        try:
            await asyncio.sleep(after)
            # One edition after the other: several large journals at once would slow the pages and fill the memory.
            async with _aside.setdefault(engine(), asyncio.Lock()), self.turn:
                if scope != Scope() or not await self._kept_elsewhere():
                    await self._stand()
                    await self._told(scope, inside)
        except (Unavailable, NotFound):
            log.warning("the figures were not counted, the next look tries again")

    async def _kept_elsewhere(self) -> Remembered | None:
        """What a first count, made elsewhere now, has kept, if it says all there is: whoever only compares needs no more."""
        if self.count or self.edition not in await countable() or not await elsewhere.counted(self.edition):
            return None
        kept = await recall(self.edition)
        return kept if kept and kept.mark == await self._mark_written() else None

    # ── A moment ago ──

    async def _lately(self, look: Callable[[Offered], L], wait: bool) -> Seen[L] | None:
        """What was counted of a large journal a few seconds ago, while what came since is counted aside; else None."""
        if wait or self.last < LARGE or self.frame is None:
            return None
        looked = look(Offered(self.frame, self.schools))
        known = (self.made if looked.inside else self.shown).get(looked.scope)
        if known is None:
            return None
        now, at = clock.now(), self.at if known.turn == self.turns else known.at
        mark = await self._mark_written()
        if mark == self.reached and known.turn == self.turns:
            self.at = max(self.at, now)
            return Seen(looked, replace(known.report, at=now, scope=looked.name), False, mark)
        if now - at > LATELY:
            return None
        self._count_soon(looked.scope, inside=looked.inside, after=AFTERWARDS)
        return Seen(looked, replace(known.report, at=at, scope=looked.name), False, f"{mark}+", lately=True)

    # ── What is told ──

    async def _stand(self) -> None:
        at = clock.now()
        if await self.caught_up():
            self.turns += 1
            assert self.count
            self.schools = self.count.schools()
        self.at, self.reached, self.ready = at, self.mark, True

    async def _told(self, scope: Scope, inside: bool) -> Report:
        kept = self.made if inside else self.shown
        if scope not in kept or kept[scope].turn != self.turns:
            while scope not in kept and len(kept) >= MOST_KEPT:
                del kept[next(iter(kept))]
            kept[scope] = Made(self.turns, self.at, await to_thread.run_sync(self._made, scope, inside))
        if scope == Scope() and self.last >= LARGE and time.monotonic() - self.kept_at >= KEPT_EVERY:
            self.kept_at = time.monotonic()
            whole = replace(self.made[scope].report, at=clock.now())
            self.keeping = asyncio.create_task(self._keep(self.mark, whole))
        return kept[scope].report

    async def _keep(self, mark: str, whole: Report) -> None:
        """Keep the report and the count; nobody counts on while that is written down."""
        async with self.turn:
            count = await to_thread.run_sync(kept, await self.so_far())
        await remember(self.edition, mark, whole, count)
        _let_go(_standing.get(engine(), {}))

    def _made(self, scope: Scope, inside: bool) -> Report:
        assert self.count
        assert self.frame
        if scope not in self.made or self.made[scope].turn != self.turns:
            self.made[scope] = Made(self.turns, self.at, reported(self.count.attended(self.frame, scope)))
        report = self.made[scope].report
        return report if inside else masked(report)


async def _outside(report: Report, looked: Look, at: datetime) -> Report:
    """A report of the whole, as this person may see it."""
    seen = report if looked.inside else await to_thread.run_sync(masked, report)
    return replace(seen, at=at, scope=looked.name)


_standing: WeakKeyDictionary[Any, dict[int, Standing]] = WeakKeyDictionary()
_aside: WeakKeyDictionary[Any, asyncio.Lock] = WeakKeyDictionary()


def standing(edition_id: int) -> Standing:
    """The count of an edition that this process keeps; empty at first, and again when others were asked for since."""
    known = _standing.setdefault(engine(), {})
    found = known.pop(edition_id, None) or Standing(edition_id, goes_on=True)
    known[edition_id] = found
    _let_go(known)
    return found


def _let_go(known: dict[int, Standing]) -> None:
    """Those asked for longest ago, but the last one, and none that is at work."""
    idle = [key for key, one in known.items() if not one.busy and key != next(reversed(known))]
    for key in idle[: max(0, len(known) - MOST_EDITIONS)]:
        del known[key]


def forget() -> None:
    """Count everything again at the next question."""
    _standing.pop(engine(), None)

"""The journal as this process knows it, one ledger per edition: read once, then only what was written since.

Lines are numbered in the order of their commits, because whoever writes holds the edition. So « everything after the
last number I have read » is exact, whichever process wrote it: the memory is a copy that a single short query brings up
to date, inside the writer's transaction for judging, outside of it for showing.
"""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from forum.database import engine, fetch
from forum.door.in_bulk import Words, many_at_once
from forum.door.rules import Gauge, Line, Register, gauge
from forum.editions import queries as editions
from forum.editions.values import EditionValue

LINES = """
SELECT scan.id, scan.number, scan.kind, scan.direction, scan.gate, gate.hall, scan.device, scan.supervised, scan.badge,
       scan.badge_kind, scan.pupils, scan.adults, scan.admitted, scan.target, scan.status, scan.verdict,
       scan.corrected_at AS at, scan.received_at, scan.offline
  FROM scan JOIN gate ON gate.id = scan.gate
"""
PAGE = 1000
_READ = f"{LINES} WHERE scan.edition = {{}} AND scan.number > {{}} ORDER BY scan.number LIMIT {{}}"

REDRAWN_EVERY = 5.0
"""Seconds after which the halls and their limits are read again: somebody may have edited them."""


@dataclass(eq=False)
class Ledger:
    """What this process has read of an edition's journal, and how far."""

    edition: EditionValue
    register: Register = field(default_factory=Register)
    last: int = 0
    seen: dict[UUID, tuple[datetime, int]] = field(default_factory=dict)
    """Of each phone: when its last contact was written, and how many passages it still held."""
    heard: int = 0
    """How often contacts were written by this process."""
    whole: bool = False
    """Whether the journal was read to its end once."""
    _aside: asyncio.Task[None] | None = None
    _unweighed: set[UUID] = field(default_factory=set)
    _words: Words = field(default_factory=Words)

    async def begin(self) -> bool:
        """Read a first page at the first call; whether the whole journal is known by now.

        A long journal goes on being read aside: until it is, nothing here may be relied on.
        """
        if not self.whole and (self._aside is None or self._aside.done()):
            rows = await self._page()
            if len(rows) < PAGE:
                self._weigh_first()
            elif not self.whole and (self._aside is None or self._aside.done()):
                # A context of its own: it belongs to nobody's request or transaction.
                self._aside = asyncio.get_running_loop().create_task(self._read_all(), context=contextvars.Context())
        return self.whole

    async def catch_up(self) -> None:
        """Read what was written since; at first everything."""
        if time.monotonic() - self.drawn_at > REDRAWN_EVERY:
            self.edition = await editions.edition(self.edition.id)
            self._learn_gates()
        while not await self.begin():
            assert self._aside
            await asyncio.shield(self._aside)
        while len(rows := await fetch(_READ, self.edition.id, self.last, PAGE)) > 0:
            self.take([self._words.line(row) for row in rows])
            if len(rows) < PAGE:
                return

    async def _read_all(self) -> None:
        with many_at_once():
            await self._read_to_the_end()

    async def _read_to_the_end(self) -> None:
        full = True
        while full:
            full = len(await self._page()) == PAGE
            await asyncio.sleep(0)
        waiting = list(self._unweighed)
        for at in range(0, len(waiting), PAGE):
            self.register.weigh(waiting[at : at + PAGE])
            self._unweighed.difference_update(waiting[at : at + PAGE])
            await asyncio.sleep(0)
        self._weigh_first()

    async def _page(self) -> list[dict[str, Any]]:
        """The next lines, kept but not weighed yet."""
        rows = await fetch(_READ, self.edition.id, self.last, PAGE)
        if not self.whole:
            self._unweighed |= self.register.keep(self._words.line(row) for row in rows)
            self.last = max(self.last, rows[-1]["number"]) if rows else self.last
        return rows

    def _weigh_first(self) -> None:
        self.register.weigh(self._unweighed)
        self._unweighed.clear()
        self.whole = True

    def take(self, lines: Sequence[Line]) -> None:
        """Lines that are committed: this process's own, or read from the table, once the journal is known as a whole."""
        self.register.weigh(self.register.keep(lines))
        self.last = max((self.last, *(line.number for line in lines)))

    async def knows_gate(self, gate: int) -> bool:
        """Whether the gate belongs to this edition; one that was just added is looked up."""
        if gate not in self.hall_of:
            self.edition = await editions.edition(self.edition.id)
            self._learn_gates()
        return gate in self.hall_of

    def __post_init__(self) -> None:
        self._learn_gates()

    def _learn_gates(self) -> None:
        self.drawn_at = time.monotonic()
        self.hall_of = {gate.id: gate.hall for gate in self.edition.gates}
        self.gates = {gate.id: gate.name for gate in self.edition.gates}

    def gauge(self) -> Gauge:
        """How full the halls are, by the lines read so far."""
        halls = [(hall.id, hall.name, hall.capacity_limit) for hall in self.edition.halls]
        return gauge(halls, {hall.id: self.register.tally(hall.id) for hall in self.edition.halls})


_ledgers: WeakKeyDictionary[Any, dict[int, Ledger]] = WeakKeyDictionary()


async def ledger(edition_id: int) -> Ledger:
    """The ledger of an edition, as far as it was read; empty at first: `catch_up()` before relying on it."""
    of_engine = _ledgers.setdefault(engine(), {})
    if edition_id not in of_engine:
        of_engine.setdefault(edition_id, Ledger(await editions.edition(edition_id)))
    return of_engine[edition_id]


def forget() -> None:
    """Lines were erased or the edition redrawn: read everything again."""
    _ledgers.pop(engine(), None)

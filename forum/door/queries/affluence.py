"""How many people are in, and how sure that is."""

from __future__ import annotations

import asyncio
import hashlib
import time
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakKeyDictionary

import msgspec

from forum import clock
from forum.database import fetch
from forum.door.ledger import Ledger, ledger


@dataclass(frozen=True, slots=True)
class Pending:
    """A phone that still holds passages: the figures are short of them."""

    device: str
    queued: int


@dataclass(frozen=True, slots=True)
class HallAffluence:
    id: int
    name: str
    present: int
    public: int
    staff: int
    limit: int
    percent: int
    level: str
    short: int


@dataclass(frozen=True, slots=True)
class Affluence:
    """The people in the halls against the legal limit, at that moment; see `rules.gauge` for who is counted and how.

    `level` is « ok », « 80 », « 90 » or « 100 », the worst of any hall and of all together.
    """

    present: int
    public: int
    staff: int
    limit: int
    percent: int
    level: str
    halls: tuple[HallAffluence, ...]
    pending: tuple[Pending, ...]
    at: datetime


async def affluence(edition: int) -> Affluence:
    """The occupancy by everything that is written, whichever process wrote it."""
    book = await ledger(edition)
    await book.catch_up()
    return _told(book, await _pending(edition))


async def is_known(edition: int) -> bool:
    """Whether this process has read the journal to its end: it reads a long one aside after a restart."""
    return await (await ledger(edition)).begin()


async def affluence_known(edition: int) -> bytes:
    """The occupancy as JSON, by what this process has read: its own writings included, the others' as of a second ago.

    Everybody whose passages shared a commit is told the same figures: they are put together once. « null » while a long
    journal is still being read after a restart: the phone keeps the figures it has.
    """
    book = await ledger(edition)
    if not await book.begin():
        return b"null"
    known = _known.get(book)
    if known is None:
        known = _known.setdefault(book, Known())
    await known.refresh(book)
    return known.told


KNOWN_FOR = 1.0


@dataclass(eq=False)
class Known:
    """The figures as they were last told, and what they were made from."""

    told: bytes = b""
    last: int = -1
    heard: int = -1
    pending: tuple[Pending, ...] = ()
    read_at: float = -KNOWN_FOR
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def is_fresh(self, book: Ledger) -> bool:
        """Nothing was written here since, and the others were asked less than a second ago."""
        return self.heard == book.heard and time.monotonic() - self.read_at < KNOWN_FOR

    async def refresh(self, book: Ledger) -> None:
        """One of all who wait asks the table; the others find its answer."""
        if not self.is_fresh(book):
            async with self.turn:
                if not self.is_fresh(book):
                    heard, self.pending = book.heard, await _pending(book.edition.id)
                    self.heard, self.read_at, self.last = heard, time.monotonic(), -1
        if self.last != book.last:
            self.last, self.told = book.last, msgspec.json.encode(_told(book, self.pending))


_known: WeakKeyDictionary[Ledger, Known] = WeakKeyDictionary()


def tag_of(told: Affluence) -> str:
    """A mark that changes when the figures do (an ETag); the moment of reading is no part of it."""
    figures = (told.present, told.staff, told.limit, told.halls, told.pending)
    return hashlib.blake2b(repr(figures).encode(), digest_size=9).hexdigest()


async def _pending(edition: int) -> tuple[Pending, ...]:
    rows = await fetch(
        "SELECT name, queued FROM door_device WHERE edition = {} AND queued > 0 AND revoked_at IS NULL ORDER BY name",
        edition,
    )
    return tuple(Pending(row["name"], row["queued"]) for row in rows)


def _told(book: Ledger, pending: tuple[Pending, ...]) -> Affluence:
    gauge = book.gauge()
    return Affluence(
        present=gauge.present,
        public=gauge.public,
        staff=gauge.staff,
        limit=gauge.limit,
        percent=gauge.percent,
        level=gauge.level,
        halls=tuple(
            HallAffluence(
                hall.id,
                hall.name,
                hall.present,
                hall.public,
                hall.staff,
                hall.limit,
                hall.percent,
                hall.level,
                hall.short,
            )
            for hall in gauge.halls
        ),
        pending=pending,
        at=clock.now(),
    )

"""The list that phones carry to work without network: one sealed record per badge, opened by the badge's own code.

A record is found by the first eight bytes of SHA-256(code) and opened by a key that HKDF derives from the code. Codes are
80 random bits: whoever finds a phone learns neither a name nor how to make a badge.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import msgspec
from anyio import to_thread
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forum import clock
from forum.database import engine, fetch
from forum.territory.folding import fold

INFO = b"forum-door-1"
OVERLAP = timedelta(minutes=2)
"""A transaction that is slow to commit leaves an older date behind the last reading: read a little before it again."""

_READ = """
SELECT badge.id, badge.code, badge.kind, badge.title, badge.subtitle, badge.detail, badge.pupils, badge.adults,
       badge.photo, day.date AS day, badge.expected_at, badge.changed_at, ending.reason AS ended, ending.at AS ended_at
  FROM badge LEFT JOIN day ON day.id = badge.day LEFT JOIN badge_revocation ending ON ending.badge = badge.id
 WHERE badge.edition = {}
"""


_COUNTS = "SELECT edition, count(*) AS n FROM badge GROUP BY edition"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One badge of the list: where it is found, the sealed record, when it changed; and what supervisors search in."""

    hash8: str
    box: str
    changed_at: datetime
    record: dict[str, Any]
    code: str
    folded: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A badge of another edition: a phone without network must know it from one that was issued a moment ago."""

    hash8: str
    changed_at: datetime
    box: str = ""


@dataclass
class PhoneList:
    """An edition's list, sealed once in this process and kept up to date by what changed."""

    edition: int
    known_since: datetime
    badges: dict[UUID, Sealed] = field(default_factory=dict)
    elsewhere: dict[UUID, Elsewhere] = field(default_factory=dict)
    removed: list[tuple[datetime, str]] = field(default_factory=list)
    read_until: datetime | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def refresh(self) -> None:
        """Seal the badges that changed; everything again when some have gone."""
        async with self.turn:
            now = clock.now()
            if self.read_until is None:
                rows = await fetch(_READ, self.edition)
            else:
                since = self.read_until - OVERLAP
                rows = await fetch(_READ + " AND badge.changed_at >= {}", self.edition, since)
            for badge, sealed in await to_thread.run_sync(self._seal_new, rows):
                self.badges[badge] = sealed
            self.read_until = now
            counted = {row["edition"]: row["n"] for row in await fetch(_COUNTS)}
            if counted.pop(self.edition, 0) < len(self.badges):
                await self._drop(now)
            if sum(counted.values()) != len(self.elsewhere):
                await self._look_elsewhere(now)

    def _seal_new(self, rows: Sequence[dict[str, Any]]) -> list[tuple[UUID, Sealed]]:
        """The rows that differ from what is known, sealed. Runs in a thread: twenty thousand take most of a second."""
        sealed = []
        for row in rows:
            known, record = self.badges.get(row["id"]), record_of(row)
            if known is None or known.record != record or known.changed_at < changed_at(row):
                hash8, box = seal(row["code"], record)
                folded = fold(f"{row['title']} {row['subtitle']} {row['detail']}")
                sealed.append((row["id"], Sealed(hash8, box, changed_at(row), record, row["code"], folded)))
        return sealed

    async def _drop(self, now: datetime) -> None:
        left = {row["id"] for row in await fetch("SELECT id FROM badge WHERE edition = {}", self.edition)}
        for badge in [badge for badge in self.badges if badge not in left]:
            self.removed.append((now, self.badges.pop(badge).hash8))

    async def _look_elsewhere(self, now: datetime) -> None:
        rows = await fetch("SELECT id, code FROM badge WHERE edition <> {}", self.edition)
        left = {row["id"] for row in rows}
        for badge in [badge for badge in self.elsewhere if badge not in left]:
            self.removed.append((now, self.elsewhere.pop(badge).hash8))
        for row in rows:
            if row["id"] not in self.elsewhere:
                self.elsewhere[row["id"]] = Elsewhere(hash8_of(row["code"]), now)

    def __len__(self) -> int:
        return len(self.badges) + len(self.elsewhere)

    def since(self, moment: datetime | None) -> tuple[bool, list[Sealed | Elsewhere], list[str]]:
        """Whether this is the whole list, the records changed since then, and the places of those that have gone."""
        everything: list[Sealed | Elsewhere] = [*self.badges.values(), *self.elsewhere.values()]
        if moment is None or moment < self.known_since:
            return True, everything, []
        from_ = moment - OVERLAP
        changed = [one for one in everything if one.changed_at >= from_]
        return False, changed, [hash8 for at, hash8 in self.removed if at >= from_]


_lists: WeakKeyDictionary[Any, dict[int, PhoneList]] = WeakKeyDictionary()


async def phone_list(edition: int) -> PhoneList:
    """The edition's list, as it is now. The first call of a process seals everything, in a thread."""
    lists = _lists.setdefault(engine(), {})
    if edition not in lists:
        lists[edition] = PhoneList(edition, clock.now())
    await lists[edition].refresh()
    return lists[edition]


def record_of(row: dict[str, Any]) -> dict[str, Any]:
    """What the door needs to say of a badge."""
    day: date | None = row["day"]
    expected: datetime | None = row["expected_at"]
    return {
        "kind": row["kind"],
        "title": row["title"],
        "subtitle": row["subtitle"],
        "detail": row["detail"],
        "pupils": row["pupils"],
        "adults": row["adults"],
        "photo": row["photo"],
        "day": day.isoformat() if day else None,
        "expected_at": expected.isoformat() if expected else None,
        "state": row["ended"] or "valid",
    }


def changed_at(row: dict[str, Any]) -> datetime:
    at: datetime = row["changed_at"]
    return max(at, row["ended_at"]) if row["ended_at"] else at


def seal(code: str, record: dict[str, Any]) -> tuple[str, str]:
    """The place of a record in the list, and the record sealed under the code: base64 of 12 random bytes + AES-256-GCM."""
    iv = os.urandom(12)
    box = iv + AESGCM(key_of(code)).encrypt(iv, msgspec.json.encode(record), None)
    return hash8_of(code), base64.b64encode(box).decode()


def unseal(code: str, box: str) -> dict[str, Any]:
    """The record of a box, as a phone opens it. Raises `cryptography.exceptions.InvalidTag` under another code."""
    raw = base64.b64decode(box)
    opened: dict[str, Any] = msgspec.json.decode(AESGCM(key_of(code)).decrypt(raw[:12], raw[12:], None))
    return opened


def hash8_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def key_of(code: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt, one block: extract, then expand."""
    extracted = hmac.digest(b"\0" * 32, code.encode(), "sha256")
    return hmac.digest(extracted, INFO + b"\x01", "sha256")

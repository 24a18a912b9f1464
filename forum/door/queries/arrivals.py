"""The arrivals against the plan, the pace of the gates, and who is inside now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from forum import clock
from forum.database import fetch
from forum.door.ledger import Ledger, ledger
from forum.door.phone_list import phone_list
from forum.door.rules import Line
from forum.door.rules.judging import sum_of
from forum.door.rules.lines import COUNT, IN
from forum.territory.folding import fold, has_words

LATE_AFTER = timedelta(minutes=15)
PACE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class ExpectedClass:
    """A class of the arrival plan; `state` is expected, late, arrived or gone; heads as (pupils, adults)."""

    badge: UUID
    title: str
    subtitle: str
    expected_at: datetime
    expected: tuple[int, int]
    inside: tuple[int, int]
    first_at: datetime | None
    state: str

    @property
    def minutes_late(self) -> int:
        return max(0, round((clock.now() - self.expected_at) / timedelta(minutes=1)))


@dataclass(frozen=True, slots=True)
class GatePace:
    """Passages and heads let in through a gate in the last quarter of an hour."""

    gate: str
    passages: int
    heads: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    classes: tuple[ExpectedClass, ...]
    paces: tuple[GatePace, ...]

    def of(self, *states: str) -> list[ExpectedClass]:
        return [expected for expected in self.classes if expected.state in states]


@dataclass(frozen=True, slots=True)
class Inside:
    """A class inside a hall, and whom to call."""

    title: str
    subtitle: str
    hall: str
    pupils: int
    adults: int
    referent: str
    mobile: str


@dataclass(frozen=True, slots=True)
class Roll:
    """The evacuation list: classes inside, and how many others."""

    at: datetime
    present: int
    individuals: int
    halls: tuple[tuple[str, int], ...]
    groups: tuple[Inside, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """A badge found by name, for supervisors."""

    code: str
    kind: str
    title: str
    subtitle: str
    detail: str
    state: str


async def arrivals(edition: int) -> Arrivals:
    """The classes of the day in order of their slots, and how fast the gates go."""
    book = await ledger(edition)
    await book.catch_up()
    rows = await fetch(
        "SELECT badge.id, badge.title, badge.subtitle, badge.expected_at, badge.pupils, badge.adults FROM badge"
        " LEFT JOIN badge_revocation ending ON ending.badge = badge.id"
        " WHERE badge.edition = {} AND badge.kind = 'class' AND badge.expected_at IS NOT NULL AND ending.id IS NULL"
        " ORDER BY badge.expected_at, badge.title",
        edition,
    )
    return Arrivals(tuple(_expected(book, row) for row in rows), tuple(_paces(book)))


def _expected(book: Ledger, row: dict[str, Any]) -> ExpectedClass:
    first = next((line for line in book.register.passages(row["id"]) if line.direction == IN), None)
    inside = sum_of(book.register.inside(row["id"]))
    late = clock.now() > row["expected_at"] + LATE_AFTER
    arrived = "arrived" if any(inside) else "gone"
    return ExpectedClass(
        row["id"],
        row["title"],
        row["subtitle"],
        row["expected_at"],
        (row["pupils"], row["adults"]),
        inside,
        first.at if first else None,
        arrived if first else "late" if late else "expected",
    )


def _paces(book: Ledger) -> Iterable[GatePace]:
    since = clock.now() - PACE
    passages: Counter[int] = Counter()
    heads: Counter[int] = Counter()
    for line in reversed(book.register.lines.values()):
        if line.received_at < since - PACE:
            break
        if line.at >= since and _lets_in(line) and not book.register.is_undone(line):
            passages[line.gate] += 1
            heads[line.gate] += line.pupils + line.adults
    return [GatePace(gate.name, passages[gate.id], heads[gate.id]) for gate in book.edition.gates]


def _lets_in(line: Line) -> bool:
    return line.admitted and line.direction == IN and (line.kind == COUNT or not line.group)


async def evacuation(edition: int) -> Roll:
    """Who must come out: each class with its referent's mobile, and how many people besides."""
    book = await ledger(edition)
    await book.catch_up()
    calls = await _referents(edition)
    halls = {hall.id: hall.name for hall in book.edition.halls}
    groups = [
        Inside(
            called["title"],
            called["subtitle"],
            halls[there.hall],
            there.pupils,
            there.adults,
            called["name"],
            called["phone"],
        )
        for badge, presences in book.register.badges_inside()
        if (called := calls.get(badge))
        for there in presences
    ]
    gauge = book.gauge()
    return Roll(
        at=clock.now(),
        present=gauge.present,
        individuals=max(0, gauge.present - sum(group.pupils + group.adults for group in groups)),
        halls=tuple((hall.name, hall.present) for hall in gauge.halls),
        groups=tuple(sorted(groups, key=lambda group: (group.hall, group.subtitle, group.title))),
    )


async def _referents(edition: int) -> dict[UUID, dict[str, Any]]:
    rows = await fetch(
        "SELECT badge.id, badge.title, badge.subtitle, referent.first_name, referent.last_name, referent.phone FROM badge"
        " LEFT JOIN class_visit ON class_visit.id = badge.holder LEFT JOIN referent ON referent.id = class_visit.referent"
        " WHERE badge.edition = {} AND badge.kind = 'class'",
        edition,
    )
    return {
        row["id"]: {
            "title": row["title"],
            "subtitle": row["subtitle"],
            "name": f"{row['first_name'] or ''} {row['last_name'] or ''}".strip(),
            "phone": row["phone"] or "",
        }
        for row in rows
    }


async def search(edition: int, words: str, most: int = 20) -> list[Search]:
    """The badges whose words begin with those typed, valid ones first; at least two letters."""
    wanted = fold(words)
    if len(wanted) < 2:
        return []
    found = [
        Search(sealed.code, r["kind"], r["title"], r["subtitle"], r["detail"], r["state"])
        for sealed in (await phone_list(edition)).badges.values()
        if has_words(sealed.folded, wanted) and (r := sealed.record)
    ]
    return sorted(found, key=lambda badge: (badge.state != "valid", badge.title, badge.subtitle))[:most]

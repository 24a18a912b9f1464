"""What the journal says, line by line, and what cannot both be true in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from anyio import to_thread

from forum.database import fetch
from forum.door.ledger import Ledger, ledger
from forum.door.rules import Conflict, Line, State, conflicts, running
from forum.door.rules.conflicts import REVOKED
from forum.door.rules.lines import UNDO
from forum.door.rules.weighing import is_loose, moves_badge

_SHOWN = """
SELECT scan.id, scan.corrected_at AS at, scan.received_at, scan.kind, scan.direction, scan.verdict, scan.pupils,
       scan.adults, scan.note, scan.offline, scan.badge_kind, scan.target, gate.name AS gate, door_device.name AS device,
       account.name AS author, badge.title, badge.subtitle
  FROM scan JOIN gate ON gate.id = scan.gate LEFT JOIN door_device ON door_device.id = scan.device
  LEFT JOIN account ON account.id = scan.author LEFT JOIN badge ON badge.id = scan.badge
"""
_OF_EDITION = f"{_SHOWN} WHERE scan.edition = {{}}"


@dataclass(frozen=True, slots=True)
class OtherSide:
    """The other line of an erasure: when it was, who signed it, whom and how many it said."""

    at: datetime
    device: str
    kind: str
    title: str
    pupils: int
    adults: int


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as people read it: who signed it, where, about whom. `undone` lines no longer count; others `moved` heads or
    not: a badge that was refused, or a class's badge that was read before its heads were counted, moves nobody.

    `erased_by` is the line that undid this one, `erases` the one that this one undoes.
    """

    id: UUID
    at: datetime
    received_at: datetime
    kind: str
    direction: str
    verdict: str
    pupils: int
    adults: int
    note: str
    offline: bool
    badge_kind: str | None
    target: UUID | None
    gate: str
    device: str
    title: str
    subtitle: str
    undone: bool
    moved: bool
    erased_by: OtherSide | None = None
    erases: OtherSide | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """When a badge ended, and why: cancelled, replaced or withdrawn."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """A conflict with both its sides, for a supervisor to settle: two lines, or one and the end of its badge."""

    kind: str
    line: LineShown
    other: LineShown | None
    expected: tuple[int, int] | None
    ended: Ended | None


async def attendance(edition: int) -> State:
    """What the whole journal means: who is in, each badge's first entry, the heads that came with it."""
    book = await ledger(edition)
    await book.catch_up()
    return book.register.state()


async def last_lines(edition: int, gate: int | None = None, most: int = 20) -> list[LineShown]:
    """The latest lines of a gate, or of all, the newest received first."""
    book = await ledger(edition)
    await book.catch_up()
    chosen = " AND scan.gate = {}" if gate is not None else ""
    values = [edition, *([gate] if gate is not None else []), most]
    rows = await fetch(f"{_OF_EDITION}{chosen} ORDER BY scan.number DESC LIMIT {{}}", *values)
    shown = await _with_erasures(edition, book, {row["id"]: _shown(row, book) for row in rows})
    return list(shown.values())


async def signed_log(edition: int) -> list[tuple[LineShown, int]]:
    """The whole journal in order of time, each line signed by its phone or its author, with the people present after it."""
    book = await ledger(edition)
    await book.catch_up()
    counted = await to_thread.run_sync(lambda lines: list(running(lines)), list(book.register.lines.values()))
    shown = {row["id"]: _shown(row, book) for row in await fetch(_OF_EDITION, edition)}
    shown = await _with_erasures(edition, book, shown)
    return [(shown[line.id], present) for line, present in counted if line.id in shown]


async def conflicts_shown(edition: int) -> list[ConflictShown]:
    """What supervisors have to settle, oldest first."""
    book = await ledger(edition)
    await book.catch_up()
    expected = {
        row["id"]: (row["pupils"], row["adults"])
        for row in await fetch("SELECT id, pupils, adults FROM badge WHERE edition = {} AND kind = 'class'", edition)
    }
    found = conflicts(book.register, expected)
    ended = await _ended([conflict.badge for conflict in found if conflict.kind == REVOKED])
    shown = await _lines_of(edition, book, _sides(found))
    return [
        ConflictShown(
            conflict.kind,
            shown[conflict.line.id],
            shown[conflict.other.id] if conflict.other else None,
            expected.get(conflict.badge),
            ended.get(conflict.badge),
        )
        for conflict in found
        if conflict.line.id in shown
    ]


async def _ended(badges: Sequence[UUID]) -> dict[UUID, Ended]:
    ended: dict[UUID, Ended] = {}
    for at in range(0, len(badges), 500):
        some = badges[at : at + 500]
        marks = ", ".join(["{}"] * len(some))
        asked = f"SELECT badge, at, reason FROM badge_revocation WHERE badge IN ({marks})"  # noqa: S608 - marks only
        ended |= {row["badge"]: Ended(row["at"], row["reason"]) for row in await fetch(asked, *some)}
    return ended


def _sides(found: Iterable[Conflict]) -> list[Line]:
    return [side for conflict in found for side in (conflict.line, conflict.other) if side]


async def lines_shown(edition: int, lines: Sequence[Line]) -> dict[UUID, LineShown]:
    """These lines as people read them, by id."""
    return await _lines_of(edition, await ledger(edition), lines)


async def _lines_of(edition: int, book: Ledger, lines: Sequence[Line]) -> dict[UUID, LineShown]:
    return await _with_erasures(edition, book, await _plain(edition, book, [line.id for line in lines]))


async def _with_erasures(edition: int, book: Ledger, shown: dict[UUID, LineShown]) -> dict[UUID, LineShown]:
    """The same lines: each that was erased says by which, each that erases says what."""
    undone_by = {one.id: undo for one in shown.values() if one.undone and (undo := book.register.undo_of(one.id))}
    undoes = {one.id: one.target for one in shown.values() if one.kind == UNDO and one.target in book.register.lines}
    elsewhere = {*undone_by.values(), *undoes.values()} - shown.keys()
    known = shown | await _plain(edition, book, [other for other in elsewhere if other])

    def side(of: UUID | None) -> OtherSide | None:
        one = known.get(of) if of else None
        return OtherSide(one.at, one.device, one.kind, one.title, one.pupils, one.adults) if one else None

    return {
        key: replace(one, erased_by=side(undone_by.get(key)), erases=side(undoes.get(key)))
        for key, one in shown.items()
    }


async def _plain(edition: int, book: Ledger, ids: Sequence[UUID]) -> dict[UUID, LineShown]:
    shown: dict[UUID, LineShown] = {}
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        marks = ", ".join(["{}"] * len(some))
        # The plus keeps SQLite from walking through the whole edition instead of asking for each line.
        rows = await fetch(f"{_SHOWN} WHERE +scan.edition = {{}} AND scan.id IN ({marks})", edition, *some)
        shown |= {row["id"]: _shown(row, book) for row in rows}
    return shown


def _shown(row: dict[str, Any], book: Ledger) -> LineShown:
    author, device = row.pop("author"), row.pop("device")
    row["title"], row["subtitle"] = row["title"] or "", row["subtitle"] or ""
    line = book.register.lines.get(row["id"])
    undone = line is not None and book.register.is_undone(line)
    moved = line is not None and not undone and (moves_badge(line) or is_loose(line))
    return LineShown(**row, device=device or author or "bureau", undone=undone, moved=moved)

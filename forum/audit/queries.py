"""Questions to the journal."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from forum import clock
from forum.audit.rules import Changes
from forum.database import fetch
from forum.database.marks import marks
from forum.errors import NotFound
from forum.territory.folding import fold

PAGE = 100
PIECE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as the journal shows it."""

    id: uuid.UUID
    at: datetime
    actor_kind: str
    actor_name: str
    act: str
    subject_kind: str
    subject: str
    summary: str
    changes: Changes = field(default_factory=dict)
    undoes: uuid.UUID | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of the journal, newest first."""

    entries: list[Entry]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words, the kind of actor, the kind of record, the first and the last day."""

    q: str = ""
    kind: str = ""
    record: str = ""
    first: date | None = None
    last: date | None = None


async def entries(edition: int, search: Search = Search(), page: int = 1) -> EntryPage:
    """The acts of an edition, and those of none, that the search finds."""
    clause, values = _wanted(edition, search)
    total = int((await fetch(f"SELECT COUNT(*) AS n FROM audit_entry e WHERE {clause}", *values))[0]["n"])  # noqa: S608
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    return EntryPage(await _read(clause, values, PAGE, (page - 1) * PAGE), total, page, pages)


async def each_entry(edition: int, search: Search = Search()) -> AsyncIterator[Entry]:
    """The same without pages, read piece by piece: a journal of any length is never whole in memory."""
    clause, values = _wanted(edition, search)
    last: list[object] = []
    while True:
        after = " AND (e.at < {} OR (e.at = {} AND e.id > {}))" if last else ""
        found = await _read(clause + after, [*values, *last], PIECE, 0)
        for entry in found:
            yield entry
        if len(found) < PIECE:
            return
        last = [found[-1].at, found[-1].at, found[-1].id]


async def entries_about(subject: object, kind: str | None = None, most: int = 50) -> list[Entry]:
    """What happened to one record, newest first; `kind` tells a hall from the day of the same number."""
    if kind is None:
        return await _read("e.subject = {}", [str(subject)[:40]], most, 0)
    return await _read("e.subject = {} AND e.subject_kind = {}", [str(subject)[:40], kind], most, 0)


async def entries_of(ids: Sequence[uuid.UUID], most: int = 5000) -> list[Entry]:
    """What these did, and what was done to them, newest first."""
    places = marks(ids)
    return await _read(f"(e.subject IN ({places}) OR e.actor IN ({places}))", [*map(str, ids), *ids], most, 0)


async def entry(edition: int, entry_id: uuid.UUID) -> Entry:
    """One act of an edition, or of none. Raises NotFound."""
    found = await _read("e.id = {} AND (e.edition = {} OR e.edition IS NULL)", [entry_id, edition], 1, 0)
    if not found:
        raise NotFound("Cet acte n’est pas, ou plus, dans le journal.")
    return found[0]


def _wanted(edition: int, search: Search) -> tuple[str, list[object]]:
    where: list[str] = ["(e.edition = {} OR e.edition IS NULL)"]
    values: list[object] = [edition]
    for column, value in (("actor_kind", search.kind), ("subject_kind", search.record)):
        if value:
            where.append(f"e.{column} = {{}}")
            values.append(value)
    if search.first:
        where.append("e.at >= {}")
        values.append(clock.utc(search.first, time(0)))
    if search.last:
        where.append("e.at < {}")
        values.append(clock.utc(search.last + timedelta(days=1), time(0)))
    for word in fold(search.q).split():
        where.append("e.search LIKE {}")
        values.append(f"%{word}%")
    return " AND ".join(where), values


async def _read(clause: str, values: list[object], most: int, skipped: int) -> list[Entry]:
    rows = await fetch(
        "SELECT e.id, e.at, e.actor_kind, e.actor_name, e.act, e.subject_kind, e.subject, e.summary, e.changes, e.undoes,"  # noqa: S608 - the clause is made of our words
        " u.at AS undone_at, u.actor_name AS undone_by FROM audit_entry e LEFT JOIN audit_entry u ON u.undoes = e.id"
        f" WHERE {clause} ORDER BY e.at DESC, e.id LIMIT {{}} OFFSET {{}}",
        *values,
        most,
        skipped,
    )
    return [Entry(**{**row, "changes": _changes(row["changes"])}) for row in rows]


def _changes(kept: str) -> dict[str, Any]:
    return {name: tuple(pair) for name, pair in json.loads(kept).items()} if kept else {}

"""Questions to the journal."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from forum.database import fetch
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


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of the journal, newest first."""

    entries: list[Entry]
    total: int
    page: int
    pages: int


async def entries(edition: int, q: str = "", kind: str = "", page: int = 1) -> EntryPage:
    """The acts of an edition, and those of none, that hold every word of `q`; `kind` is the kind of actor."""
    clause, values = _wanted(edition, q, kind)
    total = int((await fetch(f"SELECT COUNT(*) AS n FROM audit_entry WHERE {clause}", *values))[0]["n"])  # noqa: S608
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    return EntryPage(await _read(clause, values, PAGE, (page - 1) * PAGE), total, page, pages)


async def each_entry(edition: int, q: str = "", kind: str = "") -> AsyncIterator[Entry]:
    """The same without pages, read piece by piece: a journal of any length is never whole in memory."""
    clause, values = _wanted(edition, q, kind)
    last: list[object] = []
    while True:
        after = " AND (at < {} OR (at = {} AND id > {}))" if last else ""
        found = await _read(clause + after, [*values, *last], PIECE, 0)
        for entry in found:
            yield entry
        if len(found) < PIECE:
            return
        last = [found[-1].at, found[-1].at, found[-1].id]


async def entries_about(subject: object, most: int = 50) -> list[Entry]:
    """What happened to one record, newest first."""
    return await _read("subject = {}", [str(subject)[:40]], most, 0)


def _wanted(edition: int, q: str, kind: str) -> tuple[str, list[object]]:
    where, values = ["(edition = {} OR edition IS NULL)"], [edition]
    if kind:
        where.append("actor_kind = {}")
        values.append(kind)  # type: ignore[arg-type]
    for word in fold(q).split():
        where.append("search LIKE {}")
        values.append(f"%{word}%")  # type: ignore[arg-type]
    return " AND ".join(where), list(values)


async def _read(clause: str, values: list[object], most: int, skipped: int) -> list[Entry]:
    rows = await fetch(
        "SELECT id, at, actor_kind, actor_name, act, subject_kind, subject, summary"  # noqa: S608 - the clause is made of our words
        f" FROM audit_entry WHERE {clause} ORDER BY at DESC, id LIMIT {{}} OFFSET {{}}",
        *values,
        most,
        skipped,
    )
    return [Entry(**row) for row in rows]

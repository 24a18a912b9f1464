"""One transaction of the journal: everybody's entries are judged in turn, written in one statement, answered together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from forum.audit import service as audit
from forum.badges.codes import read_code
from forum.database import fetch, hold, transaction
from forum.door.excerpt import excerpt
from forum.door.ledger import Ledger, ledger
from forum.door.rules import Badge, Broken, Entry, Phone
from forum.door.service.row import COLUMNS
from forum.door.service.sitting import Sitting
from forum.editions.tables import Edition
from forum.people.who import Who

SEEN_EVERY = timedelta(seconds=10)
PADDED = 64
"""Rows that are written by one statement, whatever their number."""
_BADGES = """
SELECT badge.id, badge.edition, badge.code, badge.kind, badge.title, badge.subtitle, badge.detail, badge.pupils,
       badge.adults, badge.photo, day.date AS day, badge.expected_at, ending.reason AS revoked, ending.at AS revoked_at
  FROM badge LEFT JOIN day ON day.id = badge.day LEFT JOIN badge_revocation ending ON ending.badge = badge.id
"""


@dataclass(frozen=True, slots=True)
class Request:
    """Entries and who says them. `by` is somebody of the back office, whose acts are noted; then `phone` is a stand-in."""

    phone: Phone
    received_at: datetime
    sent_at: datetime
    queued: int
    entries: Sequence[Entry | Broken]
    by: Who | None = None
    summary: str = ""


class WrittenElsewhere(Exception):
    """Some ids are already in the journal of another edition."""

    def __init__(self, ids: frozenset[UUID]) -> None:
        self.ids = ids
        super().__init__(f"{len(ids)} ids belong to another edition")


Answers = list[bytes] | None
"""What one request is answered; None when its phone was revoked before its turn came, by whichever process."""


async def write(edition: int, requests: Sequence[Request], elsewhere: frozenset[UUID] = frozenset()) -> list[Answers]:
    """Judge and keep the entries of all the requests; the answers of each, when they are durable.

    Holding the edition makes the writers of all workers take turns: what was read stays true, and the lines' numbers
    follow the order of the commits.
    """
    try:
        return await _write(await ledger(edition), requests, elsewhere)
    except WrittenElsewhere as known:
        return await write(edition, requests, elsewhere | known.ids)


async def _write(book: Ledger, requests: Sequence[Request], elsewhere: frozenset[UUID]) -> list[Answers]:
    edition = book.edition.id
    whole = await book.begin()
    entries = [entry for request in requests for entry in request.entries if isinstance(entry, Entry)]
    for gate in {entry.gate for entry in entries if entry.gate is not None}:
        await book.knows_gate(gate)
    codes = {entry.code: read_code(entry.code) for entry in entries if entry.code}
    # Read before the turn is taken: a badge revoked meanwhile is revoked after its scan, whose verdict so stays true.
    badges = await _badges(codes.values())
    async with transaction(shared=True):
        await hold(Edition, edition)
        if whole:
            await book.catch_up()
            known = book
        else:  # after a restart nobody waits until a whole morning has been read
            known = await excerpt(book.edition, entries, [badge.id for badge in badges.values()])
        sitting = Sitting(known, codes, badges, await _kept(known, entries), elsewhere)
        gone = await _revoked(requests)
        answers: list[Answers] = [
            None if request.phone.id in gone else [sitting.hear(request, entry) for entry in request.entries]
            for request in requests
        ]
        await _insert(sitting.rows)
        await _note_contacts(book, [request for request in requests if request.phone.id not in gone])
        for request in requests:
            if request.by is not None:
                await audit.note(edition, request.by, "door", "edition", edition, request.summary)
    if whole:
        book.take(sitting.lines)
    return answers


async def _revoked(requests: Iterable[Request]) -> set[UUID]:
    """The phones that were taken off the door, asked in the turn: a tap in any process is heard by all at once."""
    phones = padded(sorted({request.phone.id for request in requests if request.by is None}))
    if not phones:
        return set()
    asked = f"SELECT id FROM door_device WHERE id IN ({_marks(phones)}) AND revoked_at IS NOT NULL"  # noqa: S608
    return {row["id"] for row in await fetch(asked, *phones)}


async def _badges(read: Iterable[str | None]) -> dict[str, Badge]:
    """The badges of all the codes, of any edition, by code."""
    codes = padded(sorted({code for code in read if code}))
    if not codes:
        return {}
    rows = await fetch(f"{_BADGES} WHERE badge.code IN ({_marks(codes)})", *codes)
    return {row["code"]: Badge(**row) for row in rows}


async def _kept(book: Ledger, entries: Iterable[Entry]) -> dict[UUID, tuple[str, str]]:
    """The fingerprint and the stored answer of every id that the journal knows already."""
    known = padded([entry.id for entry in entries if entry.id in book.register.lines])
    if not known:
        return {}
    rows = await fetch(f"SELECT id, fingerprint, answer FROM scan WHERE id IN ({_marks(known)})", *known)  # noqa: S608
    return {row["id"]: (row["fingerprint"], row["answer"]) for row in rows}


async def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    for some in _pieces(rows):
        marked = padded(some)
        written = await fetch(_insertion(len(marked)), *(value for row in marked for value in row))
        if len(written) < len(some):
            numbers = {row["number"] for row in written}
            raise WrittenElsewhere(frozenset(row[0] for row in some if row[2] not in numbers))


def _pieces(rows: Sequence[tuple[Any, ...]]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """A long batch in powers of two, so that few of its rows are written for nothing; a short one at once."""
    while len(rows) > PADDED:
        size = min(256, 1 << (len(rows).bit_length() - 1))
        yield rows[:size]
        rows = rows[size:]
    if rows:
        yield rows


@cache
def _insertion(lines: int) -> str:
    """One statement for so many lines. A repeated line, or an id of another edition's journal, is left alone."""
    marks = f"({', '.join(['{}'] * len(COLUMNS))})"
    return (
        f"INSERT INTO scan ({', '.join(COLUMNS)}) VALUES {', '.join([marks] * lines)}"  # noqa: S608 - our own names
        " ON CONFLICT (id) DO NOTHING RETURNING number"
    )


async def _note_contacts(book: Ledger, requests: Sequence[Request]) -> None:
    """When each phone was last heard and what it still holds; not for every scan."""
    latest = {request.phone.id: request for request in requests if request.by is None}
    for request in latest.values():
        before = book.seen.get(request.phone.id)
        if before is None or before[1] != request.queued or request.received_at - before[0] > SEEN_EVERY:
            await fetch(
                "UPDATE door_device SET seen_at = {}, queued = {} WHERE id = {}",
                request.received_at,
                request.queued,
                request.phone.id,
            )
            book.seen[request.phone.id] = (request.received_at, request.queued)
            book.heard += 1


def padded(values: Sequence[Any]) -> Sequence[Any]:
    """The values, the last repeated up to a power of two: few different statements, so that engines keep them prepared."""
    if not values:
        return values
    return [*values, *[values[-1]] * ((1 << (len(values) - 1).bit_length()) - len(values))]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join(["{}"] * len(values))

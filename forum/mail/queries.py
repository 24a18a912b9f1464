"""Questions about letters: the list, one letter as it will be or was posted, what became of somebody's letters."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from forum import clock
from forum.database import fetch
from forum.errors import NotFound
from forum.mail import names, rendering
from forum.mail.letterheads import letterhead
from forum.mail.rendering import BrokenLetter, Letterhead
from forum.territory.folding import fold

PAGE = 50
PIECE = 500
STUCK_AFTER = timedelta(minutes=5)
STATES = {
    "waiting": "letter.posted_at IS NULL AND letter.failed_at IS NULL AND letter.tries = 0",
    "later": "letter.posted_at IS NULL AND letter.failed_at IS NULL AND letter.tries > 0",
    "posted": "letter.posted_at IS NOT NULL",
    "failed": "letter.posted_at IS NULL AND letter.failed_at IS NOT NULL",
}
_COLUMNS = (
    "id, edition, message_id, template, fields, to_address, to_name, holder, link, badge, ics, ics_method, written_at,"
    " next_try_at, tries, posted_at, failed_at, subject"
)
_REASON = (
    "(SELECT a.detail FROM letter_attempt a WHERE a.letter = letter.id AND letter.posted_at IS NULL"
    " ORDER BY a.at DESC LIMIT 1) AS reason"
)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in a list. `reason` is what the mail server last said of one that has not arrived."""

    id: uuid.UUID
    subject: str
    template: str
    to_name: str
    to_address: str
    state: str
    written_at: datetime
    posted_at: datetime | None
    next_try_at: datetime
    tries: int
    reason: str | None
    calendar: bool
    badge: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A page of the list, newest first."""

    lines: list[LetterLine]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: posted, later or refused, and the answer."""

    at: datetime
    outcome: str
    detail: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A whole letter. `text` is what left, or what would leave now; `html` is made again from the same fields.

    `broken` says why it cannot be made at all.
    """

    line: LetterLine
    message_id: str
    holder: uuid.UUID | None
    ics_method: str | None
    text: str
    html: str
    broken: str | None
    attempts: list[Attempt]


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """How many letters are in which state."""

    waiting: int
    later: int
    posted: int
    failed: int

    @property
    def total(self) -> int:
        return self.waiting + self.later + self.posted + self.failed


@dataclass(frozen=True, slots=True)
class Stuck:
    """Letters are due and none leaves: since when the oldest waits, and what the mail line last said."""

    since: datetime
    reason: str | None


async def letters(edition: int, q: str = "", state: str = "", page: int = 1) -> LetterPage:
    """The letters of an edition that hold every word of `q`, in one `state` (see STATES) or in all."""
    clause, values = _wanted(edition, q, state)
    total = int((await fetch(f"SELECT COUNT(*) AS n FROM letter WHERE {clause}", *values))[0]["n"])  # noqa: S608 - our words
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = await fetch(
        f"SELECT {_COLUMNS}, {_REASON} FROM letter WHERE {clause} ORDER BY written_at DESC, id LIMIT {{}} OFFSET {{}}",  # noqa: S608
        *values,
        PAGE,
        (page - 1) * PAGE,
    )
    head = await letterhead(edition) if rows else None
    return LetterPage([_line(row, head) for row in rows], total, page, pages)


async def each_letter(edition: int, q: str = "", state: str = "") -> AsyncIterator[LetterLine]:
    """The same without pages, read piece by piece, for a file."""
    clause, values = _wanted(edition, q, state)
    head = await letterhead(edition)
    last: list[object] = []
    while True:
        after = " AND (written_at < {} OR (written_at = {} AND letter.id > {}))" if last else ""
        rows = await fetch(
            f"SELECT {_COLUMNS}, {_REASON} FROM letter WHERE {clause}{after} ORDER BY written_at DESC, id LIMIT {{}}",  # noqa: S608
            *(*values, *last, PIECE),
        )
        for row in rows:
            last = [row["written_at"], row["written_at"], row["id"]]
            yield _line(row, head)
        if len(rows) < PIECE:
            return


def _wanted(edition: int, q: str, state: str) -> tuple[str, list[object]]:
    where, values = ["letter.edition = {}"], [edition]
    if state in STATES:
        where.append(f"({STATES[state]})")
    for word in fold(q).split():
        where.append("letter.search LIKE {}")
        values.append(f"%{word}%")  # type: ignore[arg-type]
    return " AND ".join(where), list(values)


async def letters_to(holder: uuid.UUID) -> list[LetterLine]:
    """Every letter about one registration, newest first: what arrived beside the person, and what did not, with the reason."""
    rows = await fetch(
        f"SELECT {_COLUMNS}, {_REASON} FROM letter WHERE holder = {{}} ORDER BY written_at DESC, id",  # noqa: S608
        holder,
    )
    heads = {edition: await letterhead(edition) for edition in {row["edition"] for row in rows}}
    return [_line(row, heads[row["edition"]]) for row in rows]


async def undelivered(holders: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of these registrations the ones whose last letter did not arrive, with what the mail server said of it."""
    if not holders:
        return {}
    rows = await fetch(
        f"SELECT holder, {_REASON} FROM letter WHERE holder IN ({', '.join(['{}'] * len(holders))})"  # noqa: S608 - our words
        " AND posted_at IS NULL AND (failed_at IS NOT NULL OR tries > 0) AND NOT EXISTS (SELECT 1 FROM letter newer"
        " WHERE newer.holder = letter.holder AND newer.written_at > letter.written_at AND newer.posted_at IS NOT NULL)"
        " ORDER BY written_at",
        *holders,
    )
    return {row["holder"]: row["reason"] or "sans réponse du serveur" for row in rows}


async def letter(letter_id: uuid.UUID) -> LetterView:
    """One letter with its attempts; personal links are masked. Raises NotFound."""
    rows = await fetch(f"SELECT {_COLUMNS}, text, {_REASON} FROM letter WHERE id = {{}}", letter_id)  # noqa: S608
    if not rows:
        raise NotFound
    row = rows[0]
    head = await letterhead(row["edition"])
    tried = await fetch("SELECT at, outcome, detail FROM letter_attempt WHERE letter = {} ORDER BY at, id", letter_id)
    text, html, broken = row["text"] or "", "", None
    try:
        link = rendering.masked_link() if row["link"] else None
        rendered = rendering.render(row["template"], msgspec.json.decode(row["fields"]), head, link)
        text, html = row["text"] or rendered.text, rendered.html
    except BrokenLetter as fault:
        broken = str(fault)
    return LetterView(
        line=_line(row, head),
        message_id=row["message_id"],
        holder=row["holder"],
        ics_method=row["ics_method"],
        text=text,
        html=html,
        broken=broken,
        attempts=[Attempt(**attempt) for attempt in tried],
    )


async def counts(edition: int) -> LetterCounts:
    """How many letters wait, rest before another try, left, or failed."""
    sums = ", ".join(f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {state}" for state, condition in STATES.items())
    row = (await fetch(f"SELECT {sums} FROM letter WHERE edition = {{}}", edition))[0]  # noqa: S608 - our words
    return LetterCounts(**{state: int(row[state] or 0) for state in STATES})


async def stuck(edition: int) -> Stuck | None:
    """Tells an outbox where nothing moves from one that is only busy: due for five minutes, and nothing left meanwhile."""
    before = clock.now() - STUCK_AFTER
    oldest = await fetch(
        "SELECT written_at FROM letter WHERE edition = {} AND posted_at IS NULL AND failed_at IS NULL AND tries = 0"
        " AND written_at <= {} AND NOT EXISTS (SELECT 1 FROM letter gone WHERE gone.edition = {} AND gone.posted_at > {})"
        " ORDER BY written_at LIMIT 1",
        edition,
        before,
        edition,
        before,
    )
    if not oldest:
        return None
    said = await fetch(
        "SELECT a.detail FROM letter_attempt a JOIN letter l ON l.id = a.letter WHERE l.edition = {} AND l.posted_at IS NULL"
        " AND l.failed_at IS NULL AND l.tries = 0 ORDER BY a.at DESC LIMIT 1",
        edition,
    )
    return Stuck(oldest[0]["written_at"], said[0]["detail"] if said else None)


def _line(row: dict[str, Any], head: Letterhead | None) -> LetterLine:
    subject = row["subject"]
    if subject is None and head is not None:
        subject = rendering.subject_of(row["template"], msgspec.json.decode(row["fields"]), head)
    state = "posted" if row["posted_at"] else "failed" if row["failed_at"] else "later" if row["tries"] else "waiting"
    return LetterLine(
        id=row["id"],
        subject=subject or names.title(row["template"]),
        template=row["template"],
        to_name=row["to_name"],
        to_address=row["to_address"],
        state=state,
        written_at=row["written_at"],
        posted_at=row["posted_at"],
        next_try_at=row["next_try_at"],
        tries=row["tries"],
        reason=row["reason"],
        calendar=row["ics"] is not None,
        badge=row["badge"] is not None,
    )

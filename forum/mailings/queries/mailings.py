"""Questions about mailings: one, those of an edition, what is planned, who was not reached."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.mail import rendering, samples
from forum.mail.letterheads import letterhead
from forum.mail.rendering import Rendered
from forum.mailings import rules
from forum.mailings.queries.segments import count
from forum.mailings.rules import Plan
from forum.stands.queries import deadlines


@dataclass(frozen=True, slots=True)
class MailingLine:
    """A mailing with how far it is. `left_out` are registrations that ended before their letter was written."""

    id: uuid.UUID
    edition: int
    kind: str
    segments: tuple[str, ...]
    about: date
    sense: str
    subject: str
    text: str
    made_at: datetime
    by_name: str
    switched_off_at: datetime | None
    begun_at: datetime | None
    stopped_at: datetime | None
    finished_at: datetime | None
    total: int
    settled: int
    written: int
    posted: int
    failed: int

    @property
    def state(self) -> str:
        return rules.state(self.begun_at, self.stopped_at, self.finished_at)

    @property
    def kind_name(self) -> str:
        return rules.KINDS[self.kind]

    @property
    def to(self) -> str:
        return ", ".join(rules.SEGMENTS[segment] for segment in self.segments)

    @property
    def left_out(self) -> int:
        return self.settled - self.written

    @property
    def once(self) -> bool:
        """Whether each address gets one letter; not where every registration has its own hour or calendar entry."""
        return self.kind in (rules.GENERAL, rules.NOW) and self.sense not in rules.SHIFTING


_LINES = (
    "SELECT m.id, m.edition, m.kind, m.segments, m.about, m.sense, m.subject, m.text, m.made_at, m.by_name,"
    " m.switched_off_at, m.begun_at, m.stopped_at, m.finished_at, count(r.id) AS total, count(r.settled_at) AS settled,"
    " count(r.letter) AS written, count(l.posted_at) AS posted,"
    " sum(CASE WHEN l.posted_at IS NULL AND l.failed_at IS NOT NULL THEN 1 ELSE 0 END) AS failed"
    " FROM mailing m LEFT JOIN mailing_recipient r ON r.mailing = m.id LEFT JOIN letter l ON l.id = r.letter"
)
_BY = (
    " GROUP BY m.id, m.edition, m.kind, m.segments, m.about, m.sense, m.subject, m.text, m.made_at, m.by_name,"
    " m.switched_off_at, m.begun_at, m.stopped_at, m.finished_at"
)


async def mailing(mailing_id: uuid.UUID) -> MailingLine:
    """One mailing. Raises NotFound."""
    rows = await fetch(f"{_LINES} WHERE m.id = {{}}{_BY}", mailing_id)
    if not rows:
        raise NotFound("Cet envoi n’existe pas, ou n’existe plus.")
    return _line(rows[0])


async def mailings(edition: int) -> list[MailingLine]:
    """Every mailing of an edition that has a row, the newest first."""
    rows = await fetch(f"{_LINES} WHERE m.edition = {{}}{_BY} ORDER BY m.made_at DESC, m.id", edition)
    return [_line(row) for row in rows]


async def underway() -> list[uuid.UUID]:
    """Mailings that have letters left to write, the oldest first."""
    rows = await fetch(
        "SELECT id FROM mailing WHERE begun_at IS NOT NULL AND finished_at IS NULL AND stopped_at IS NULL ORDER BY begun_at"
    )
    return [row["id"] if isinstance(row["id"], uuid.UUID) else uuid.UUID(str(row["id"])) for row in rows]


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned mailing, what became of it, and how many people it is for now."""

    plan: Plan
    state: str
    people: int
    row: MailingLine | None

    @property
    def kind_name(self) -> str:
        return rules.KINDS[self.plan.kind]

    @property
    def to(self) -> str:
        return rules.SEGMENTS[self.plan.segment]


async def planned(edition: EditionValue) -> list[Planned]:
    """What leaves by itself for this edition, by hour, with what began or was switched off."""
    rows = {(line.kind, line.segments[0], line.about): line for line in await mailings(edition.id)}
    counted: dict[tuple[str, date | None], int] = {}
    told = []
    for plan in await _plans(edition):
        row = rows.get(plan.key)
        by_day = plan.segment == rules.TEACHERS and plan.kind != rules.THANKS
        about = plan.about if by_day or plan.kind == rules.MISSING else None
        who = plan.segment, about
        if who not in counted:
            counted[who] = await count(edition, [plan.segment], about)
        off = bool(row and row.switched_off_at)
        state = row.state if row and row.begun_at else rules.plan_state(plan, clock.now(), off)
        told.append(Planned(plan, state, row.total if row and row.begun_at else counted[who], row))
    return told


async def _plans(edition: EditionValue) -> list[Plan]:
    return rules.plans([day.date for day in edition.days], (await deadlines(edition)).values())


async def due(edition: EditionValue) -> list[Plan]:
    """Planned mailings whose hour has come, that nobody switched off and nobody began."""
    now = clock.now()
    found = [plan for plan in await _plans(edition) if plan.at <= now < plan.until]
    if not found:
        return []
    rows = await fetch(
        "SELECT kind, segments, about FROM mailing WHERE edition = {} AND (begun_at IS NOT NULL OR switched_off_at IS NOT NULL)",
        edition.id,
    )
    taken = {(row["kind"], row["segments"], _date(row["about"])) for row in rows}
    return [plan for plan in found if plan.key not in taken]


async def preview(edition: EditionValue, line: MailingLine) -> Rendered:
    """The letter as the first part of its people will read it, with made-up names."""
    template = rules.template(line.kind, line.segments[0])
    head = await letterhead(edition.id)
    fields = {**samples.made_up(template), **words(edition, line)}
    return rendering.render(template, fields, head, rendering.masked_link())


def words(edition: EditionValue, line: MailingLine) -> dict[str, str]:
    """What an organiser wrote, as the letter's fields."""
    if line.kind == rules.FOLLOW:
        return {"text": line.text}
    return {"title": line.subject, "text": line.text} if line.kind in (rules.GENERAL, rules.NOW) else {}


def _line(row: dict[str, Any]) -> MailingLine:
    row["segments"] = tuple(row["segments"].split())
    row["about"] = _date(row["about"])
    row["failed"] = int(row["failed"] or 0)
    if not isinstance(row["id"], uuid.UUID):
        row["id"] = uuid.UUID(str(row["id"]))
    return MailingLine(**row)


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)

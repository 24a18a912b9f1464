"""Who belongs to a part of the people, and what their letter says of them."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.mail.service import Field
from forum.mailings import rules
from forum.stands.queries import deadlines
from forum.stands.rules import Known, Missing, missing
from forum.web.words import say_class, say_date, say_hour, say_phone

_BADGE = (
    "(SELECT bd.id FROM badge bd WHERE bd.holder = {holder} AND bd.kind = '{kind}' AND NOT EXISTS"
    " (SELECT 1 FROM badge_revocation br WHERE br.badge = bd.id) ORDER BY bd.issued_at DESC, bd.id LIMIT 1) AS badge"
)
_VISITORS = (
    "SELECT v.id AS holder, v.id AS subject, v.first_name, v.last_name, v.email AS address, "
    + _BADGE.format(holder="v.id", kind="visitor")
    + " FROM visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id"
    " WHERE v.edition = {} AND c.visitor IS NULL AND v.email <> ''"
    " AND NOT EXISTS (SELECT 1 FROM visitor_wait w WHERE w.visitor = v.id)"
)
_TEACHERS = (
    "SELECT v.id AS holder, r.id AS subject, r.first_name, r.last_name, r.email AS address, v.class_name, v.pupils,"
    " v.adults, a.starts_at, a.day, g.code AS gate, "
    + _BADGE.format(holder="v.id", kind="class")
    + " FROM class_visit v JOIN referent r ON r.id = v.referent JOIN arrival_slot a ON a.id = v.slot"
    " JOIN gate g ON g.id = a.gate LEFT JOIN class_cancellation c ON c.class_visit = v.id"
    " WHERE v.edition = {} AND c.class_visit IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM class_wait w WHERE w.class_visit = v.id)"
)
_EXHIBITORS = (
    "SELECT e.id AS holder, e.id AS subject, p.first_name, p.last_name, p.email AS address, e.name AS organisation,"
    " coalesce(s.number, '') AS number, b.people, b.machine, b.needs_said_at AS needs, e.pitch, NULL AS badge,"
    " (SELECT count(*) FROM stand_details d WHERE d.booking = b.id) AS details,"
    " (SELECT count(*) FROM machine_declaration m WHERE m.booking = b.id) AS declared,"
    " (SELECT count(*) FROM exhibitor_job j WHERE j.exhibitor = e.id) AS jobs,"
    " (SELECT count(*) FROM stand_person sp WHERE sp.exhibitor = e.id) AS named"
    " FROM stand_booking b JOIN exhibitor e ON e.id = b.exhibitor"
    " JOIN exhibitor_contact p ON p.exhibitor = e.id AND p.rank = 0 LEFT JOIN stand s ON s.id = b.stand"
    " WHERE b.edition = {} AND b.state IN "
)
_SOURCES = {
    rules.VISITORS: (_VISITORS, "v.id", "visitor"),
    rules.TEACHERS: (_TEACHERS, "v.id", "teacher"),
    rules.EXHIBITORS: (_EXHIBITORS + "('submitted', 'validated')", "e.id", "exhibitor"),
    rules.MISSING: (_EXHIBITORS + "('submitted', 'validated')", "e.id", "exhibitor"),
    rules.WAITING: (_EXHIBITORS + "('waitlisted')", "e.id", "exhibitor"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to write to: the registration, whose space the link opens, and what the letter says."""

    segment: str
    holder: uuid.UUID
    subject: uuid.UUID
    purpose: str
    name: str
    address: str
    badge: uuid.UUID | None
    fields: dict[str, Field] = field(default_factory=dict)


async def people(
    edition: EditionValue, segment: str, about: date | None = None, holders: Sequence[uuid.UUID] | None = None
) -> list[Person]:
    """Everybody of one segment who still comes, or only these holders.

    `about` narrows it: teachers to those of one day, exhibitors who lack something to what was due until then.
    """
    source, key, purpose = _SOURCES[segment]
    if holders is not None and not holders:
        return []
    wanted = f" AND {key} IN ({', '.join(['{}'] * len(holders))})" if holders is not None else ""
    rows = await fetch(f"{source}{wanted} ORDER BY {key}", edition.id, *(holders or ()))
    if segment == rules.TEACHERS and about is not None:
        days = {day.id for day in edition.days if day.date == about}
        rows = [row for row in rows if row["day"] in days]
    pieces: dict[uuid.UUID, list[str]] = {}
    if purpose == "exhibitor":
        last_days = await deadlines(edition)
        pieces = {row["holder"]: _pieces(row, last_days, about if segment == rules.MISSING else None) for row in rows}
    if segment == rules.MISSING:
        rows = [row for row in rows if pieces[row["holder"]]]
    return [_person(edition, segment, purpose, row, pieces.get(row["holder"], [])) for row in rows]


async def count(
    edition: EditionValue, segments: Sequence[str], about: date | None = None, *, once: bool = False
) -> int:
    """How many letters that makes; `once` counts each address once."""
    found = [person for segment in segments for person in await people(edition, segment, about)]
    return len(rules.once_each(found, lambda person: person.address) if once else found)


def _person(edition: EditionValue, segment: str, purpose: str, row: dict[str, Any], pieces: list[str]) -> Person:
    day = edition.first_day
    fields: dict[str, Field] = {
        "first_name": row["first_name"],
        "date": say_date(row["starts_at"] if segment == rules.TEACHERS else day.date),
        "opens": say_hour(day.opens_at),
        "closes": say_hour(day.closes_at),
        "setup": say_hour(day.setup_at),
        "place": f"{edition.place}, {edition.city}",
        "phone": say_phone(edition.contact_phone),
    }
    if segment == rules.TEACHERS:
        fields["class_name"] = say_class(row["class_name"])
        fields["hour"] = say_hour(row["starts_at"])
        fields.update({name: row[name] for name in ("gate", "pupils", "adults")})
    elif purpose == "exhibitor":
        fields.update({name: row[name] for name in ("organisation", "number")})
        fields["pieces"] = pieces
    return Person(
        segment=segment,
        holder=_uuid(row["holder"]),
        subject=_uuid(row["subject"]),
        purpose=purpose,
        name=f"{row['first_name']} {row['last_name']}",
        address=row["address"],
        badge=_uuid(row["badge"]) if row["badge"] else None,
        fields=fields,
    )


def _pieces(row: dict[str, Any], last_days: dict[str, date], about: date | None) -> list[str]:
    known = Known(
        details=bool(row["details"]),
        jobs=int(row["jobs"]),
        pitch=bool(row["pitch"]),
        people=int(row["people"]),
        named=int(row["named"]),
        machine=bool(row["machine"]),
        declared=bool(row["declared"]),
        needs=row["needs"] is not None,
    )
    left = [one for one in missing(known, last_days) if about is None or (one.due is not None and one.due <= about)]
    return [f"{one.words} {_by_when(one)}".strip() for one in left]


def _by_when(one: Missing) -> str:
    if one.due is None:
        return ""
    on = say_date(one.due, year=False, weekday=False)
    return f"Le délai du {on} est passé." if one.late(clock.local(clock.now()).date()) else f"Avant le {on}."


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))

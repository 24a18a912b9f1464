"""Emptying registrations everywhere at once: each room forgets its own, in one transaction."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from forum import clock
from forum.address_book import forgetting as address_book
from forum.address_book.tables import Prospect, SchoolContact
from forum.audit import forgetting as audit
from forum.badges import forgetting as badges
from forum.badges.tables import Badge
from forum.class_visits import forgetting as class_visits
from forum.class_visits.tables import ClassVisit, Referent
from forum.consents import service as consents
from forum.database import fetch, hold
from forum.database.marks import marks
from forum.door import forgetting as door
from forum.exhibitors import forgetting as exhibitors
from forum.exhibitors.tables import Exhibitor
from forum.imports import forgetting as imports
from forum.invitations import forgetting as invitations
from forum.mail.service import forgetting as mail
from forum.people import forgetting as people
from forum.privacy.rules import EXHIBITOR, GUEST, PROSPECT, SCHOOL, TEACHER, VISITOR
from forum.stands import forgetting as stands
from forum.visitors import forgetting as visitors
from forum.visitors.tables import Visitor

_NAMES = {
    VISITOR: "SELECT first_name, last_name, email, '' AS phone FROM visitor WHERE id IN ",
    TEACHER: "SELECT first_name, last_name, email, phone FROM referent WHERE id IN ",
    EXHIBITOR: "SELECT first_name, last_name, email, phone FROM exhibitor_contact WHERE exhibitor IN ",
    PROSPECT: "SELECT first_name, last_name, email, phone FROM prospect WHERE id IN ",
    SCHOOL: "SELECT first_name, last_name, email, phone FROM school_contact WHERE id IN ",
    GUEST: "SELECT title AS first_name, subtitle AS last_name, '' AS email, '' AS phone FROM badge WHERE holder IN ",
}


async def empty(
    edition: int, source: str, ids: Sequence[UUID], record: UUID, *, waiting_letters: bool = True
) -> Counter[str]:
    """Erase these people inside the caller's transaction; answers how many of what. `waiting_letters`: those go, too."""
    if not ids:
        return Counter()
    holders = [*ids, *(await class_visits.visits_of_all(ids) if source == TEACHER else [])]
    await hold_people(source, ids)
    names = await _names(source, ids)
    count: Counter[str] = Counter()
    count["letters"] = await mail.forget(holders, waiting_too=waiting_letters)
    count["entries"] = await invitations.forget_all(holders)
    count["ways_in"] = await people.forget(ids)
    count["consents"] = await consents.forget(ids)
    about = [*holders, *(await stands.bookings_of_all(ids) if source == EXHIBITOR else [])]
    count["acts"] = await audit.forget(about, names)
    await _empty_beside(source, ids, holders, names, count)
    if source == VISITOR:
        count["badges"] = await badges.forget(ids)
        count["people"] = await visitors.forget(ids)
    elif source == TEACHER:
        count["people"] = await class_visits.forget(ids)
    elif source == GUEST:
        count["badges"] = await badges.forget(ids)
        count["people"] = len(ids)
    elif source in (PROSPECT, SCHOOL):
        await imports.forget(ids)
        count["people"] = await address_book.forget(source, ids)
    else:
        count["badges"] = await badges.forget(ids, words=("subtitle",))
        await stands.forget(ids)
        count["people"] = await exhibitors.forget(ids)
    now = clock.now()
    for one in holders:
        await fetch(
            "INSERT INTO erasure (holder, edition, kind, record, at) VALUES ({}, {}, {}, {}, {}) ON CONFLICT (holder) DO NOTHING",
            *(one, edition, source, record, now),
        )
    return count


async def _empty_beside(
    source: str, ids: Sequence[UUID], holders: Sequence[UUID], names: set[str], count: Counter[str]
) -> None:
    """What stands of them in records that are not theirs alone: acts on their badges, which the journal calls by the words on
    them, and on their letters; what phones showed as they passed; a class of somebody else that they were added to."""
    places = marks(holders)
    printed = await fetch(f"SELECT id, title, subtitle FROM badge WHERE holder IN ({places})", *holders)
    words = names | {row["title"] for row in printed} | {row["subtitle"] for row in printed}
    letters = await fetch(f"SELECT id FROM letter WHERE holder IN ({places})", *holders)
    count["acts"] += await audit.forget([row["id"] for row in printed], words, named_only=True)
    count["acts"] += await audit.forget([row["id"] for row in letters], names, named_only=True)
    count["scans"] = await door.forget_badges([row["id"] for row in printed])
    if source == TEACHER and (shared := await class_visits.shared_with(ids)):
        addresses = [name for name in names if "@" in name]
        count["acts"] += await audit.forget(shared, names, named_only=True)
        count["letters"] += await mail.forget(shared, to=addresses)
        count["entries"] += await invitations.forget_all(shared, to=addresses)


async def hold_people(source: str, ids: Sequence[UUID]) -> None:
    """The rows that the verbs of these people hold, first: two who erase meet there, and nobody waits for us in turn."""
    if source == VISITOR:
        await hold(Visitor, *ids)
    elif source == TEACHER:
        if visits := await class_visits.visits_of_all(ids):
            await hold(ClassVisit, *visits)
        await hold(Referent, *ids)
    elif source in (PROSPECT, SCHOOL):
        await hold(Prospect if source == PROSPECT else SchoolContact, *ids)
    elif source == GUEST:
        rows = await fetch(f"SELECT id FROM badge WHERE holder IN ({marks(ids)})", *ids)
        await hold(Badge, *[row["id"] for row in rows])
    else:
        await hold(Exhibitor, *ids)


async def _names(source: str, ids: Sequence[UUID]) -> set[str]:
    """Every word by which these people may be named in a sentence of the journal."""
    rows = await fetch(f"{_NAMES[source]}({marks(ids)})", *ids)
    names = {row["email"] for row in rows} | {row["phone"] for row in rows}
    names |= {f"{row['first_name']} {row['last_name']}" for row in rows}
    if source == EXHIBITOR:
        rows = await fetch(f"SELECT first_name, last_name FROM stand_person WHERE exhibitor IN ({marks(ids)})", *ids)
        names |= {f"{row['first_name']} {row['last_name']}" for row in rows}
    return {name.strip() for name in names if name.strip()}

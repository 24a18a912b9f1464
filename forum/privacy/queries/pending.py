"""What is still kept: whom an erasure would take next, and how many they are."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from forum import clock
from forum.consents.rules import NEXT_EDITION
from forum.database import fetch
from forum.door.forgetting import ERASED
from forum.editions.values import EditionValue
from forum.mail.service.forgetting import HOLDS_SOMETHING
from forum.privacy.queries.guests import GUESTS
from forum.privacy.rules import EXHIBITOR, GUEST, PROSPECT, SCHOOL, SOURCE_OF_KIND, TEACHER, VISITOR

TABLES = {
    VISITOR: "visitor",
    TEACHER: "referent",
    EXHIBITOR: "exhibitor",
    PROSPECT: "prospect",
    SCHOOL: "school_contact",
    GUEST: f"(SELECT DISTINCT holder AS id, edition FROM {GUESTS})",
}
_AGREES = (
    "EXISTS (SELECT 1 FROM consent c WHERE c.holder = t.id AND c.purpose = {} AND c.granted AND c.withdrawn_at IS NULL)"
)
_ERASED = "EXISTS (SELECT 1 FROM erasure e WHERE e.holder = t.id)"


async def editions() -> list[int]:
    """Every edition that has a day, the oldest first."""
    rows = await fetch("SELECT edition, max(date) AS ends FROM day GROUP BY edition ORDER BY ends")
    return [row["edition"] for row in rows]


async def people(edition: int, source: str, *, agreed: bool, most: int) -> list[UUID]:
    """Some people not yet erased; those who agreed to be told of the next edition, or the others."""
    rows = await fetch(
        f"SELECT t.id FROM {TABLES[source]} t WHERE t.edition = {{}} AND NOT {_ERASED}"
        f" AND {'' if agreed else 'NOT '}{_AGREES} ORDER BY t.id LIMIT {{}}",
        *(edition, NEXT_EDITION, most),
    )
    return [row["id"] for row in rows]


async def count_people(edition: int, source: str, *, agreed: bool) -> int:
    """How many are still kept."""
    rows = await fetch(
        f"SELECT count(*) AS n FROM {TABLES[source]} t WHERE t.edition = {{}} AND NOT {_ERASED}"
        f" AND {'' if agreed else 'NOT '}{_AGREES}",
        *(edition, NEXT_EDITION),
    )
    return int(rows[0]["n"])


async def first_scan(edition: int) -> int | None:
    """The first line of the door's journal that still leads to somebody."""
    rows = await fetch(f"SELECT min(number) AS first FROM scan WHERE edition = {{}} AND answer <> {ERASED}", edition)
    found = rows[0]["first"]
    return None if found is None else int(found)


async def count(edition: EditionValue, kind: str) -> int:
    """How many of one kind are still kept; of the journal, how many acts."""
    if kind == "scans":
        rows = await fetch(f"SELECT count(*) AS n FROM scan WHERE edition = {{}} AND answer <> {ERASED}", edition.id)
        return int(rows[0]["n"])
    if kind == "journal":
        rows = await fetch("SELECT count(*) AS n FROM audit_entry WHERE edition = {}", edition.id)
        return int(rows[0]["n"])
    return sum([await count_people(edition.id, source, agreed=kind == "contacts") for source in SOURCE_OF_KIND[kind]])


async def anything(edition: EditionValue, kind: str, before: datetime) -> bool:
    """Whether an erasure of that kind would find anything."""
    if kind == "scans":
        return await first_scan(edition.id) is not None
    if kind == "journal":
        rows = await fetch(
            "SELECT 1 AS one FROM audit_entry WHERE edition = {} AND at < {} AND act NOT LIKE 'erase%' LIMIT 1",
            *(edition.id, before),
        )
        return bool(rows)
    for source in SOURCE_OF_KIND[kind]:
        if await people(edition.id, source, agreed=kind == "contacts", most=1):
            return True
    return False


def journal_before(due: date) -> datetime:
    """Acts older than this are erased: those before the date, and from then on, once a month, whatever was a year old at its
    beginning. Each look would otherwise find an act or two: a proof an hour, and every earlier backup gone with it."""
    month = clock.local(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return max(datetime(due.year, due.month, due.day, tzinfo=clock.PARIS), month - timedelta(days=365))


async def late_letters(most: int) -> list[UUID]:
    """Registrations already erased about which a letter that has left still says something."""
    rows = await fetch(
        "SELECT DISTINCT letter.holder FROM letter JOIN erasure e ON e.holder = letter.holder"
        f" WHERE (letter.posted_at IS NOT NULL OR letter.failed_at IS NOT NULL) AND {HOLDS_SOMETHING} LIMIT {{}}",
        most,
    )
    return [row["holder"] for row in rows]

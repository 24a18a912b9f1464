"""Questions to the address book: who is in it, and how far each is."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.address_book import rules
from forum.address_book.rules import COMPANIES, SCHOOLS
from forum.database import fetch
from forum.errors import NotFound
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.sectors import Sector, find_sector

PAGE = 50
_LIVE_BOOKING = (
    "EXISTS (SELECT 1 FROM stand_booking b WHERE b.exhibitor = t.exhibitor"
    " AND b.state IN ('submitted', 'validated', 'waitlisted'))"
)
_LIVE_CLASS = (
    "EXISTS (SELECT 1 FROM class_visit v WHERE v.edition = t.edition AND v.school = t.school AND NOT EXISTS"
    " (SELECT 1 FROM class_cancellation c WHERE c.class_visit = v.id))"
)
_REGISTERED = {COMPANIES: _LIVE_BOOKING, SCHOOLS: _LIVE_CLASS}
TABLES = {COMPANIES: "prospect", SCHOOLS: "school_contact"}
_SELECT = {
    COMPANIES: "SELECT t.id, t.name, t.sector, t.insee_code, t.siret, '' AS duty, NULL AS school, t.first_name, t.last_name,"
    f" t.email, t.phone, t.former, t.asked_at, t.invited_at, {_LIVE_BOOKING} AS registered FROM prospect t",
    SCHOOLS: "SELECT t.id, s.name, '' AS sector, s.insee_code, NULL AS siret, t.duty, t.school, t.first_name, t.last_name,"
    f" t.email, t.phone, NULL AS former, t.asked_at, t.invited_at, {_LIVE_CLASS} AS registered"
    " FROM school_contact t JOIN school s ON s.id = t.school",
}
_ORDER = {COMPANIES: "t.search, t.id", SCHOOLS: "s.name, s.id, t.last_name, t.id"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book."""

    id: uuid.UUID
    name: str
    sector_code: str
    insee_code: str | None
    siret: str | None
    duty: str
    first_name: str
    last_name: str
    email: str
    phone: str
    former: bool
    invited_at: datetime | None
    state: str

    @property
    def contact(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def commune(self) -> str:
        found = find_commune(self.insee_code)
        return found.label if found else ""

    @property
    def sector(self) -> Sector | None:
        return find_sector(self.sector_code)


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of the book; `counts` by state are of the whole list, whatever is searched."""

    lines: list[Entry]
    total: int
    page: int
    pages: int
    counts: dict[str, int]


async def entries(edition: int, part: str, q: str = "", state: str = "", page: int = 1) -> EntryPage:
    """Those of one part of the book whose words hold every word of `q`, in four questions at most."""
    where, values = _wanted(edition, part, q, state)
    total = int((await fetch(f"SELECT count(*) AS n FROM {TABLES[part]} t WHERE {where}", *values))[0]["n"])
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = await fetch(
        f"{_SELECT[part]} WHERE {where} ORDER BY {_ORDER[part]} LIMIT {{}} OFFSET {{}}",
        *(*values, PAGE, (page - 1) * PAGE),
    )
    return EntryPage([_entry(row) for row in rows], total, page, pages, await counts(edition, part))


async def counts(edition: int, part: str) -> dict[str, int]:
    """How many are in each state."""
    rows = await fetch(
        f"SELECT t.asked_at IS NOT NULL AS asked, t.invited_at IS NOT NULL AS invited, {_REGISTERED[part]} AS registered,"
        f" count(*) AS n FROM {TABLES[part]} t WHERE t.edition = {{}}"
        " GROUP BY 1, 2, 3",
        edition,
    )
    found = dict.fromkeys(rules.STATES, 0)
    for row in rows:
        told = (
            "registered" if row["registered"] else "invited" if row["invited"] else "asked" if row["asked"] else "new"
        )
        found[told] += int(row["n"])
    return found


async def ids_to_invite(edition: int, part: str, q: str = "") -> list[uuid.UUID]:
    """Everybody found who was not invited and did not register."""
    where, values = _wanted(edition, part, q, "new")
    rows = await fetch(f"SELECT t.id FROM {TABLES[part]} t WHERE {where} ORDER BY t.id", *values)
    return [_uuid(row["id"]) for row in rows]


async def all_entries(edition: int, part: str, q: str = "", state: str = "") -> list[Entry]:
    """The same list without pages, for a file."""
    where, values = _wanted(edition, part, q, state)
    rows = await fetch(f"{_SELECT[part]} WHERE {where} ORDER BY {_ORDER[part]}", *values)
    return [_entry(row) for row in rows]


async def columns(edition: int, part: str, entry: uuid.UUID) -> dict[str, Any]:
    """Every column of one line, that of a school with its name. Raises NotFound."""
    school = ", (SELECT s.name FROM school s WHERE s.id = t.school) AS school_name" if part == SCHOOLS else ""
    rows = await fetch(
        f"SELECT t.*{school} FROM {TABLES[part]} t WHERE t.id = {{}} AND t.edition = {{}}", entry, edition
    )
    if not rows:
        raise NotFound
    return rows[0]


async def waiting() -> list[tuple[int, str]]:
    """Editions and parts of the book in which an invitation is to be written."""
    found = []
    for part, table in TABLES.items():
        rows = await fetch(f"SELECT DISTINCT edition FROM {table} WHERE asked_at IS NOT NULL AND invited_at IS NULL")
        found += [(int(row["edition"]), part) for row in rows]
    return found


def _wanted(edition: int, part: str, q: str, state: str) -> tuple[str, list[Any]]:
    where, values = "t.edition = {}", [edition]
    for word in fold(q).split()[:6]:
        where += " AND t.search LIKE {}"
        values.append(f"%{word}%")  # type: ignore[arg-type]
    registered = _REGISTERED[part]
    clause = {
        "new": f"t.asked_at IS NULL AND t.invited_at IS NULL AND NOT {registered}",
        "asked": f"t.asked_at IS NOT NULL AND t.invited_at IS NULL AND NOT {registered}",
        "invited": f"t.invited_at IS NOT NULL AND NOT {registered}",
        "registered": registered,
    }.get(state)
    return f"{where} AND {clause}" if clause else where, list(values)


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        id=_uuid(row["id"]),
        name=row["name"],
        sector_code=row["sector"],
        insee_code=row["insee_code"],
        siret=row["siret"],
        duty=row["duty"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        email=row["email"],
        phone=row["phone"],
        former=row["former"] is not None,
        invited_at=row["invited_at"],
        state=rules.state(row["asked_at"], row["invited_at"], bool(row["registered"])),
    )


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))

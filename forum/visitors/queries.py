"""Questions about visitors, answered in frozen values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.errors import NotFound
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.queries import within_epci
from forum.territory.sectors import SECTORS, Sector
from forum.visitors.rules import STATUSES


@dataclass(frozen=True, slots=True)
class VisitorLine:
    """One registration, as its own page and the organisers' list show it."""

    id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    status: str
    postal_code: str
    insee_code: str | None
    elsewhere: str | None
    adults: int
    children: int
    registered_at: datetime
    cancelled_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def status_name(self) -> str:
        return STATUSES.get(self.status, self.status)

    @property
    def origin(self) -> str:
        """The commune, the country typed, or the postal code of a place outside the list."""
        commune = find_commune(self.insee_code)
        return commune.label if commune else self.elsewhere or self.postal_code

    @property
    def heads(self) -> int:
        return self.adults + self.children


_LIVING = "visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id"
_COLUMNS = (
    "SELECT v.id, v.first_name, v.last_name, v.email, v.status, v.postal_code, v.insee_code, v.elsewhere, v.adults,"  # noqa: S608 - ours
    " v.children, v.registered_at, c.at AS cancelled_at"
    f" FROM {_LIVING}"
)
ORDERS = {
    "name": "v.search",
    "registered": "v.registered_at",
    "status": "v.status",
}
PAGE = 50


async def visitor(edition: int, visitor_id: uuid.UUID) -> VisitorLine:
    """One registration. Raises NotFound."""
    rows = await fetch(f"{_COLUMNS} WHERE v.id = {{}} AND v.edition = {{}}", visitor_id, edition)
    if not rows:
        raise NotFound("Cette inscription n’existe pas, ou n’existe plus.")
    return _line(rows[0])


async def sectors_of(visitor_id: uuid.UUID) -> list[Sector]:
    """The families of jobs that a visitor comes for, in the forum's order."""
    rows = await fetch("SELECT sector FROM visitor_sector WHERE visitor = {}", visitor_id)
    chosen = {row["sector"] for row in rows}
    return [sector for sector in SECTORS if sector.code in chosen]


@dataclass(frozen=True, slots=True)
class VisitorList:
    """A page of the list, and how many there are in all."""

    lines: list[VisitorLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def visitors(
    edition: int,
    q: str = "",
    state: str = "",
    sort: str = "name",
    descending: bool = False,
    page: int = 1,
    epci: str | None = None,
) -> VisitorList:
    """Registrations whose name, address or commune holds every word of `q`; `state` is live, cancelled or empty."""
    where, values = _where(edition, q, state, epci)
    total = await fetch(
        f"SELECT count(*) AS n FROM {_LIVING}{where}",  # noqa: S608
        *values,
    )
    order = f"{ORDERS.get(sort, ORDERS['name'])} {'DESC' if descending else 'ASC'}, v.id"
    rows = await fetch(
        f"{_COLUMNS}{where} ORDER BY {order} LIMIT {{}} OFFSET {{}}", *values, PAGE, (max(1, page) - 1) * PAGE
    )
    return VisitorList([_line(row) for row in rows], int(total[0]["n"]), max(1, page))


async def all_visitors(edition: int, q: str = "", state: str = "", epci: str | None = None) -> list[VisitorLine]:
    """The same without pages, for exports."""
    where, values = _where(edition, q, state, epci)
    return [_line(row) for row in await fetch(f"{_COLUMNS}{where} ORDER BY v.search, v.id", *values)]


def _where(edition: int, q: str, state: str, epci: str | None = None) -> tuple[str, list[Any]]:
    where = " WHERE v.edition = {}"
    values: list[Any] = [edition]
    for word in fold(q).split()[:6]:
        where += " AND v.search LIKE {}"
        values.append(f"%{word}%")
    if state == "live":
        where += " AND c.visitor IS NULL"
    elif state == "cancelled":
        where += " AND c.visitor IS NOT NULL"
    within, codes = within_epci("v.insee_code", epci)
    return where + within, [*values, *codes]


def _line(row: dict[str, Any]) -> VisitorLine:
    row["id"] = row["id"] if isinstance(row["id"], uuid.UUID) else uuid.UUID(str(row["id"]))
    return VisitorLine(**row)


async def heads(edition: int, epci: str | None = None) -> tuple[int, int]:
    """How many registrations stand, and how many people they announce."""
    where, values = _where(edition, "", "live", epci)
    rows = await fetch(
        f"SELECT count(*) AS n, coalesce(sum(v.adults + v.children), 0) AS heads FROM {_LIVING}{where}",  # noqa: S608 - ours
        *values,
    )
    return int(rows[0]["n"]), int(rows[0]["heads"])

"""One visitor, with the state of the registration."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.errors import NotFound
from forum.territory.communes import find_commune
from forum.territory.sectors import SECTORS, Sector
from forum.visitors.rules import CHANNELS, STATUSES

EXPECTED, WAITING, OFFERED, LAPSED, CANCELLED = "expected", "waiting", "offered", "lapsed", "cancelled"
NAMELESS = "Visiteur sans nom"
"""Whoever registered on the spot said no name."""


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
    slot: int | None = None
    channel: str = "site"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    asked_at: datetime | None = None
    any_slot: bool = False
    offered_until: datetime | None = None
    lapsed_at: datetime | None = None

    @property
    def name(self) -> str:
        """Whoever came by the poster said no name."""
        return f"{self.first_name} {self.last_name}".strip() or NAMELESS

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

    @property
    def state(self) -> str:
        """expected, waiting, offered (places kept until a moment), lapsed (they were let pass) or cancelled."""
        if self.cancelled_at:
            return CANCELLED
        if self.asked_at is None:
            return EXPECTED
        return LAPSED if self.lapsed_at else OFFERED if self.offered_until else WAITING

    @property
    def expected(self) -> bool:
        return self.state == EXPECTED

    @property
    def holds_places(self) -> bool:
        """Whether the slot counts them."""
        return self.slot is not None and self.state in (EXPECTED, OFFERED)

    @property
    def channel_name(self) -> str:
        return CHANNELS.get(self.channel, self.channel)


LIVING = (
    "visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id LEFT JOIN visitor_wait w ON w.visitor = v.id"
    " LEFT JOIN visitor_slot s ON s.id = v.slot"
)
COLUMNS = (
    "SELECT v.id, v.first_name, v.last_name, v.email, v.status, v.postal_code, v.insee_code, v.elsewhere, v.adults,"  # noqa: S608 - ours
    " v.children, v.registered_at, c.at AS cancelled_at, v.slot, v.channel, s.starts_at, s.ends_at, w.asked_at,"
    f" w.any_slot, w.offered_until, w.lapsed_at FROM {LIVING}"
)


async def visitor(edition: int, visitor_id: uuid.UUID) -> VisitorLine:
    """One registration. Raises NotFound."""
    rows = await fetch(f"{COLUMNS} WHERE v.id = {{}} AND v.edition = {{}}", visitor_id, edition)
    if not rows:
        raise NotFound("Cette inscription n’existe pas, ou n’existe plus.")
    return line_of(rows[0])


async def sectors_of(visitor_id: uuid.UUID) -> list[Sector]:
    """The families of jobs that a visitor comes for, in the forum's order."""
    rows = await fetch("SELECT sector FROM visitor_sector WHERE visitor = {}", visitor_id)
    chosen = {row["sector"] for row in rows}
    return [sector for sector in SECTORS if sector.code in chosen]


def line_of(row: dict[str, Any]) -> VisitorLine:
    """A row of `COLUMNS` as a value."""
    return VisitorLine(**{**row, "id": as_uuid(row["id"]), "any_slot": bool(row["any_slot"])})


def as_uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))

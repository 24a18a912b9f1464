"""Questions about bookings."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.editions.sectors import called
from forum.errors import NotFound
from forum.stands.queries.plan import as_uuid
from forum.stands.rules import LIVING, STANDING, STATE_NAMES, TONES, badge_cap
from forum.territory.folding import fold
from forum.territory.queries import within_epci
from forum.territory.sectors import SECTORS, Sector

_SECTORS = {sector.code: sector for sector in SECTORS}


@dataclass(frozen=True, slots=True)
class BookingLine:
    """A booking with its stand (none while it is a draft or waits: `number` is empty) and its organisation.

    `setup_at` is the hour that the exhibitor chose to set up from, if it did.
    """

    id: uuid.UUID
    state: str
    people: int
    tables: int
    chairs: int
    panels: int
    power_watts: int
    network: bool
    machine: bool
    note: str
    three_phase: bool
    booked_at: datetime
    stand: int | None
    number: str
    zone: str
    exhibitor: uuid.UUID
    exhibitor_name: str
    sector_code: str
    insee_code: str | None
    email: str
    square_metres: float
    setup_at: datetime | None

    @property
    def cap(self) -> int:
        """How many badges it may have: as many as people announced, and no more than the stand bears."""
        return min(self.people, badge_cap(self.square_metres)) if self.number else self.people

    @property
    def state_name(self) -> str:
        return STATE_NAMES[self.state]

    @property
    def stands(self) -> bool:
        """Whether the booking still holds its stand."""
        return self.state in STANDING

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def lives(self) -> bool:
        """Whether something may still follow."""
        return self.state in LIVING

    @property
    def sector(self) -> Sector:
        return _SECTORS[self.sector_code]


_BOOKINGS = (
    "SELECT b.id, b.state, b.people, b.tables, b.chairs, b.panels, b.power_watts, b.network, b.machine, b.note, b.three_phase,"
    " b.booked_at,"
    " b.stand, coalesce(s.number, '') AS number, coalesce(s.zone, '') AS zone,"
    " b.exhibitor, e.name AS exhibitor_name, e.sector AS sector_code, e.insee_code, c.email,"
    " coalesce(s.width_cm * s.depth_cm, 0) / 10000.0 AS square_metres, d.setup_at"
    " FROM stand_booking b LEFT JOIN stand s ON s.id = b.stand LEFT JOIN stand_details d ON d.booking = b.id"
    " JOIN exhibitor e ON e.id = b.exhibitor"
    " JOIN exhibitor_contact c ON c.exhibitor = e.id AND c.rank = 0"
)
ORDERS = {"name": "e.search", "stand": "s.number", "booked": "b.booked_at", "state": "b.state"}
PAGE = 50


async def booking(edition: int, booking_id: uuid.UUID) -> BookingLine:
    """One booking. Raises NotFound."""
    rows = await fetch(f"{_BOOKINGS} WHERE b.id = {{}} AND b.edition = {{}}", booking_id, edition)
    if not rows:
        raise NotFound("Cette réservation n’existe pas, ou n’existe plus.")
    return _booking(rows[0])


async def booking_of(edition: int, exhibitor: uuid.UUID) -> BookingLine:
    """The latest booking of an exhibitor. Raises NotFound."""
    rows = await fetch(
        f"{_BOOKINGS} WHERE b.exhibitor = {{}} AND b.edition = {{}} ORDER BY b.booked_at DESC LIMIT 1",
        exhibitor,
        edition,
    )
    if not rows:
        raise NotFound("Cette réservation n’existe pas, ou n’existe plus.")
    return _booking(rows[0])


async def booked_under(edition: int, hold_id: uuid.UUID | None) -> BookingLine | None:
    """The booking that a browser made with the hold it kept: its second click finds it."""
    if hold_id is None:
        return None
    rows = await fetch(f"{_BOOKINGS} WHERE b.made_under = {{}} AND b.edition = {{}}", hold_id, edition)
    return _booking(rows[0]) if rows else None


async def living_named(edition: int, name: str, email: str, siret: str | None) -> bool:
    """Whether an organisation of that name, known by that address or that SIRET, has a booking that lives."""
    rows = await fetch(
        "SELECT e.name FROM stand_booking b JOIN exhibitor e ON e.id = b.exhibitor"
        " WHERE b.edition = {} AND b.state IN ('draft', 'submitted', 'validated', 'waitlisted') AND (e.siret = {} OR EXISTS"
        " (SELECT 1 FROM exhibitor_contact c WHERE c.exhibitor = e.id AND lower(c.email) = {}))",
        *(edition, siret or "", email.lower()),
    )
    return fold(name) in {fold(row["name"]) for row in rows}


@dataclass(frozen=True, slots=True)
class BookingList:
    """A page of the bookings, with the totals of what they need."""

    lines: list[BookingLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def bookings(
    edition: int,
    q: str = "",
    state: str = "",
    sort: str = "name",
    descending: bool = False,
    page: int = 1,
    epci: str | None = None,
    sectors: Sequence[Sector] = (),
) -> BookingList:
    """Bookings whose organisation, stand or sector, as the edition names it, holds every word of `q`, in one state or in any."""
    where, values = _where(edition, q, state, epci, sectors)
    count = await fetch(
        "SELECT count(*) AS n FROM stand_booking b LEFT JOIN stand s ON s.id = b.stand JOIN exhibitor e ON e.id = b.exhibitor"  # noqa: S608
        f"{where}",
        *values,
    )
    order = f"{ORDERS.get(sort, ORDERS['name'])} {'DESC' if descending else 'ASC'}, b.id"
    rows = await fetch(
        f"{_BOOKINGS}{where} ORDER BY {order} LIMIT {{}} OFFSET {{}}", *values, PAGE, (max(1, page) - 1) * PAGE
    )
    return BookingList([_booking(row) for row in rows], int(count[0]["n"]), max(1, page))


async def all_bookings(
    edition: int, q: str = "", state: str = "", epci: str | None = None, sectors: Sequence[Sector] = ()
) -> list[BookingLine]:
    """The same without pages, by organisation."""
    where, values = _where(edition, q, state, epci, sectors)
    return [_booking(row) for row in await fetch(f"{_BOOKINGS}{where} ORDER BY e.search, b.id", *values)]


async def declared(booking_id: uuid.UUID) -> bool:
    """Whether the machine of a booking was declared."""
    return bool(await fetch("SELECT 1 AS one FROM machine_declaration WHERE booking = {}", booking_id))


async def counts_by_sector(edition: int) -> dict[str, int]:
    """How many validated or waiting exhibitors each sector has."""
    rows = await fetch(
        "SELECT e.sector, count(*) AS n FROM stand_booking b JOIN exhibitor e ON e.id = b.exhibitor"
        " WHERE b.edition = {} AND b.state IN ('submitted', 'validated') GROUP BY e.sector",
        edition,
    )
    return {row["sector"]: int(row["n"]) for row in rows}


def _where(edition: int, q: str, state: str, epci: str | None, sectors: Sequence[Sector]) -> tuple[str, list[Any]]:
    where = " WHERE b.edition = {}"
    values: list[Any] = [edition]
    for word in fold(q).split()[:6]:
        codes = sorted(called(sectors, word))
        named = f" OR e.sector IN ({', '.join('{}' for _ in codes)})" if codes else ""
        where += f" AND (e.search LIKE {{}} OR lower(s.number) = {{}}{named})"
        values += [f"%{word}%", word, *codes]
    if state:
        where += " AND b.state = {}"
        values.append(state)
    within, codes = within_epci("e.insee_code", epci)
    return where + within, [*values, *codes]


def _booking(row: dict[str, Any]) -> BookingLine:
    row["id"], row["exhibitor"] = as_uuid(row["id"]), as_uuid(row["exhibitor"])
    for name in ("network", "machine", "three_phase"):
        row[name] = bool(row[name])
    row["square_metres"] = float(row["square_metres"])
    return BookingLine(**row)

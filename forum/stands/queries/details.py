"""Questions about what exhibitors completed after the short form."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime
from typing import Any

from forum.database import fetch
from forum.stands.queries.bookings import BookingLine
from forum.stands.rules import DetailsSaid, Known, MachineSaid


async def find_details(booking_id: uuid.UUID) -> DetailsSaid | None:
    """What the day needs, if it was said."""
    rows = await fetch("SELECT * FROM stand_details WHERE booking = {}", booking_id)
    if not rows:
        return None
    halves = await fetch("SELECT day, half FROM stand_half_day WHERE booking = {} ORDER BY day, half DESC", booking_id)
    told = _only(DetailsSaid, rows[0], ("water", "noise", "dust"))
    return DetailsSaid(**told, half_days=tuple((row["day"], row["half"]) for row in halves))


async def find_declaration(booking_id: uuid.UUID) -> tuple[MachineSaid, datetime] | None:
    """The machine's declaration and when it was made."""
    rows = await fetch("SELECT * FROM machine_declaration WHERE booking = {}", booking_id)
    if not rows:
        return None
    flags = ("moving_parts", "hot_surfaces", "laser", "smoke", "pressurised_gas", "hands_on")
    return MachineSaid(**_only(MachineSaid, rows[0], flags)), rows[0]["declared_at"]


async def known(booking: BookingLine) -> Known:
    """What there is of a booking, to tell what misses."""
    rows = await fetch(
        "SELECT (SELECT count(*) FROM stand_details WHERE booking = {}) AS details,"
        " (SELECT count(*) FROM machine_declaration WHERE booking = {}) AS declared,"
        " (SELECT count(*) FROM exhibitor_job WHERE exhibitor = {}) AS jobs,"
        " (SELECT count(*) FROM stand_person WHERE exhibitor = {}) AS named,"
        " (SELECT pitch FROM exhibitor WHERE id = {}) AS pitch,"
        " (SELECT needs_said_at FROM stand_booking WHERE id = {}) AS needs",
        *(booking.id, booking.id, *[booking.exhibitor] * 3, booking.id),
    )
    row = rows[0]
    return Known(
        details=bool(row["details"]),
        jobs=int(row["jobs"]),
        pitch=bool(row["pitch"]),
        people=booking.people,
        named=int(row["named"]),
        machine=booking.machine,
        declared=bool(row["declared"]),
        needs=row["needs"] is not None,
    )


def _only(value: type, row: dict[str, Any], flags: tuple[str, ...]) -> dict[str, Any]:
    """The columns that a value has; SQLite answers 0 and 1 for flags."""
    names = {field.name for field in fields(value)}
    return {name: bool(told) if name in flags else told for name, told in row.items() if name in names}

"""Questions about stands and bookings, answered in frozen values."""

from forum.stands.queries.bookings import (
    ORDERS,
    PAGE,
    BookingLine,
    BookingList,
    all_bookings,
    booked_under,
    booking,
    booking_of,
    bookings,
    counts_by_sector,
    declared,
    living_named,
)
from forum.stands.queries.changes import Untold, ripe, untold
from forum.stands.queries.deadlines import deadlines
from forum.stands.queries.details import find_declaration, find_details, known
from forum.stands.queries.holds import HoldValue, Waiting, find_hold, line, offer_to, rank_in_line
from forum.stands.queries.plan import StandValue, alternatives, plan, stand, suggestions
from forum.stands.queries.programme import programme
from forum.stands.queries.supplies import Supply, supplies

__all__ = [
    "ORDERS",
    "PAGE",
    "BookingLine",
    "BookingList",
    "HoldValue",
    "StandValue",
    "Supply",
    "Untold",
    "Waiting",
    "all_bookings",
    "alternatives",
    "booked_under",
    "booking",
    "booking_of",
    "bookings",
    "counts_by_sector",
    "deadlines",
    "declared",
    "find_declaration",
    "find_details",
    "find_hold",
    "known",
    "line",
    "living_named",
    "offer_to",
    "plan",
    "programme",
    "rank_in_line",
    "ripe",
    "stand",
    "suggestions",
    "supplies",
    "untold",
]

"""Questions about visitors, answered in frozen values."""

from forum.visitors.queries.lists import (
    ORDERS,
    PAGE,
    STATES,
    Sought,
    VisitorList,
    all_visitors,
    each_visitor,
    heads,
    sought_visitors,
    visitors,
)
from forum.visitors.queries.notes import Note, notes, twins
from forum.visitors.queries.origins import usual_communes
from forum.visitors.queries.slots import VisitorSlotPlaces, Waiting, last_in, needs, rank, slots, waiting_line
from forum.visitors.queries.visitors import (
    CANCELLED,
    EXPECTED,
    LAPSED,
    NAMELESS,
    OFFERED,
    WAITING,
    VisitorLine,
    sectors_of,
    visitor,
)

__all__ = [
    "CANCELLED",
    "EXPECTED",
    "LAPSED",
    "NAMELESS",
    "OFFERED",
    "ORDERS",
    "PAGE",
    "STATES",
    "WAITING",
    "Note",
    "Sought",
    "VisitorLine",
    "VisitorList",
    "VisitorSlotPlaces",
    "Waiting",
    "all_visitors",
    "each_visitor",
    "heads",
    "last_in",
    "needs",
    "notes",
    "rank",
    "sectors_of",
    "slots",
    "sought_visitors",
    "twins",
    "usual_communes",
    "visitor",
    "visitors",
    "waiting_line",
]

"""Which classes an address of the back office asks for, and the words of their states."""

from __future__ import annotations

from typing import Any

from litestar import Request

from admin.listing import Wanted, wanted
from admin.reach import bound_to
from forum.class_visits import queries

STATES = {
    "live": "Attendues",
    "unchecked": "À valider",
    "waiting": "Liste d’attente",
    "late": "En retard",
    "absent": "Absentes",
    "cancelled": "Annulées",
    "all": "Toutes",
}
STATE_WORDS = {
    queries.EXPECTED: "attendue",
    queries.WAITING: "en attente",
    queries.OFFERED: "places proposées",
    queries.LAPSED: "places non confirmées",
    queries.CANCELLED: "annulée",
}


def asked_for(request: Request[Any, Any, Any]) -> Wanted:
    """The list as its address says it: « creneau » is an arrival slot, « transport » how it comes, « niveau » its level."""
    return wanted(request, state="live", sort="arrival", more=("creneau", "transport", "niveau"))


def sought(request: Request[Any, Any, Any], asked: Wanted) -> queries.Wanted:
    """Which classes, within what this person may see."""
    return queries.Wanted(
        q=asked.q,
        state=asked.state,
        slot=asked.chosen("creneau"),
        transport=asked.more.get("transport", ""),
        grade=asked.more.get("niveau", ""),
        epci=bound_to(request.user),
    )

"""Which visitors an address of the back office asks for, and the words of their states."""

from __future__ import annotations

from typing import Any

from litestar import Request

from admin.listing import Wanted, wanted
from admin.reach import bound_to
from forum.visitors import queries

STATES = {
    "": "Tous",
    "live": "Inscrits",
    "waiting": "Liste d’attente",
    "offered": "À confirmer",
    "cancelled": "Annulés",
    "twins": "Doublons possibles",
}
STATE_WORDS = {
    queries.EXPECTED: "inscrit",
    queries.WAITING: "en attente",
    queries.OFFERED: "à confirmer",
    queries.LAPSED: "non confirmé",
    queries.CANCELLED: "annulé",
}


def asked_for(request: Request[Any, Any, Any]) -> Wanted:
    """The list as its address says it: « creneau » is an arrival slot, « venue » how the registration came in."""
    return wanted(request, sort="name", more=("creneau", "venue"))


def sought(request: Request[Any, Any, Any], asked: Wanted) -> queries.Sought:
    """Which registrations, within what this person may see."""
    return queries.Sought(
        q=asked.q,
        state=asked.state,
        slot=asked.chosen("creneau"),
        channel=asked.more.get("venue", ""),
        epci=bound_to(request.user),
    )

"""How far somebody sees: a territory lead's lists, exports and figures hold one communauté de communes only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from forum.people.who import ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.territory.communes import find_commune


class Somewhere(Protocol):
    """Anything that comes from a commune."""

    @property
    def insee_code(self) -> str | None: ...


S = TypeVar("S", bound=Somewhere)


def bound_to(who: Who) -> str | None:
    """The SIREN that this person's view is limited to, or None for all."""
    if who.is_a(ORGANIZER, VIEWER) or not who.is_a(TERRITORY_LEAD):
        return None
    return who.epci or "nowhere"


def within_reach(who: Who, things: Iterable[S]) -> list[S]:
    """Those of the things that this person may see."""
    siren = bound_to(who)
    if siren is None:
        return list(things)
    return [thing for thing in things if (at := find_commune(thing.insee_code)) and at.epci_siren == siren]

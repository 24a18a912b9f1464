"""How far somebody sees and writes: a territory lead's lists, files, figures and edits hold one communauté de communes only.

Writing is denied by default: a handler opens to territory leads by one of the guards below, each of which looks at the
very record that the address names.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from forum.class_visits import queries as class_visits
from forum.editions import queries as editions
from forum.errors import NotFound
from forum.forms import Typed
from forum.people.guards import Connection, staff_of
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, TERRITORY_LEAD, VIEWER, Who
from forum.stands import queries as stands
from forum.territory.communes import find_commune
from forum.visitors import queries as visitors

ELSEWHERE = "Vous inscrivez pour votre communauté de communes seulement\u00a0: demandez à un organisateur."


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
    return [thing for thing in things if _lies_in(siren, thing.insee_code)]


def may_change(who: Who, thing: Somewhere) -> bool:
    """Whether this person may change it: organisers all, a territory lead what is of the own territory, others nothing.

    To read everything, as a viewer does, is not to write everything.
    """
    return who.is_a(ORGANIZER) or (who.is_a(TERRITORY_LEAD) and _lies_in(who.epci, thing.insee_code))


def keep_within_reach(who: Who, form: Typed, field: str, insee_code: str | None) -> None:
    """A fault beside `field` when somebody would write down what they may not change afterwards."""
    if field not in form.faults and not (who.is_a(ORGANIZER) or _lies_in(who.epci, insee_code)):
        form.fault(field, ELSEWHERE)


def _lies_in(siren: str | None, insee_code: str | None) -> bool:
    at = find_commune(insee_code)
    return siren is not None and at is not None and at.epci_siren == siren


def _own(find: Callable[[int, UUID], Awaitable[Somewhere]], parameter: str, *others: str) -> Guard:
    """Organisers and `others` whatever the record, a territory lead if it is of the own territory, nobody else."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        who = staff_of(connection, ORGANIZER, TERRITORY_LEAD, *others)
        if who.is_a(ORGANIZER, *others):
            return
        edition = await editions.edition_for_office(who.edition)
        if edition is None or not may_change(who, await find(edition.id, connection.path_params[parameter])):
            raise NotFound

    guard.__name__ = f"own_{parameter}"
    return guard


own_booking = _own(stands.booking, "booking_id")
own_visit = _own(class_visits.visit, "visit_id")
own_visit_or_door = _own(class_visits.visit, "visit_id", DOOR_SUPERVISOR)
own_visitor = _own(visitors.visitor, "visitor_id")


async def own_new(connection: Connection, handler: BaseRouteHandler) -> None:
    """Organisers and territory leads: the handler holds what is said to the own territory with `keep_within_reach`."""
    staff_of(connection, ORGANIZER, TERRITORY_LEAD)

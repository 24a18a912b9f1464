"""The dashboard's figures: what is expected, and what waits for an organiser. A fixed number of questions."""

from __future__ import annotations

from dataclasses import dataclass

from forum.class_visits import queries as class_visits
from forum.door import queries as door
from forum.editions.queries import SlotPlaces, slots
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.stands import queries as stands
from forum.stands.rules import VALIDATED
from forum.territory.sectors import Sector
from forum.visitors import queries as visitors


@dataclass(frozen=True, slots=True)
class Summary:
    """Where the edition stands."""

    stands_free: int
    stands_total: int
    validated: int
    classes: int
    pupils: int
    adults: int
    visitors: int
    visitor_heads: int
    letters: object
    slots: list[SlotPlaces]
    empty_sectors: list[Sector]
    affluence: object


async def summary(edition: EditionValue, epci: str | None = None) -> Summary:
    """Everything that the dashboard says; classes and visitors of one communauté de communes only, where `epci` names one."""
    plan = await stands.plan(edition.id)
    visits = await class_visits.visits(edition.id, epci=epci)
    registered = await visitors.heads(edition.id, epci)
    taken = {one.sector_code for one in plan if not one.free}
    return Summary(
        stands_free=sum(one.free for one in plan),
        stands_total=len(plan),
        validated=sum(one.state == VALIDATED for one in plan),
        classes=visits.total,
        pupils=visits.pupils,
        adults=visits.adults,
        visitors=registered[0],
        visitor_heads=registered[1],
        letters=await mail.counts(edition.id),
        slots=await slots(edition.id),
        empty_sectors=[sector for sector in edition.sectors if sector.code not in taken],
        affluence=await door.affluence(edition.id),
    )

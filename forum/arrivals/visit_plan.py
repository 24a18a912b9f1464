"""The personal plan of a class: which exhibitors receive groups while it is there, those of its sectors first."""

from __future__ import annotations

from dataclasses import dataclass

from forum import clock
from forum.class_visits.queries import VisitLine
from forum.stands.queries.groups import Receives, receiving_groups
from forum.stands.queries.programme import programme
from forum.stands.rules.programme import Exposition
from forum.territory.sectors import Sector, find_sector

NOON = 13
"""The hour of the wall clock at which the afternoon begins."""


@dataclass(frozen=True, slots=True)
class Stop:
    """An exhibitor to see, and the group that it takes at once."""

    exposition: Exposition
    receives: Receives

    @property
    def sector(self) -> Sector | None:
        return find_sector(self.exposition.sector_code)


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """`wished` are of the sectors that the class named, `others` of the others; each by sector, then by stand."""

    wished: tuple[Stop, ...]
    others: tuple[Stop, ...]


async def visit_plan(edition: int, visit: VisitLine) -> VisitPlan:
    """Who receives groups in the half-days of the visit; whoever said no half-day is there all day."""
    receiving = await receiving_groups(edition)
    halves = {(visit.day, half) for half in _halves(visit)}
    stops = [
        Stop(one, how)
        for one in await programme(edition)
        if (how := receiving.get(one.id)) and (not how.halves or how.halves & halves)
    ]
    stops.sort(
        key=lambda stop: (stop.exposition.sector_code or "", len(stop.exposition.number), stop.exposition.number)
    )
    wanted = {sector.code for sector in visit.wished}
    wished = tuple(stop for stop in stops if stop.exposition.sector_code in wanted)
    return VisitPlan(wished, tuple(stop for stop in stops if stop.exposition.sector_code not in wanted))


def _halves(visit: VisitLine) -> set[str]:
    """The half-days that the visit touches."""
    first, last = clock.local(visit.starts_at).hour, clock.local(visit.departs_at).hour
    return {half for half, there in (("morning", first < NOON), ("afternoon", last >= NOON)) if there}

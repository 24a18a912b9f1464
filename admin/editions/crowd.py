"""Whether a hall's new limit still holds whom the edition expects, and who is over it if not."""

from __future__ import annotations

from forum.class_visits import queries as class_visits
from forum.editions import queries as editions
from forum.editions.rules import busiest
from forum.stands import queries as stands
from forum.web.words import say_class, say_date, say_hour, say_number

SHOWN = 4


async def over_the_limit(edition: int) -> str:
    """A sentence when more classes and exhibitors are expected together than all halls may hold; empty when they fit.

    Single visitors come and go as they like, and are not counted: the door counts them on the day.
    """
    fresh = await editions.edition(edition)
    visits = [one for one in await class_visits.all_visits(edition) if one.expected]
    staff = sum(one.people for one in await stands.all_bookings(edition) if one.stands)
    found = busiest([(one.starts_at, one.departs_at, one.heads) for one in visits])
    if found is None or found[1] + staff <= fresh.capacity_limit:
        return ""
    at, pupils = found
    excess = pupils + staff - fresh.capacity_limit
    there = [one for one in visits if one.starts_at <= at < one.departs_at]
    last, named = excess, []
    for one in sorted(there, key=lambda one: one.registered_at, reverse=True):
        if last <= 0:
            break
        named.append(f"{say_class(one.class_name)} de {one.school_name} ({one.heads})")
        last -= one.heads
    told = ", ".join(named[:SHOWN]) + (f" et {len(named) - SHOWN} autres" if len(named) > SHOWN else "")
    return (
        f"{say_date(at, year=False).capitalize()} à {say_hour(at)}, {say_number(pupils + staff)} personnes sont attendues"
        f" ensemble (classes et exposants), {say_number(excess)} de plus que la limite. Dernières inscrites\u00a0: {told}."
    )

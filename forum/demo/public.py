"""The public of the demonstration: its hours of arrival, and who registers for them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from forum import clock
from forum.demo import invented
from forum.demo.registrations import Told, before
from forum.editions.values import EditionValue
from forum.people.who import SYSTEM, Who
from forum.visitors import queries, service
from forum.visitors.queries import VisitorSlotPlaces
from forum.visitors.rules import VisitorSaid

HOUR = timedelta(hours=1)


async def lay_hours(edition: EditionValue, visitors: int, by: Who) -> None:
    """Hours from the opening to the closing, with places enough for so many visitors: those after school fill up."""
    day = edition.first_day
    await service.lay_slots(edition, day.id, day.opens_at, day.closes_at - HOUR, 60, max(6, visitors // 5), by)


async def register_visitors(
    edition: EditionValue, chance: random.Random, count: int, told: Told, *, one_waits: bool = False
) -> None:
    """`count` visitors, one in twelve of whom cancels; the last one may find the favourite hour full, and waits for it."""
    hours = await queries.slots(edition.id)
    taken = {hour.id: hour.taken for hour in hours}
    for done in range(count):
        first, last = invented.person(chance)
        commune = invented.home(chance)
        adults = chance.choices((1, 2, 3), (80, 17, 3))[0]
        children = chance.choices((0, 1, 2), (85, 10, 5))[0]
        slot = _near(hours, taken, when(edition, chance), adults + children)
        said = VisitorSaid(
            first_name=first,
            last_name=last,
            email=f"visiteur{done + 1}@forum.example",
            status=invented.status(chance),
            postal_code=chance.choice(commune.postal_codes) if commune else "",
            insee_code=commune.insee_code if commune else None,
            elsewhere=None if commune else chance.choice(("Suisse", "Suisse", "Lyon", "Dijon")),
            adults=adults,
            children=children,
            slot=slot,
        )
        if one_waits and done == count - 1:
            await _wait_for_the_fullest(edition, said, taken)
        else:
            with clock.at(before(edition, chance, 40, 1)):
                made = await service.register(edition, said)
                taken[slot] += said.heads
                if chance.random() < 1 / 12:
                    await service.cancel(edition, made.id, Who("visitor", made.id, f"{first} {last}"))
                    taken[slot] -= said.heads
        told("Visiteurs", done + 1, count)


def when(edition: EditionValue, chance: random.Random, first: float = 0.3, last: float = 9) -> datetime:
    """Some hours after the opening: a bump in the morning, a larger one after school."""
    hours = chance.triangular(first, last, 1.5) if chance.random() < 0.4 else chance.triangular(first, last, 7.6)
    return edition.first_day.opens_at + timedelta(hours=hours)


def _near(hours: Sequence[VisitorSlotPlaces], taken: Mapping[int, int], wanted: datetime, heads: int) -> int:
    """The hour that somebody would like, or the nearest that has the places."""
    room = [hour for hour in hours if taken[hour.id] + heads <= hour.capacity]
    return min(room, key=lambda hour: abs(hour.starts_at + HOUR / 2 - wanted)).id


async def _wait_for_the_fullest(edition: EditionValue, said: VisitorSaid, taken: Mapping[int, int]) -> None:
    fullest = max(taken, key=lambda hour: taken[hour])
    await service.resize_slot(edition, fullest, taken[fullest], SYSTEM)
    await service.register(edition, replace(said, slot=fullest), wait="slot")

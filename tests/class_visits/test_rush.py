"""Many at once (five hundred with --long) while others cancel: places are taken exactly, and who waits is promoted into what comes free."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from forum.class_visits import queries, service
from forum.class_visits.queries import VisitLine
from forum.database import Unavailable, fetch
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from tests import builders
from tests.builders import THERESE, said_of_a_class
from tests.kit.fair import ODILE
from tests.kit.race import processes, together

EACH = 5
MANY = [60, pytest.param(500, marks=pytest.mark.long)]
"""How many at once: a share of them always, all of them with --long."""


async def insisting(attempt: Callable[[], Awaitable[Any]]) -> Any:
    """Somebody who is told « réessayez dans un instant » because five hundred stand in the line, and does."""
    while True:
        try:
            return await attempt()
        except Unavailable:
            await asyncio.sleep(0)


async def counted(edition: EditionValue) -> tuple[int, int, list[VisitLine]]:
    """Persons and coaches of the first slot as it says itself, which is what its classes add up to; and the classes that wait."""
    slot = (await slots(edition.id))[0]
    every = [one for one in await queries.all_visits(edition.id, state="") if one.slot == slot.id]
    holding = [one for one in every if one.holds_places]
    assert slot.taken_persons == sum(one.heads for one in holding)
    assert slot.taken_coaches == sum(one.coaches for one in holding)
    return slot.taken_persons, slot.taken_coaches, [one for one in every if one.state == queries.WAITING]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("many", MANY)
@pytest.mark.parametrize(
    ("transport", "full"), [("foot", (60, 0)), ("coach", (10, 2))], ids=["sixty persons", "two coaches"]
)
async def test_many_at_once_with_cancellations_and_promotions(
    edition: EditionValue, transport: str, full: tuple[int, int], many: int
) -> None:
    """Half of them would wait. What is cancelled meanwhile goes to whoever waits: at the end not a place is free or sold twice."""
    said = await said_of_a_class(edition, pupils=EACH - 1, adults=1, transport=transport)
    first = [
        await builders.a_class(edition, class_name=f"2de {n}", pupils=EACH - 1, adults=1, transport=transport)
        for n in range(full[0] // EACH)
    ]
    assert (await counted(edition))[:2] == full
    attempts = [
        partial(
            service.register,
            edition,
            replace(said, class_name=f"3e {n}"),
            replace(THERESE, email=f"t{n}@exemple.fr"),
            wait="slot" if n % 2 else "",
        )
        for n in range(many)
    ]
    for n, visit in enumerate(first):
        attempts.insert(many // 13 * n + 5, partial(service.cancel, edition, visit, ODILE))
    done, failed = await together([insisting(one) for one in attempts])
    persons, coaches, waiting = await counted(edition)
    assert (persons, coaches) == full
    assert set(failed) <= {"SlotFull"}
    assert len(done) + failed["SlotFull"] == many + len(first)
    assert len(waiting) >= many // 2 - 2 * len(first)


RUSH = """
import os
from dataclasses import replace
from functools import partial
from tests.class_visits.test_rush import insisting
from forum.class_visits import queries
from tests.kit.fair import ODILE
async def attempt(edition, number):
    if number % 10 == 7:
        mine = [one for one in await insisting(partial(queries.all_visits, edition.id)) if one.class_name.startswith("2de")]
        if mine:
            await insisting(partial(builders.class_visits.cancel, edition, mine[0].id, ODILE))
    name = f"3e {os.getpid()} {number}"
    said = await insisting(partial(builders.said_of_a_class, edition, class_name=name, pupils=4, adults=1, transport="foot"))
    mine = replace(builders.THERESE, email=f"t{os.getpid()}-{number}@exemple.fr")
    return await insisting(partial(builders.class_visits.register, edition, said, mine, wait="slot" if number % 2 else ""))
"""


@pytest.mark.only("postgres")
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("many", MANY)
async def test_two_workers_fill_a_slot_exactly_while_classes_cancel(
    edition: EditionValue, database: str, many: int
) -> None:
    for n in range(12):
        await builders.a_class(edition, class_name=f"2de {n}", pupils=4, adults=1, transport="foot")
    outcomes = await processes(2, many // 2, RUSH, database)
    assert set(outcomes) <= {"Registered", "SlotFull"}
    assert outcomes.total() == many
    persons, _, waiting = await counted(edition)
    assert (persons, bool(waiting)) == (60, True)
    twice = await fetch("SELECT class_folded FROM class_visit GROUP BY class_folded HAVING count(*) > 1")
    assert twice == []

"""An edition's hours: who may register when, and slots that never hold more than they have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from forum.database import RuleBroken, fetch, transaction
from forum.editions import queries, service
from forum.editions.queries import NoEdition
from forum.editions.service import SlotFull, SlotOutsideHours
from forum.editions.values import Audience, EditionValue, Window
from tests import builders
from tests.kit.fair import CLOSING, OPENING, small_fair
from tests.kit.race import together

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "window, state",
    [
        (Window(None, None), "open"),
        (Window(NOON + timedelta(seconds=1), None), "soon"),
        (Window(NOON, None), "open"),
        (Window(None, NOON), "over"),
        (Window(None, NOON + timedelta(seconds=1)), "open"),
        (Window(NOON - timedelta(days=2), NOON - timedelta(days=1)), "over"),
    ],
)
def test_a_window_is_soon_open_or_over(window: Window, state: str) -> None:
    assert window.state(NOON) == state


async def test_a_window_without_an_end_ends_with_the_forum(database: str) -> None:
    edition = await small_fair()
    for audience in Audience:
        assert edition.window(audience).state(CLOSING - timedelta(seconds=1)) == "open"
        assert edition.window(audience).state(CLOSING) == "over"


async def test_the_edition_published_last_is_the_one_that_is_shown(database: str) -> None:
    queries.forget()
    with pytest.raises(NoEdition):
        await queries.current_edition()
    first = await small_fair()
    assert await queries.current_edition() == first
    second = await small_fair("2027")
    assert await queries.current_edition() == second


@pytest.mark.parametrize(
    "first, last",
    [
        (OPENING - timedelta(minutes=15), OPENING),
        (OPENING, CLOSING),
        (CLOSING, CLOSING),
        (OPENING - timedelta(days=365), OPENING - timedelta(days=365)),
        (OPENING + timedelta(days=1), OPENING + timedelta(days=1)),
    ],
)
async def test_slots_lie_inside_the_hours_of_their_day(database: str, first: datetime, last: datetime) -> None:
    edition = await small_fair()
    with pytest.raises(SlotOutsideHours):
        await service.add_slots(edition.id, edition.first_day.id, edition.gates[0].id, first, last, 60, 2)
    assert await queries.slots(edition.id) == []


async def test_hours_are_looked_at_before_the_classes_that_hold_a_slot(database: str) -> None:
    edition = await builders.a_fair()
    await builders.a_class(edition)
    late = (CLOSING, CLOSING, 60, 2, 15)
    with pytest.raises(SlotOutsideHours):
        await service.lay_slots(edition.id, edition.first_day.id, edition.gates[0].id, *late)


@pytest.fixture
async def slot(database: str) -> int:
    edition: EditionValue = await builders.a_fair(slots=1, persons=60, coaches=2)
    return (await queries.slots(edition.id))[0].id


async def places(slot: int) -> tuple[int, int]:
    (row,) = await fetch("SELECT taken_persons, taken_coaches FROM arrival_slot WHERE id = {}", slot)
    return row["taken_persons"], row["taken_coaches"]


@pytest.mark.parametrize("persons, coaches", [(61, 0), (1, 3), (61, 3)])
async def test_a_slot_gives_no_more_than_it_has(slot: int, persons: int, coaches: int) -> None:
    with pytest.raises(SlotFull):
        await service.take_places(slot, persons, coaches)
    assert await places(slot) == (0, 0)


async def test_what_is_taken_and_given_back_at_once_adds_up(slot: int) -> None:
    await service.take_places(slot, 30, 1)

    async def come_and_go(n: int) -> None:
        async with transaction():
            await service.take_places(slot, n % 5 + 1, 0)
        async with transaction():
            await service.give_back_places(slot, n % 5 + 1, 0)

    _, failed = await together([come_and_go(n) for n in range(40)])
    assert set(failed) <= {"SlotFull"}
    assert await places(slot) == (30, 1)


async def test_the_table_itself_refuses_what_no_verb_may_do(slot: int) -> None:
    for wrong in ("taken_persons = 61", "taken_persons = -1", "taken_coaches = 3", "capacity_persons = -1"):
        with pytest.raises(RuleBroken):
            await fetch(f"UPDATE arrival_slot SET {wrong} WHERE id = {{}}", slot)
    with pytest.raises(RuleBroken):
        await service.give_back_places(slot, 1, 0)

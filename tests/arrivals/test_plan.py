"""The plan of a day: who comes when, who has come, and what moving a class would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forum import clock
from forum.arrivals import queries
from forum.badges import queries as badges
from forum.class_visits import queries as class_visits
from forum.class_visits import service as class_verbs
from forum.door import service as door
from forum.editions import queries as editions
from forum.editions import service as edition_verbs
from forum.editions.queries import slots
from forum.editions.values import EditionValue
from forum.errors import NotFound
from forum.people import links
from tests import builders
from tests.door.stage import entry, send
from tests.kit.counting import questions
from tests.kit.fair import ODILE, OPENING


async def plan_of(edition: EditionValue) -> queries.Plan:
    return await queries.plan(await editions.edition(edition.id), edition.first_day)


async def states(edition: EditionValue) -> list[list[tuple[str, str]]]:
    plan = await plan_of(edition)
    return [[(one.visit.class_name, one.state) for one in slot.classes] for slot in plan.slots]


async def test_an_overload_shows_before_it_happens(edition: EditionValue) -> None:
    gate = edition.gates[0]
    for name in ("3e A", "3e B"):
        await builders.a_class(edition, class_name=name, pupils=27, adults=2)
    await edition_verbs.set_pace(edition.id, gate.id, 3)
    plan = await plan_of(edition)
    (over,) = plan.over
    assert (over.load.persons, over.load.minutes, over.load.outside) == (58, 20, 13)
    await edition_verbs.set_pace(edition.id, gate.id, 4)
    assert (await plan_of(edition)).over == []


async def test_the_public_of_an_hour_stands_in_the_same_queue(edition: EditionValue) -> None:
    for gate in edition.gates:
        await edition_verbs.set_pace(edition.id, gate.id, 2)
    await builders.a_class(edition, pupils=27, adults=2)
    assert [one.load.minutes for one in (await plan_of(edition)).slots] == [15, 0, 0]
    first, second = await builders.visitor_slots(edition, 60, 60)  # 9 h and 9 h 30; classes come until 9 h 45
    for number in range(6):
        await builders.a_visitor(edition, email=f"ada{number}@visiteuse.example", slot=first, adults=10)
    plan = await plan_of(edition)
    assert [(one.load.persons, one.load.public) for one in plan.slots] == [(44, 15), (15, 15), (0, 0)]
    assert ([one.slot.starts_at for one in plan.over], plan.with_public) == ([OPENING], True)
    assert plan.gates[0].hours == ()
    for number in range(4):
        await builders.a_visitor(edition, email=f"eve{number}@visiteuse.example", slot=second, adults=10)
    (hour,) = (await plan_of(edition)).gates[0].hours
    assert (hour.starts_at, hour.load.persons) == (OPENING + timedelta(minutes=45), 10)


async def test_moving_a_class_counts_the_public_where_it_would_go(edition: EditionValue) -> None:
    visit = await class_visits.visit(edition.id, await builders.a_class(edition))
    (first,) = await builders.visitor_slots(edition, 60)
    await builders.a_visitor(edition, slot=first, adults=10, children=2)
    told = await queries.effects(edition, visit)
    assert [one.load.public for one in told] == [3, 3, 0]


async def test_a_pace_belongs_to_a_gate_of_the_edition(edition: EditionValue) -> None:
    with pytest.raises(NotFound):
        await edition_verbs.set_pace(edition.id, 99_999, 10)
    other = await builders.small_fair("2027")
    with pytest.raises(NotFound):
        await edition_verbs.set_pace(other.id, edition.gates[0].id, 10)


async def test_the_plan_says_what_was_heard_of_each_class(edition: EditionValue) -> None:
    late = await builders.a_class(edition, class_name="3e A", pupils=10, transport="foot")
    gone = await builders.a_class(edition, class_name="3e B", pupils=10, transport="foot")
    await builders.a_class(edition, class_name="3e C", pupils=10, transport="foot")
    cancelled = await builders.a_class(edition, class_name="3e D", pupils=10, transport="foot")
    await class_verbs.cancel(edition, cancelled, ODILE)
    await class_verbs.note_late(edition, late, 30, ODILE)
    await class_verbs.note_absent(edition, gone, ODILE)
    assert await states(edition) == [[("3e A", "late"), ("3e B", "absent"), ("3e C", "expected")], [], []]
    persons = [one.load.persons for one in (await plan_of(edition)).slots]
    assert persons == [12, 0, 12]  # the late one counts when it comes, the absent one nowhere
    with clock.at(OPENING + timedelta(minutes=16)):
        assert ("3e C", "overdue") in (await states(edition))[0]


async def test_a_class_that_the_door_counted_has_arrived(edition: EditionValue) -> None:
    visit = await builders.a_class(edition)
    badge = await badges.find_badge_of(visit)
    assert badge
    with clock.at(OPENING - timedelta(hours=1)):
        _, link = await door.offer_enrolment(edition.id, edition.gates[0].id, "scan", ODILE)
        phone, _ = await door.enrol(links.token_of(link), "Téléphone 1")
    seen = entry("scan", badge.code, device_at=OPENING)
    counted = entry("count", badge.code, pupils=26, adults=2, device_at=OPENING)
    await send(phone, seen, counted, at=OPENING)
    with clock.at(OPENING + timedelta(minutes=30)):
        ((one,), _, _) = [slot.classes for slot in (await plan_of(edition)).slots]
    assert (one.state, one.came) == ("arrived", (26, 2))


async def test_moving_shows_each_slot_as_it_would_be(edition: EditionValue) -> None:
    first, second, third = await slots(edition.id)
    visit = await builders.a_class(edition, pupils=27, adults=2)
    await builders.a_class(edition, class_name="3e Y", pupils=38, adults=2, slot=second.id)
    for n in range(2):
        await builders.a_class(edition, class_name=f"3e {n}", pupils=3, adults=1, slot=third.id)
    line = await class_visits.visit(edition.id, visit)
    told = await queries.effects(edition, line)
    assert [(one.slot.id, one.persons, one.coaches, one.why) for one in told] == [
        (first.id, 29, 1, "here"),
        (second.id, 69, 2, "full"),
        (third.id, 37, 3, "coaches"),
    ]
    with clock.at(first.ends_at):
        moved = replace(line, slot=second.id)
        assert (await queries.effects(edition, moved))[0].why == "past"


async def test_a_departure_that_was_said_stays_while_it_can(edition: EditionValue) -> None:
    _, second, third = await slots(edition.id)
    noon = OPENING + timedelta(hours=3)
    visit = await builders.a_class(edition, leaves_at=noon)
    await class_verbs.move(edition, visit, second.id, ODILE, "Le car de Morez passe d’abord.")
    assert (await class_visits.visit(edition.id, visit)).leaves_at == noon
    early = await builders.a_class(edition, class_name="3e Z", pupils=5, leaves_at=second.ends_at)
    await class_verbs.move(edition, early, third.id, ODILE)
    assert (await class_visits.visit(edition.id, early)).leaves_at is None


async def test_the_plan_asks_as_much_for_four_classes_as_for_one(edition: EditionValue) -> None:
    async def cost() -> int:
        await plan_of(edition)
        with questions() as asked:
            await plan_of(edition)
        return len(asked)

    await builders.a_class(edition, class_name="3e A", pupils=5, transport="foot")
    one = await cost()
    for name in ("3e B", "3e C", "3e D"):
        await builders.a_class(edition, class_name=name, pupils=5, transport="foot")
    assert await cost() == one

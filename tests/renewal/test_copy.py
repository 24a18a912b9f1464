"""The next edition: everything that was prepared, moved to the same weekday; nobody who was registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from forum import clock
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.service import PastDay, put_notice
from forum.editions.values import Audience, EditionValue
from forum.mail import queries as letters
from forum.renewal import queries, rules, service
from forum.stands import queries as stands
from forum.stands import service as stand_verbs
from forum.stands.service import NewStand
from tests import builders
from tests.kit.fair import ODILE
from tests.kit.race import together

NEXT = date(2027, 11, 26)
AFTER = datetime(2026, 12, 10, 9, tzinfo=UTC)


@pytest.fixture
async def over(database: str) -> EditionValue:
    """A fair that has been: Acme and Béta held stands, Ada and Thérèse's class came."""
    edition = await builders.a_fair()
    circuit = await stand_verbs.add_circuit(edition.id, edition.halls[0].id, "L1", 6000)
    stand = NewStand("B1", "Bois", 200, 900, 300, 200, power_watts=3000, circuit=circuit)
    await stand_verbs.lay_out(edition.id, edition.halls[0].id, [stand])
    with builders.in_time(edition):
        await builders.an_exhibitor(edition, "A1")
        await builders.an_exhibitor(edition, "B1", name="Béta Bois", email="bea@beta.example")
        await builders.a_visitor(edition)
        await builders.a_class(edition)
    await stand_verbs.set_deadlines(edition, {"needs": date(2026, 11, 13)}, ODILE)
    await put_notice(edition.id, "Il neige.")
    return await editions.edition(edition.id)


async def copied(old: EditionValue, on: date = NEXT) -> EditionValue:
    with clock.at(AFTER):
        return await editions.edition(await service.copy_edition(old, on, ODILE))


@pytest.mark.parametrize(
    ("on", "proposed"),
    [
        (date(2026, 11, 27), date(2027, 11, 26)),
        (date(2028, 2, 29), date(2029, 2, 27)),
        (date(2026, 11, 22), date(2027, 11, 28)),  # the fourth Sunday stays the fourth
    ],
)
def test_the_same_weekday_is_proposed(on: date, proposed: date) -> None:
    assert rules.same_weekday_next_year(on) == proposed
    assert proposed.weekday() == on.weekday()


async def test_what_was_prepared_comes_along_and_nobody_else(over: EditionValue) -> None:
    new = await copied(over)
    assert (new.name, new.access, new.emergency_phone) == (over.name, over.access, over.emergency_phone)
    assert new.first_day.date == NEXT
    assert (new.published_at, new.archived_at, new.notice, new.copied_from) == (None, None, "", over.id)
    assert [(hall.name, hall.capacity_limit) for hall in new.halls] == [(h.name, h.capacity_limit) for h in over.halls]
    assert [gate.hall for gate in new.gates] == [new.halls[0].id] * 2
    was, now = await stands.plan(over.id), await stands.plan(new.id)
    assert [(one.number, one.x_cm, one.power_watts, one.circuit_watts) for one in now] == [
        (one.number, one.x_cm, one.power_watts, one.circuit_watts) for one in was
    ]
    assert all(one.free for one in now)
    assert {one.circuit for one in now}.isdisjoint({one.circuit for one in was if one.circuit})
    last_days = await fetch("SELECT step, last_day FROM stand_deadline WHERE edition = {}", new.id)
    assert [(row["step"], str(row["last_day"])) for row in last_days] == [("needs", "2027-11-12")]
    slots = await editions.slots(new.id)
    assert [(clock.local(slot.starts_at).time(), slot.taken_persons) for slot in slots] == [
        (time(9), 0),
        (time(9, 15), 0),
    ]
    for table in (
        "exhibitor",
        "stand_booking",
        "visitor",
        "class_visit",
        "referent",
        "badge",
        "invitation",
        "letter",
        "scan",
    ):
        assert (await fetch(f"SELECT count(*) AS n FROM {table} WHERE edition = {{}}", new.id))[0]["n"] == 0, table


async def test_hours_stay_on_the_wall_clock_and_windows_move_along(over: EditionValue) -> None:
    opening = datetime(2026, 5, 4, 6, tzinfo=UTC)  # 8 o'clock in summer time
    await fetch("UPDATE edition SET stands_open_at = {} WHERE id = {}", opening, over.id)
    new = await copied(await editions.edition(over.id), date(2027, 3, 19))
    told = clock.local(new.windows[Audience.EXHIBITORS].opens_at or opening)
    assert (told.date(), told.time()) == (date(2026, 8, 24), time(8))
    assert new.first_day.opens == over.first_day.opens


async def test_two_clicks_make_one_copy(over: EditionValue) -> None:
    with clock.at(AFTER):
        _, failed = await together([service.copy_edition(over, NEXT, ODILE) for _ in range(3)])
    assert failed == {"AlreadyCopied": 2}
    assert len(await editions.editions()) == 2


async def test_a_copy_into_the_past_is_refused(over: EditionValue) -> None:
    with clock.at(AFTER), pytest.raises(PastDay):
        await service.copy_edition(over, AFTER.date(), ODILE)
    assert len(await editions.editions()) == 1


async def test_a_copy_of_a_copy_and_the_words_of_what_comes_along(over: EditionValue) -> None:
    new = await copied(over)
    third = await copied(new, date(2028, 11, 24))
    assert await queries.what_is_copied(third.id) == await queries.what_is_copied(over.id)
    assert "5\u00a0stands" in await queries.what_is_copied(over.id)


async def opened(new: EditionValue) -> EditionValue:
    from forum.editions.service import publish

    with clock.at(AFTER):
        await publish(new.id)
    return await editions.edition(new.id)


async def test_exhibitors_are_asked_back_once_with_their_form_filled(over: EditionValue) -> None:
    new = await opened(await copied(over))
    with clock.at(AFTER):
        former = await queries.former_exhibitors(over.id, new.id)
        assert [(one.name, one.number, one.back) for one in former] == [
            ("Acme Lunettes", "A1", False),
            ("Béta Bois", "B1", False),
        ]
        chosen = {one.id for one in former}
        assert await service.invite_back(new, chosen, ODILE) == 2
        assert await service.invite_back(new, chosen, ODILE) == 0
    assert all(one.back for one in await queries.former_exhibitors(over.id, new.id))
    lines = (await stands.bookings(new.id)).lines
    assert [(line.exhibitor_name, line.state, line.people, line.power_watts) for line in lines] == [
        ("Acme Lunettes", "draft", 2, 500),
        ("Béta Bois", "draft", 2, 500),
    ]
    written = await letters.letters_to(lines[0].exhibitor)
    assert [letter.subject for letter in written] == [
        "Acme Lunettes au prochain forum des métiers, le vendredi 26 novembre 2027"
    ]


async def test_only_the_ticked_ones_are_asked(over: EditionValue) -> None:
    new = await opened(await copied(over))
    with clock.at(AFTER):
        former = await queries.former_exhibitors(over.id, new.id)
        assert await service.invite_back(new, {former[1].id}, ODILE) == 1
    assert [one.back for one in await queries.former_exhibitors(over.id, new.id)] == [False, True]


async def test_nobody_is_asked_before_the_doors_of_the_site_open(over: EditionValue) -> None:
    new = await copied(over)
    former = {one.id for one in await queries.former_exhibitors(over.id, new.id)}
    with clock.at(AFTER), pytest.raises(service.NotYetOpen):
        await service.invite_back(new, former, ODILE)
    later = replace(
        new,
        published_at=AFTER,
        windows={
            **new.windows,
            Audience.EXHIBITORS: replace(new.windows[Audience.EXHIBITORS], opens_at=datetime(2027, 4, 1, tzinfo=UTC)),
        },
    )
    with clock.at(AFTER), pytest.raises(service.NotYetOpen):
        await service.invite_back(later, former, ODILE)
    assert (await stands.bookings(new.id)).lines == []


async def test_two_organisers_ask_at_once_and_everybody_gets_one_letter(over: EditionValue) -> None:
    new = await opened(await copied(over))
    former = {one.id for one in await queries.former_exhibitors(over.id, new.id)}
    with clock.at(AFTER):
        answers, _ = await together([service.invite_back(new, former, ODILE) for _ in range(3)])
    assert sorted(answers) == [0, 0, 2]

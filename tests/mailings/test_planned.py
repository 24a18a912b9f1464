"""Reminders and thanks leave at their hour, once, unless somebody switched them off."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from forum import clock
from forum.database import fetch
from forum.editions.values import EditionValue
from forum.mail import queries as mail
from forum.mailings import queries, rules, service, ticker
from tests.kit.fair import ODILE
from tests.mailings.conftest import letters_of

FRIDAY = date(2026, 11, 27)


def test_the_plan_of_one_day() -> None:
    told = [
        (plan.kind, plan.segment, f"{plan.at:%d/%m %H:%M}") for plan in rules.plans([FRIDAY], [date(2026, 11, 20)] * 2)
    ]
    assert told == [
        ("missing", "missing", "13/11 09:00"),
        ("week", "exhibitors", "20/11 09:00"),
        ("week", "teachers", "20/11 09:00"),
        ("week", "visitors", "20/11 09:00"),
        ("day", "exhibitors", "26/11 09:00"),
        ("day", "teachers", "26/11 09:00"),
        ("day", "visitors", "26/11 09:00"),
        ("thanks", "exhibitors", "28/11 09:00"),
        ("thanks", "teachers", "28/11 09:00"),
        ("thanks", "visitors", "28/11 09:00"),
    ]


def test_teachers_are_reminded_of_their_own_day_and_thanks_follow_the_last() -> None:
    told = rules.plans([FRIDAY, FRIDAY + timedelta(days=1)])
    assert [plan.about for plan in told if (plan.kind, plan.segment) == ("day", "teachers")] == [
        FRIDAY,
        FRIDAY + timedelta(days=1),
    ]
    assert {plan.at.date() for plan in told if plan.kind == "thanks"} == {date(2026, 11, 29)}
    assert rules.plans([]) == []


@pytest.mark.parametrize(
    ("hour", "off", "state"),
    [
        ("2026-11-26T08:59", False, "planned"),
        ("2026-11-26T09:00", False, "due"),
        ("2026-11-26T23:59", False, "due"),
        ("2026-11-27T00:00", False, "missed"),
        ("2026-11-26T09:00", True, "off"),
    ],
)
def test_tomorrow_is_never_said_on_the_day(hour: str, off: bool, state: str) -> None:
    [eve] = [plan for plan in rules.plans([FRIDAY]) if plan.kind == "day" and plan.segment == "visitors"]
    assert rules.plan_state(eve, datetime.fromisoformat(hour).replace(tzinfo=rules.PARIS), off) == state


async def test_the_eve_s_reminder_goes_to_everybody_once_with_pass_and_badge(fair: EditionValue) -> None:
    with clock.at(fair.first_day.opens_at - timedelta(hours=20)):
        assert await ticker.tick()
        await ticker.tick()
        assert await service.begin_due(fair) == 0
    rows = await fetch("SELECT template, badge FROM letter WHERE template LIKE 'mailings/%'")
    told = Counter((row["template"].split("/")[-1], row["badge"] is not None) for row in rows)
    assert told == {
        ("day_exhibitors.md", False): 1,
        ("day_teachers.md", True): 2,
        ("day_visitors.md", True): 1,
    }


async def test_every_planned_letter_can_be_made_from_real_registrations(fair: EditionValue) -> None:
    for days in (-14, -7, -1, 1):
        with clock.at(fair.first_day.opens_at + timedelta(days=days, hours=2)):
            await ticker.tick()
    rows = await fetch("SELECT id, template FROM letter WHERE template LIKE 'mailings/%'")
    assert {row["template"] for row in rows} == {
        rules.template(plan.kind, plan.segment) for plan in rules.plans([FRIDAY], [date(2026, 11, 20)])
    }
    for row in rows:
        told = await mail.letter(row["id"])
        assert told.broken is None
        assert "None" not in told.text


async def test_workers_that_meet_begin_it_once(fair: EditionValue) -> None:
    with clock.at(fair.first_day.opens_at - timedelta(days=7)):
        told = await asyncio.gather(*(service.begin_due(fair) for _ in range(5)))
        assert sum(told) == 3
        await asyncio.gather(*(ticker.tick() for _ in range(3)))
    assert await letters_of("week_visitors", fair.id) == ["ada@visiteuse.example"]
    assert await letters_of("week_exhibitors", fair.id) == ["alix@acme.example"]


async def test_what_is_switched_off_stays_here_and_can_be_switched_on(fair: EditionValue) -> None:
    [plan] = [plan for plan in rules.plans([FRIDAY]) if plan.kind == "week" and plan.segment == "visitors"]
    await service.switch(fair, plan, ODILE, on=False)
    with clock.at(fair.first_day.opens_at - timedelta(days=7)):
        await ticker.tick()
        assert await letters_of("week_visitors", fair.id) == []
        await service.switch(fair, plan, ODILE, on=True)
        await ticker.tick()
        assert await letters_of("week_visitors", fair.id) == ["ada@visiteuse.example"]
        with pytest.raises(service.AlreadyLeft):
            await service.switch(fair, plan, ODILE, on=False)


async def test_the_list_says_what_is_planned_left_and_missed(fair: EditionValue) -> None:
    with clock.at(fair.first_day.opens_at - timedelta(days=7)):
        await ticker.tick()
        told = {(one.plan.kind, one.plan.segment): (one.state, one.people) for one in await queries.planned(fair)}
    assert told == {
        ("missing", "missing"): ("missed", 1),
        ("week", "exhibitors"): ("finished", 1),
        ("week", "teachers"): ("finished", 2),
        ("week", "visitors"): ("finished", 1),
        ("day", "exhibitors"): ("planned", 1),
        ("day", "teachers"): ("planned", 2),
        ("day", "visitors"): ("planned", 1),
        ("thanks", "exhibitors"): ("planned", 1),
        ("thanks", "teachers"): ("planned", 2),
        ("thanks", "visitors"): ("planned", 1),
    }


async def test_missing_pieces_are_named(fair: EditionValue) -> None:
    with clock.at(fair.first_day.opens_at - timedelta(days=14)):
        await ticker.tick()
    [line] = [line for line in (await mail.letters(fair.id)).lines if line.template.endswith("missing.md")]
    assert "Le jour venu" in (await mail.letter(line.id)).text

"""A forum that is postponed or moved takes the entries of everybody's calendar along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.service import set_day
from forum.editions.service.days import DaySaid
from forum.editions.values import EditionValue
from forum.mailings import rules, service
from tests.builders import in_time
from tests.kit.fair import ODILE
from tests.mailings.conftest import general, write_all

EIGHT_DAYS = timedelta(days=8)


async def test_a_moved_forum_moves_in_every_calendar(fair: EditionValue) -> None:
    before = await entries()
    await fetch("UPDATE edition SET place = {}, city = {} WHERE id = {}", "Salle des fêtes", "Morez", fair.id)
    editions.forget()
    told = await sent(fair, rules.MOVED)
    assert {method for method, _ in told} == {"REQUEST"}
    assert {str(event["UID"]): (event["SEQUENCE"], event["DTSTART"].dt) for _, event in told} == {
        uid: (sequence + 1, starts_at) for uid, (sequence, starts_at) in before.items()
    }
    assert all(event["LOCATION"].startswith("Salle des fêtes, ") and "Morez" in event["LOCATION"] for _, event in told)


async def test_a_forum_postponed_to_a_known_day_goes_there_in_every_calendar(fair: EditionValue) -> None:
    before = await entries()
    await postpone(fair)
    told = await sent(fair, rules.POSTPONED)
    assert {method for method, _ in told} == {"REQUEST"}
    assert {str(event["UID"]): (event["SEQUENCE"], event["DTSTART"].dt) for _, event in told} == {
        uid: (sequence + 1, starts_at + EIGHT_DAYS) for uid, (sequence, starts_at) in before.items()
    }


async def test_without_a_new_day_it_leaves_every_calendar_and_comes_back_with_one(fair: EditionValue) -> None:
    before = await entries()
    assert {method for method, _ in await sent(fair, rules.POSTPONED)} == {"CANCEL"}
    assert await fetch("SELECT id FROM invitation WHERE status <> 'CANCELLED'") == []
    await postpone(fair)
    told = [(method, event) for method, event in await sent(fair, rules.POSTPONED) if event["SEQUENCE"] == 2]
    assert {(method, str(event["STATUS"]) == "CANCELLED") for method, event in told} == {("REQUEST", False)}
    assert sorted(str(event["UID"]) for _, event in told) == sorted(before)


async def entries() -> dict[str, tuple[int, Any]]:
    """Sequence and begin of every entry by its id: an exhibitor's three, two classes, one visitor."""
    rows = await fetch("SELECT id, sequence, starts_at FROM invitation")
    assert len(rows) == 6
    return {str(row["id"]): (row["sequence"], row["starts_at"]) for row in rows}


async def postpone(edition: EditionValue) -> None:
    day = edition.first_day
    hours = (day.setup_at, day.opens_at, day.closes_at, day.teardown_until)
    later: date = day.date + EIGHT_DAYS
    with in_time(edition):
        await set_day(edition.id, day.id, DaySaid(later, *(hour + EIGHT_DAYS for hour in hours)))


async def sent(edition: EditionValue, sense: str) -> list[tuple[str, Any]]:
    """METHOD and event of every general letter so far."""
    message = await general(edition, sense)
    assert await service.begin(edition, message, ODILE) == 4  # type: ignore[arg-type]
    await write_all(message)
    rows = await fetch("SELECT ics_method, ics FROM letter WHERE template = 'mailings/letters/general.md' ORDER BY id")
    told = []
    for row in rows:
        for calendar in Calendar.from_ical(row["ics"], multiple=True):
            assert row["ics_method"] == calendar["METHOD"]
            told += [(row["ics_method"], event) for event in calendar.walk("VEVENT")]
    return told

"""An edition corrected after people registered: whose calendar is behind is known, seen, counted, and told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from icalendar import Calendar

from forum import clock
from forum.badges import queries as badges
from forum.database import fetch
from forum.editions import queries as editions
from forum.editions.service import DaySaid, remove_day, set_day
from forum.editions.values import EditionValue
from forum.invitations import queries as invitations
from forum.mailings import queries, service
from forum.mailings.service import NothingToFollow
from forum.stands import queries as stands
from forum.stands import service as stand_verbs
from forum.visitors import service as visitors
from tests.builders import ADA, a_visitor
from tests.kit.counting import questions
from tests.kit.fair import ODILE, OPENING
from tests.mailings.conftest import letters_of, write_all

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def early() -> Iterator[None]:
    """A week before the doors open: what is past is not corrected."""
    clock.set(OPENING - timedelta(days=7))
    yield
    clock.reset()


async def corrected(edition: EditionValue, **hours: timedelta) -> EditionValue:
    """The first day with other hours; `days` moves it whole."""
    day, days = edition.first_day, hours.pop("days", timedelta())
    moved = {
        name: getattr(day, name) + days + hours.get(name, timedelta())
        for name in ("setup_at", "opens_at", "closes_at", "teardown_until")
    }
    await set_day(edition.id, day.id, DaySaid(day.date + days, **moved))
    return await editions.edition(edition.id)


async def behind(edition: EditionValue) -> dict[str, int]:
    """How many of each part of the people."""
    found: dict[str, int] = {}
    for drift in await queries.drifts(edition):
        found[drift.segment] = found.get(drift.segment, 0) + 1
    return found


async def follow(edition: EditionValue, text: str = "") -> int:
    """Tell everybody who is behind; answers for how many it began."""
    mailing = await service.draft_follow(edition, text, ODILE)
    count = await service.begin(edition, mailing, ODILE)
    await write_all(mailing)
    return count


async def events() -> list[tuple[str, int, object]]:
    """Id, sequence and begin of every entry that the letters carry."""
    rows = await fetch("SELECT ics FROM letter WHERE template = 'mailings/letters/follow.md'")
    return [
        (str(event["UID"]), int(event["SEQUENCE"]), event["DTSTART"].dt)
        for row in rows
        for calendar in Calendar.from_ical(row["ics"], multiple=True)
        for event in calendar.walk("VEVENT")
    ]


async def test_nobody_is_behind_before_anything_changed(fair: EditionValue) -> None:
    assert await queries.drifts(fair) == []
    with pytest.raises(NothingToFollow):
        await service.draft_follow(fair, "", ODILE)


async def test_a_later_closing_reaches_those_whose_entry_says_it(fair: EditionValue) -> None:
    fair = await corrected(fair, closes_at=HOUR)
    assert await behind(fair) == {"exhibitors": 1, "visitors": 1}, "classes come and go at their own hours"
    before = {str(row["id"]): row["sequence"] for row in await fetch("SELECT id, sequence FROM invitation")}
    assert await follow(fair, "Nocturne.") == 2
    assert await letters_of("follow", fair.id) == ["ada@visiteuse.example", "alix@acme.example"]
    risen = {uid for uid, sequence, _ in await events() if sequence == before[uid] + 1}
    assert len(risen) == 3, "the visit, the opening and the teardown; the set-up stays as it was"
    rows = await fetch("SELECT fields FROM letter WHERE template = 'mailings/letters/follow.md'")
    assert all("d’horaire" in row["fields"] and "Nocturne." in row["fields"] for row in rows)


async def test_everybody_is_told_once(fair: EditionValue) -> None:
    fair = await corrected(fair, days=timedelta(days=8))
    assert await behind(fair) == {"exhibitors": 1, "teachers": 2, "visitors": 1}
    first, second = [await service.draft_follow(fair, "", ODILE) for _ in range(2)]
    for mailing in (first, second):
        assert await service.begin(fair, mailing, ODILE) == 4
    for mailing in (first, second):
        await write_all(mailing)
    assert len(await letters_of("follow", fair.id)) == 4
    assert {begin.date() for _, _, begin in await events()} == {fair.first_day.date}  # type: ignore[attr-defined]
    assert await queries.drifts(fair) == []


async def test_the_pass_of_a_class_says_the_new_day(fair: EditionValue) -> None:
    visit = (await fetch("SELECT id FROM class_visit ORDER BY id"))[0]["id"]
    held = await badges.find_badge_of(visit)
    assert held is not None
    before = held.expected_at
    assert before is not None
    fair = await corrected(fair, days=timedelta(days=8))
    await follow(fair)
    held = await badges.find_badge_of(visit)
    assert held is not None
    assert held.expected_at == before + timedelta(days=8)


async def test_an_organiser_s_own_letter_counts_as_told(fair: EditionValue) -> None:
    fair = await corrected(fair, closes_at=HOUR)
    mailing = await service.draft_follow(fair, "", ODILE)
    await service.begin(fair, mailing, ODILE)
    booking = (await stands.all_bookings(fair.id))[0]
    await stand_verbs.validate(fair, booking.id, ODILE)
    await write_all(mailing)
    assert await letters_of("follow", fair.id) == ["ada@visiteuse.example"]


async def test_a_correction_by_the_visitor_does_not_hide_that_she_was_not_told(fair: EditionValue) -> None:
    fair = await corrected(fair, opens_at=-HOUR)
    (row,) = await fetch("SELECT id FROM visitor")
    await visitors.change(fair, row["id"], ADA, ODILE)
    assert (await behind(fair))["visitors"] == 1


async def test_a_second_day_is_one_more_entry_of_exhibitors_and_goes_when_it_is_removed(fair: EditionValue) -> None:
    day = fair.first_day
    tomorrow = timedelta(days=1)
    hours = (day.setup_at, day.opens_at, day.closes_at, day.teardown_until)
    second = await set_day(fair.id, None, DaySaid(day.date + tomorrow, *(hour + tomorrow for hour in hours)))
    fair = await editions.edition(fair.id)
    assert await behind(fair) == {"exhibitors": 1}
    await follow(fair)
    (row,) = await fetch("SELECT id FROM exhibitor")
    kept = {one.part: one for one in await invitations.invitations_of(row["id"])}
    assert [one.entry.starts_at for one in kept.values()] == [
        day.setup_at,
        day.opens_at,
        day.opens_at + tomorrow,
        day.closes_at + tomorrow,
    ]
    await remove_day(fair.id, second)
    fair = await editions.edition(fair.id)
    await follow(fair)
    after = {one.part: one for one in await invitations.invitations_of(row["id"])}
    assert {part: one.id for part, one in after.items()} == {part: one.id for part, one in kept.items()}
    assert (after[f"day-{second}"].status, after["teardown"].entry.starts_at) == ("CANCELLED", day.closes_at)


async def test_after_the_forum_nobody_is_told_any_more(fair: EditionValue) -> None:
    fair = await corrected(fair, closes_at=HOUR)
    with clock.at(fair.last_day.closes_at):
        assert await queries.drifts(fair) == []


async def test_a_thousand_are_compared_in_as_few_questions_as_one(fair: EditionValue) -> None:
    fair = await corrected(fair, closes_at=HOUR)
    with questions() as few:
        await queries.drifts(fair)
    for number in range(4):
        await a_visitor(fair, first_name=f"Ada {number}", email=f"ada{number}@exemple.fr")
    with questions() as many:
        await queries.drifts(fair)
    assert len(few) == len(many)

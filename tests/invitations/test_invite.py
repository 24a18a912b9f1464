"""A calendar entry keeps its id for ever and its sequence only rises, so that calendars follow."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import anyio
import pytest
from icalendar import Calendar, Event

from forum import clock
from forum.editions.values import EditionValue
from forum.invitations import queries, service
from forum.invitations.service import Entry, IcsText
from tests.kit.fair import CLOSING, OPENING

CLASS = uuid.UUID(int=7)
ARRIVAL = Entry(
    summary="Forum des métiers – 3ᵉ B – arrivée 9 h 15 porte A",
    description="27 élèves, 2 accompagnateurs.\nRetard ou absence\u00a0: 03 84 41 00 00.",
    location="Palais des sports, 1 rue du Stade, 39200 Saint-Claude",
    starts_at=OPENING + timedelta(minutes=15),
    ends_at=OPENING + timedelta(hours=2, minutes=15),
    geo=("46.3871", "5.8655"),
    url="https://forum.exemple.fr/classes",
)
THERESE = ("therese@exemple.fr", "Thérèse Lacroix")
BEFORE = OPENING - timedelta(days=40)


def event(text: str) -> Event:
    (only,) = Calendar.from_ical(text).walk("VEVENT")
    return only


def told(text: str) -> tuple[str, str, int, str]:
    one = event(text)
    return str(Calendar.from_ical(text)["METHOD"]), str(one["UID"]), int(one["SEQUENCE"]), str(one["STATUS"])


async def invite(edition: EditionValue, entry: Entry = ARRIVAL, part: str = "arrival") -> IcsText:
    return await service.invite(edition, CLASS, part, entry, *THERESE)


async def test_the_first_text_is_a_request_with_sequence_zero(edition: EditionValue) -> None:
    with clock.at(BEFORE):
        text = await invite(edition)
    (kept,) = await queries.invitations_of(CLASS)
    assert told(text) == ("REQUEST", str(kept.id), 0, "CONFIRMED")
    one = event(text)
    assert one["DTSTART"].dt == clock.local(ARRIVAL.starts_at)
    assert one["DTEND"].dt == clock.local(ARRIVAL.ends_at)
    assert one["DTSTAMP"].dt == BEFORE
    assert str(one["LOCATION"]) == ARRIVAL.location
    assert str(one["DESCRIPTION"]) == f"{ARRIVAL.description}\n\n{ARRIVAL.url}"
    assert one["ATTENDEE"] == "mailto:therese@exemple.fr"
    assert one["ATTENDEE"].params["CN"] == "Thérèse Lacroix"
    assert one["ORGANIZER"] == "mailto:forum@example.org"
    (alarm,) = one.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-1)


async def test_saying_the_same_again_is_the_same_text(edition: EditionValue) -> None:
    with clock.at(BEFORE):
        first = await invite(edition)
    with clock.at(BEFORE + timedelta(days=1)):
        assert await invite(edition) == first


@pytest.mark.parametrize(
    "changed",
    [
        {"starts_at": ARRIVAL.starts_at + timedelta(minutes=15)},
        {"ends_at": ARRIVAL.ends_at + timedelta(minutes=15)},
        {"location": "Gymnase du Tomachon"},
        {"summary": "Forum des métiers – 3ᵉ B – arrivée 9 h 15 porte B"},
        {"tentative": True},
    ],
    ids=lambda changed: next(iter(changed)),
)
async def test_a_change_raises_the_sequence_and_keeps_the_id(edition: EditionValue, changed: dict[str, object]) -> None:
    with clock.at(BEFORE):
        first = await invite(edition)
    with clock.at(BEFORE + timedelta(days=1)):
        second = await invite(edition, replace(ARRIVAL, **changed))
    state = "TENTATIVE" if "tentative" in changed else "CONFIRMED"
    assert told(second) == ("REQUEST", told(first)[1], 1, state)
    assert event(second)["DTSTAMP"].dt == BEFORE + timedelta(days=1)


async def test_a_change_counts_as_newer_even_when_the_clock_was_set_back(edition: EditionValue) -> None:
    stamps = []
    for hours in (0, -5, -5, -9):
        with clock.at(BEFORE + timedelta(hours=hours)):
            text = await invite(edition, replace(ARRIVAL, summary=f"Arrivée {len(stamps)}"))
        stamps.append((told(text)[2], event(text)["DTSTAMP"].dt))
    assert [sequence for sequence, _ in stamps] == [0, 1, 2, 3]
    assert [stamp for _, stamp in stamps] == sorted({stamp for _, stamp in stamps})


async def test_a_withdrawal_cancels_each_part_once(edition: EditionValue) -> None:
    arrival = await invite(edition)
    leaving = replace(ARRIVAL, starts_at=ARRIVAL.ends_at, ends_at=ARRIVAL.ends_at + timedelta(hours=1))
    departure = await invite(edition, leaving, "departure")
    cancelled = await service.withdraw(edition, CLASS)
    assert [told(text) for text in cancelled] == [
        ("CANCEL", told(arrival)[1], 1, "CANCELLED"),
        ("CANCEL", told(departure)[1], 1, "CANCELLED"),
    ]
    one = event(cancelled[0])
    assert one["ATTENDEE"] == "mailto:therese@exemple.fr"
    assert one["DTSTART"].dt == clock.local(ARRIVAL.starts_at)
    assert one.walk("VALARM") == []
    assert await service.withdraw(edition, CLASS) == []
    with pytest.raises(queries.NoInvitation):
        await queries.ics_of(CLASS)


async def test_who_comes_after_all_gets_the_same_entry_back(edition: EditionValue) -> None:
    first = await invite(edition)
    await service.withdraw(edition, CLASS)
    assert told(await invite(edition)) == ("REQUEST", told(first)[1], 2, "CONFIRMED")


async def test_erasing_tells_the_calendars_and_leaves_nothing(edition: EditionValue) -> None:
    first = await invite(edition)
    assert [told(text) for text in await service.forget(edition, CLASS)] == [("CANCEL", told(first)[1], 1, "CANCELLED")]
    assert await queries.invitations_of(CLASS) == []


async def test_twenty_changes_at_once_make_twenty_different_sequences(edition: EditionValue) -> None:
    texts: list[str] = []

    async def move(minutes: int) -> None:
        texts.append(await invite(edition, replace(ARRIVAL, ends_at=ARRIVAL.ends_at + timedelta(minutes=minutes))))

    async with anyio.create_task_group() as desk:
        for minutes in range(1, 21):
            desk.start_soon(move, minutes)
    assert sorted(told(text)[2] for text in texts) == list(range(20))
    assert len({told(text)[1] for text in texts}) == 1
    (kept,) = await queries.invitations_of(CLASS)
    newest = max(texts, key=lambda text: told(text)[2])
    assert clock.local(kept.entry.ends_at) == event(newest)["DTEND"].dt


async def test_a_download_names_nobody(edition: EditionValue) -> None:
    await invite(edition)
    text = (await queries.ics_of(CLASS)).decode()
    assert told(text)[0] == "PUBLISH"
    assert "ATTENDEE" not in text
    assert "Thérèse" not in text


async def test_names_and_places_cannot_forge_lines(edition: EditionValue) -> None:
    forged = replace(ARRIVAL, summary="Arrivée\r\nATTENDEE:mailto:x@y.z", location="Salle; A, B\\C\r\nURL:https://x.y")
    text = await service.invite(edition, CLASS, "arrival", forged, "therese@exämple.fr", 'Thérèse\r\nBcc: all@x.y; "T"')
    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith(("Bcc", "URL:https://x.y", "ATTENDEE:"))] == []
    one = event(text)
    assert str(one["SUMMARY"]) == "Arrivée ATTENDEE:mailto:x@y.z"
    assert str(one["LOCATION"]) == "Salle; A, B\\C URL:https://x.y"
    assert one["ATTENDEE"] == "mailto:therese@exämple.fr"


async def test_a_subscribed_calendar_holds_all_that_an_address_is_invited_to(edition: EditionValue) -> None:
    await invite(edition)
    await service.invite(edition, uuid.UUID(int=8), "arrival", replace(ARRIVAL, summary="4e A"), *THERESE)
    await service.invite(edition, uuid.UUID(int=9), "visit", replace(ARRIVAL, ends_at=CLOSING), "ada@exemple.fr", "Ada")
    address = await service.share_feed(edition, THERESE[0])
    assert address == await service.share_feed(edition, THERESE[0])
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 32
    found = Calendar.from_ical(await queries.feed(token))
    assert [str(one["SUMMARY"]) for one in found.walk("VEVENT")] != []
    assert {str(one["SUMMARY"]) for one in found.walk("VEVENT")} == {ARRIVAL.summary, "4e A"}
    assert str(found["REFRESH-INTERVAL"].to_ical(), "ascii") == "PT6H"
    await service.withdraw(edition, CLASS)
    states = {str(one["STATUS"]) for one in Calendar.from_ical(await queries.feed(token)).walk("VEVENT")}
    assert states == {"CONFIRMED", "CANCELLED"}


async def test_a_renewed_address_closes_the_old_one(edition: EditionValue) -> None:
    await invite(edition)
    old = (await service.share_feed(edition, THERESE[0])).rpartition("/")[2].removesuffix(".ics")
    new = (await service.renew_feed(edition, THERESE[0])).rpartition("/")[2].removesuffix(".ics")
    assert await queries.feed(new)
    with pytest.raises(queries.NoFeed):
        await queries.feed(old)
    await service.revoke_feed(edition, THERESE[0])
    with pytest.raises(queries.NoFeed):
        await queries.feed(new)

"""Calendar texts (iCalendar, RFC 5545 and 5546). Pure: an entry in, a text out, the same for the same entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vCalAddress, vDuration, vText

from forum import clock

IcsText = NewType("IcsText", str)
"""A whole iCalendar text, with CRLF line ends; its METHOD is a line of it."""

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"

# Written out because generated time zones are wrong for an hour each spring, or refused by Outlook ([MS-OXCICAL] wants
# yearly rules with BYDAY and one block of each kind).
_PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
_PRODUCT = "-//Forum des métiers//Invitations//FR"
_DAY_BEFORE = timedelta(days=-1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody is expected at: `geo` is (latitude, longitude), `url` a page that needs no secret to open."""

    summary: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime
    tentative: bool = False
    geo: tuple[str, str] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class InvitationValue:
    """An entry of somebody's, as it stands: one id for ever, a sequence that only rises."""

    id: UUID
    edition: int
    holder: UUID
    part: str
    entry: Entry
    attendee_address: str
    attendee_name: str
    status: str
    """TENTATIVE, CONFIRMED or CANCELLED."""
    sequence: int
    changed_at: datetime


def invitation(value: InvitationValue, method: str, organizer: tuple[str, str]) -> IcsText:
    """The text that asks one person (REQUEST) or tells them it is off (CANCEL). `organizer` is (name, address): the
    sender of the letter, because mail programs compare the two."""
    return _text([value], method, organizer)


def published(
    values: Sequence[InvitationValue], organizer: tuple[str, str], *, name: str = "", refresh: bool = False
) -> IcsText:
    """The same entries to keep without answering (PUBLISH): a download, or a subscribed calendar when `refresh`."""
    return _text(values, PUBLISH, organizer, name=name, refresh=refresh)


def _text(
    values: Sequence[InvitationValue], method: str, organizer: tuple[str, str], *, name: str = "", refresh: bool = False
) -> IcsText:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    if refresh:
        calendar.add("refresh-interval", vDuration(timedelta(hours=6)), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(timedelta(hours=6)))
    for value in values:
        calendar.add_component(_event(value, method, organizer))
    text = calendar.to_ical(sorted=False).decode()
    head, event, rest = text.partition("BEGIN:VEVENT")
    if not event:
        head, event, rest = text.partition("END:VCALENDAR")
    return IcsText(head + _PARIS + event + rest)


def _event(value: InvitationValue, method: str, organizer: tuple[str, str]) -> Event:
    entry, event = value.entry, Event()
    event.add("uid", str(value.id))
    event.add("dtstamp", value.changed_at)
    event.add("last-modified", value.changed_at)
    event.add("sequence", value.sequence)
    event.add("dtstart", clock.local(entry.starts_at))
    event.add("dtend", clock.local(entry.ends_at))
    event.add("summary", entry.summary)
    event.add("description", _described(entry))
    event.add("location", entry.location)
    if entry.geo:
        event.add("geo", (float(entry.geo[0]), float(entry.geo[1])))
    if entry.url:
        event.add("url", entry.url)
    event.add("status", value.status)
    event.add("transp", "TRANSPARENT" if value.status == "CANCELLED" else "OPAQUE")
    event.add("organizer", _person(*organizer))
    if method != PUBLISH:  # RFC 5546 3.2.1: what is published names nobody
        event.add("attendee", _attendee(value, method))
    if method != CANCEL and value.status != "CANCELLED":
        event.add_component(_reminder(entry))
    return event


def _described(entry: Entry) -> str:
    """The description with the page's address at its end: some calendars show no URL."""
    if not entry.url or entry.url in entry.description:
        return entry.description
    return f"{entry.description}\n\n{entry.url}"


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = vText(name)
    return person


def _attendee(value: InvitationValue, method: str) -> vCalAddress:
    """No answer is asked for, because nobody reads answers: whoever registered comes."""
    attendee = _person(value.attendee_name, value.attendee_address)
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    if method == REQUEST:
        attendee.params["RSVP"] = vText("FALSE")
    return attendee


def _reminder(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", _DAY_BEFORE)
    return alarm

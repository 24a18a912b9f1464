"""Other people's programs read what we write: the same instants, words and states come out."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import vobject
from icalendar import Calendar

from forum import clock
from forum.invitations.calendar import CANCEL, REQUEST, Entry, InvitationValue, invitation, published

ORGANIZER = ("Forum des métiers", "forum@exemple.fr")
MOMENTS = [
    datetime(2026, 11, 27, 8, 15, tzinfo=UTC),
    datetime(2026, 7, 1, 7, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, tzinfo=UTC),
    datetime(2031, 11, 28, 8, 0, tzinfo=UTC),
]
NODE_READER = """
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
const root = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const zone = new ICAL.Timezone(root.getFirstSubcomponent("vtimezone"));
ICAL.TimezoneService.register("Europe/Paris", zone);
const event = new ICAL.Event(root.getFirstSubcomponent("vevent"));
console.log(JSON.stringify({
  method: root.getFirstPropertyValue("method"), uid: event.uid, sequence: event.sequence, summary: event.summary,
  description: event.description, location: event.location, start: event.startDate.toJSDate().toISOString(),
  end: event.endDate.toJSDate().toISOString(), zone: event.startDate.zone.tzid,
  attendee: event.attendees.map((one) => [one.getFirstValue(), one.getParameter("cn"), one.getParameter("partstat")]),
  status: event.component.getFirstPropertyValue("status"), geo: event.component.getFirstPropertyValue("geo"),
  alarms: event.component.getAllSubcomponents("valarm").map((one) => one.getFirstPropertyValue("trigger").toString()),
}));
"""


def value(starts_at: datetime = MOMENTS[0], **changed: object) -> InvitationValue:
    entry = Entry(
        summary="Forum des métiers – 3ᵉ B – arrivée 9\u00a0h\u00a015, porte A; suite",
        description="27 élèves, 2 accompagnateurs\\\nRetard\u00a0: 03 84 41 00 00. " + "Très longue description. " * 8,
        location="Palais des sports, 1 rue du Stade, 39200 Saint-Claude",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        geo=("46.3871", "5.8655"),
        url="https://forum.exemple.fr/classes",
    )
    made = InvitationValue(
        uuid.UUID(int=99), 1, uuid.UUID(int=7), "arrival", entry, "therese@exemple.fr", "Thérèse Lacroix", "CONFIRMED", 0,
        datetime(2026, 9, 1, 10, tzinfo=UTC),
    )  # fmt: skip
    return replace(made, **changed)


def described(of: InvitationValue) -> str:
    return f"{of.entry.description}\n\n{of.entry.url}"


def test_lines_are_folded_at_75_octets_and_end_with_crlf() -> None:
    text = invitation(value(), REQUEST, ORGANIZER)
    assert text.replace("\r\n", "").find("\n") == -1
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_same_entry_is_the_same_text() -> None:
    assert invitation(value(), REQUEST, ORGANIZER) == invitation(value(), REQUEST, ORGANIZER)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_icalendar_reads_the_instants(moment: datetime) -> None:
    (event,) = Calendar.from_ical(invitation(value(moment), REQUEST, ORGANIZER)).walk("VEVENT")
    assert event["DTSTART"].dt == moment
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_vobject_reads_all_with_our_time_zone_and_no_other(moment: datetime) -> None:
    of = value(moment)
    read = vobject.readOne(invitation(of, REQUEST, ORGANIZER))
    event = read.vevent
    assert read.method.value == "REQUEST"
    assert (event.uid.value, event.sequence.value) == (str(of.id), "0")
    assert (event.summary.value, event.location.value) == (of.entry.summary, of.entry.location)
    assert event.description.value == described(of)
    assert event.dtstart.value == moment
    assert event.dtend.value == of.entry.ends_at
    assert event.valarm.trigger.value == timedelta(days=-1)
    assert event.attendee.params["CN"] == ["Thérèse Lacroix"]


def test_our_time_zone_is_that_of_paris_every_half_hour_of_two_years() -> None:
    zone = vobject.readOne(invitation(value(), REQUEST, ORGANIZER)).vtimezone.gettzinfo()
    at = datetime(2026, 1, 1)  # noqa: DTZ001 - the wall clock is what is asked about
    wrong = []
    while at.year < 2028:
        paris = at.replace(tzinfo=clock.PARIS)
        # an hour that a change of the clock skips or repeats has no single answer
        if (
            paris.utcoffset() == paris.replace(fold=1).utcoffset()
            and at.replace(tzinfo=zone).utcoffset() != paris.utcoffset()
        ):
            wrong.append(at)
        at += timedelta(minutes=30)
    assert wrong == []


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_thunderbirds_reader_reads_all(moment: datetime, tmp_path: Path) -> None:
    of = value(moment)
    read = by_node(invitation(of, REQUEST, ORGANIZER))
    assert read == {
        "method": "REQUEST",
        "uid": str(of.id),
        "sequence": 0,
        "summary": of.entry.summary,
        "description": described(of),
        "location": of.entry.location,
        "start": moment.isoformat().replace("+00:00", ".000Z"),
        "end": of.entry.ends_at.isoformat().replace("+00:00", ".000Z"),
        "zone": "Europe/Paris",
        "attendee": [["mailto:therese@exemple.fr", "Thérèse Lacroix", "ACCEPTED"]],
        "status": "CONFIRMED",
        "geo": [46.3871, 5.8655],
        "alarms": ["-P1D"],
    }


def test_thunderbirds_reader_reads_the_cancellation() -> None:
    read = by_node(invitation(value(status="CANCELLED", sequence=3), CANCEL, ORGANIZER))
    assert (read["method"], read["status"], read["sequence"], read["alarms"]) == ("CANCEL", "CANCELLED", 3, [])
    assert read["attendee"]


def by_node(text: str) -> dict[str, object]:
    root = Path(__file__).resolve().parents[2]
    program = [found] if (found := shutil.which("node")) else [str(root / "scripts" / "node")]
    done = subprocess.run(
        [*program, "--input-type=module", "-e", NODE_READER],
        input=text,
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


# ── A calendar server ───────────────────────────────────────────────────────────────────────────────────────────────


def receive(agenda: httpx.Client, text: str) -> None:
    """What a mail program does with an invitation (RFC 5546 2.1.5): the higher sequence wins, then the newer stamp."""
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    place = f"{event['UID']}.ics"
    held = agenda.get(place)
    if held.status_code == 200:
        (known,) = Calendar.from_ical(held.text).walk("VEVENT")
        if (known["SEQUENCE"], known["DTSTAMP"].dt) >= (event["SEQUENCE"], event["DTSTAMP"].dt):
            return
    del calendar["METHOD"]  # RFC 4791 4.1: a stored entry has none
    put = agenda.put(place, content=calendar.to_ical(), headers={"content-type": "text/calendar; charset=utf-8"})
    assert put.status_code in (201, 204), put.text


def test_a_calendar_server_ends_in_the_same_state_whatever_the_order(caldav: httpx.Client) -> None:
    day = timedelta(days=1)
    first = value()
    moved = replace(
        first, sequence=1, changed_at=first.changed_at + day, entry=replace(first.entry, location="Gymnase")
    )
    again = replace(
        moved, sequence=2, changed_at=first.changed_at + 2 * day, entry=replace(moved.entry, summary="Autre heure")
    )
    ended = replace(again, sequence=3, changed_at=first.changed_at + 3 * day, status="CANCELLED")
    texts = [invitation(one, REQUEST, ORGANIZER) for one in (first, moved, again)] + [
        invitation(ended, CANCEL, ORGANIZER)
    ]
    for number, order in enumerate(itertools.permutations(texts)):
        uid = uuid.UUID(int=1000 + number)
        for text in order:
            receive(caldav, text.replace(str(first.id), str(uid)))
        (kept,) = Calendar.from_ical(caldav.get(f"{uid}.ics").text).walk("VEVENT")
        assert (int(kept["SEQUENCE"]), str(kept["STATUS"]), str(kept["LOCATION"])) == (3, "CANCELLED", "Gymnase")


def test_a_calendar_server_finds_the_entry_on_its_day(caldav: httpx.Client) -> None:
    of = value(id=uuid.UUID(int=5000))
    receive(caldav, invitation(of, REQUEST, ORGANIZER))
    asked = """<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>
      <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="{}" end="{}"/>
      </C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
    # 9 h 15 in Paris is 8 h 15 in UTC: an hour off and one of these answers would be another
    within = caldav.request(
        "REPORT", "", content=asked.format("20261127T080000Z", "20261127T083000Z"), headers={"depth": "1"}
    )
    before = caldav.request(
        "REPORT", "", content=asked.format("20261127T070000Z", "20261127T081500Z"), headers={"depth": "1"}
    )
    assert str(of.id) in within.text
    assert str(of.id) not in before.text


def test_a_published_calendar_of_many_is_read_by_all(tmp_path: Path) -> None:
    of = [value(moment, id=uuid.UUID(int=n)) for n, moment in enumerate(MOMENTS)]
    text = published(of, ORGANIZER, name="Forum des métiers", refresh=True)
    assert len(Calendar.from_ical(text).walk("VEVENT")) == len(of)
    assert [one.dtstart.value for one in vobject.readOne(text).vevent_list] == MOMENTS
    assert text.count("BEGIN:VTIMEZONE") == 1

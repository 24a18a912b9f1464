"""Whose calendar says another hour, day or place than the edition does, because the edition was corrected since."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.class_visits import letters as class_letters
from forum.class_visits import queries as class_visits
from forum.editions.values import EditionValue
from forum.invitations import queries as calendars
from forum.invitations.calendar import InvitationValue
from forum.invitations.rules import tidy
from forum.invitations.service import Entry
from forum.mailings import rules
from forum.mailings.queries.segments import Person
from forum.stands import letters as stand_letters
from forum.stands import queries as stands
from forum.visitors import letters as visitor_letters
from forum.visitors import queries as visitors
from forum.web.words import say_date, say_hour


@dataclass(frozen=True, slots=True)
class When:
    """Hours and a place, as far as calendars are compared."""

    starts_at: datetime
    ends_at: datetime
    place: str

    @property
    def hours(self) -> str:
        """« vendredi 27 novembre, de 9 h à 17 h »."""
        return f"{say_date(self.starts_at, year=False)}, de {say_hour(self.starts_at)} à {say_hour(self.ends_at)}"

    @property
    def words(self) -> str:
        """The same, and the place."""
        return f"{self.hours} – {self.place}"


@dataclass(frozen=True, slots=True)
class Drift:
    """One registration: what its calendar says and what the edition says, where they differ; None is no entry at all."""

    segment: str
    holder: uuid.UUID
    differing: tuple[tuple[When | None, When | None], ...]


async def drifts(edition: EditionValue) -> list[Drift]:
    """Everybody whose calendar should follow, in a fixed number of questions; nobody for a day that is over."""
    if clock.now() >= edition.last_day.closes_at:
        return []
    stood = await calendars.standing(edition.id)
    wanted: list[tuple[str, uuid.UUID, Mapping[str, Entry]]] = [
        (rules.EXHIBITORS, line.exhibitor, stand_letters.entries(edition, line))
        for line in await stands.all_bookings(edition.id)
        if line.stands
    ]
    wanted += [
        (rules.TEACHERS, line.id, {"arrival": class_letters.entry(edition, line)})
        for line in await class_visits.all_visits(edition.id)
        if line.expected
    ]
    wanted += [
        (rules.VISITORS, line.id, {"visit": visitor_letters.entry(edition, line)})
        for line in await visitors.all_visitors(edition.id)
        if line.expected
    ]
    found = [
        Drift(segment, holder, _differing(stood[holder], entries))
        for segment, holder, entries in wanted
        if holder in stood
    ]
    return [one for one in found if one.differing]


async def drift_of(edition: EditionValue, person: Person) -> Drift:
    """The same of one person, now."""
    stood = {one.part: one for one in await calendars.invitations_of(person.holder) if one.status != "CANCELLED"}
    return Drift(person.segment, person.holder, _differing(stood, await wanted_of(edition, person)) if stood else ())


async def wanted_of(edition: EditionValue, person: Person) -> dict[str, Entry]:
    """A person's entries by part, as the edition and the registration have them now."""
    if person.segment == rules.TEACHERS:
        return {"arrival": class_letters.entry(edition, await class_visits.visit(edition.id, person.holder))}
    if person.segment == rules.VISITORS:
        return {"visit": visitor_letters.entry(edition, await visitors.visitor(edition.id, person.holder))}
    return stand_letters.entries(edition, await stands.booking_of(edition.id, person.holder))


def changes_of(drift: Drift) -> str:
    """« d’horaire », « de jour et de lieu »: what a letter's subject says of it."""
    both = [(before, after) for before, after in drift.differing if before and after]
    days = any(_day(before) != _day(after) for before, after in both) or len(both) < len(drift.differing)
    hours = any(_hours(before) != _hours(after) for before, after in both)
    places = any(before.place != after.place for before, after in both)
    said = [word for word, true in (("de jour", days), ("d’horaire", hours), ("de lieu", places)) if true]
    return " et ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def told(person: Person, entries: Mapping[str, Entry]) -> list[str]:
    """What holds now, in words, in order of time: « Montage du stand A12 : vendredi 27 novembre 2026, de 7 h à 9 h »."""
    lines = []
    for entry in sorted(entries.values(), key=lambda entry: entry.starts_at):
        what = {
            rules.VISITORS: "Votre visite",
            rules.TEACHERS: f"Visite de la classe {person.fields.get('class_name', '')}",
        }.get(person.segment, entry.summary.partition(" – ")[0])
        hours = f"de {say_hour(entry.starts_at)} à {say_hour(entry.ends_at)}"
        lines.append(f"{what}\u00a0: {say_date(entry.starts_at)}, {hours}")
    return lines


def _differing(
    stood: Mapping[str, InvitationValue], wanted: Mapping[str, Entry]
) -> tuple[tuple[When | None, When | None], ...]:
    pairs = [
        (_when(stood[part].entry) if part in stood else None, _when(tidy(wanted[part])) if part in wanted else None)
        for part in sorted({*stood, *wanted})
    ]
    now = clock.now()
    return tuple(pair for pair in pairs if pair[0] != pair[1] and any(one and one.ends_at > now for one in pair))


def _when(entry: Entry) -> When:
    return When(entry.starts_at, entry.ends_at, entry.location)


def _day(when: When) -> object:
    return clock.local(when.starts_at).date()


def _hours(when: When) -> object:
    return clock.local(when.starts_at).time(), clock.local(when.ends_at).time()

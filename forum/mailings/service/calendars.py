"""What a general message does to the calendars of those whom it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from forum.class_visits import letters as class_letters
from forum.class_visits import queries as class_visits
from forum.editions.values import EditionValue
from forum.invitations import queries as calendars
from forum.invitations import service as invitations
from forum.invitations.calendar import CANCEL, REQUEST
from forum.invitations.service import Entry, IcsText
from forum.mailings import rules
from forum.mailings.queries import Person
from forum.stands import letters as stand_letters
from forum.stands import queries as stands
from forum.visitors import letters as visitor_letters
from forum.visitors import queries as visitors


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A calendar text that goes with a letter, and its METHOD."""

    method: str
    text: IcsText


async def enclosed(edition: EditionValue, sense: str, person: Person) -> list[Enclosed]:
    """The texts that bring this person's calendar up to date, one letter each; none when there is nothing to say.

    Moved: the entry follows to the place as the edition has it. Postponed: it follows to the new day, or is withdrawn as
    long as the edition still has the old one. Cancelled: it is withdrawn. Its id stays the same all along.
    """
    if sense == rules.CANCELLED:
        return await _withdrawn(edition, person)
    if sense not in rules.SHIFTING:
        return []
    stood = await calendars.invitations_of(person.holder)
    if not stood:
        return []
    wanted = await _entry(edition, person)
    if sense == rules.POSTPONED and wanted.starts_at == stood[0].entry.starts_at:
        return await _withdrawn(edition, person)
    one = stood[0]
    text = await invitations.invite(edition, person.holder, one.part, wanted, one.attendee_address, one.attendee_name)
    return [Enclosed(REQUEST, text)]


async def _withdrawn(edition: EditionValue, person: Person) -> list[Enclosed]:
    return [Enclosed(CANCEL, text) for text in await invitations.withdraw(edition, person.holder)]


async def _entry(edition: EditionValue, person: Person) -> Entry:
    """The entry as the edition and the registration have it now."""
    if person.segment == rules.TEACHERS:
        return class_letters.entry(edition, await class_visits.visit(edition.id, person.holder))
    if person.segment == rules.VISITORS:
        return visitor_letters.entry(edition, await visitors.visitor(edition.id, person.holder))
    return stand_letters.entry(edition, await stands.booking_of(edition.id, person.holder))

"""What every verb about a booking does beside: letters, badges, calendar entries, and what it may refuse."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from forum import clock
from forum.audit import service as audit
from forum.badges import service as badges
from forum.database import fetch, hold
from forum.editions.values import Audience, EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.queries import Contact
from forum.invitations import service as invitations
from forum.mail import service as mail
from forum.people import links
from forum.people.who import Who
from forum.stands import letters, queries
from forum.stands.queries import BookingLine, StandValue
from forum.stands.rules import STATE_NAMES, badge_cap, may_become
from forum.stands.tables import Circuit, Stand, StandBooking
from forum.web.words import say_phone


class BookingClosed(Refusal):
    """Before the opening date, or after the closing one."""

    sentence = "Les réservations de stands ne sont pas ouvertes en ce moment."


class CorrectionsClosed(Refusal):
    """After the date until which exhibitors correct or cancel by themselves; organisers still may."""

    sentence = "La date limite est passée\u00a0: appelez l’équipe du forum, elle fera le changement avec vous."


class StandTaken(Refusal):
    """Somebody was quicker: the database decided."""

    sentence = "Ce stand vient d’être réservé par quelqu’un d’autre. Ce que vous avez écrit est gardé\u00a0: choisissez un autre stand."
    field = "stand"


class StandHeld(StandTaken):
    """Somebody else is filling the form for it, or it is offered to the waiting list."""

    sentence = "Quelqu’un remplit déjà le formulaire de ce stand. Ce que vous avez écrit est gardé\u00a0: choisissez un autre stand."


class TooMuchPower(Refusal):
    """The stand's socket, or the circuit behind it, cannot give so much."""

    sentence = "Ce stand ne peut pas fournir cette puissance. Choisissez un stand mieux alimenté sur le plan."
    field = "power_watts"


class TooManyPeople(Refusal):
    """More people than the stand bears."""

    sentence = "Ce stand est trop petit pour autant de personnes."
    field = "people"

    def __init__(self, stand: StandValue, named: int = 0) -> None:
        most = badge_cap(stand.square_metres)
        told = f"Le stand {stand.number} ({stand.square_metres:.0f}\u00a0m²) porte {most} badges au plus"
        if named:
            told += f", et {named} personnes sont déjà nommées"
        super().__init__(f"{told}.", field="people")


class NoThreePhase(TooMuchPower):
    """A machine of 400 V on a stand without such a socket."""

    sentence = "Ce stand n’a pas de courant triphasé (400\u00a0V). Choisissez un stand qui en a sur le plan."
    field = "three_phase"


class NoSuchStep(Refusal):
    """The table of states does not allow it."""

    sentence = "Cette réservation a changé entre-temps. Rechargez la page."


def check_open(edition: EditionValue, by: Who | None = None) -> None:
    """Raises BookingClosed; organisers book before and after for somebody who called."""
    if by is not None and by.kind == "staff":
        return
    if edition.window(Audience.EXHIBITORS).state(clock.now()) != "open":
        raise BookingClosed


def check_correctable(edition: EditionValue, by: Who) -> None:
    """Raises CorrectionsClosed for an exhibitor who comes too late."""
    if by.kind == "exhibitor" and edition.window(Audience.EXHIBITORS).state(clock.now()) == "over":
        said = f" au {say_phone(edition.contact_phone)}" if edition.contact_phone else ""
        raise CorrectionsClosed(
            f"La date limite est passée\u00a0: appelez l’équipe du forum{said}, elle fera le changement avec vous."
        )


async def check_free(edition: int, number: str, kept: uuid.UUID | None = None) -> None:
    """A first look, without holding anything: when two hundred want one stand, those who come too late hear it without
    queueing for their turn to write. Raises NotFound, StandTaken, StandHeld."""
    _free_for(await queries.stand(edition, number), kept)


async def held_stand(edition: int, number: str, kept: uuid.UUID | None = None) -> StandValue:
    """The stand, its row and its circuit's held until the transaction ends. Raises NotFound, StandTaken, StandHeld."""
    seen = await queries.stand(edition, number)
    await hold(Stand, seen.id)
    if seen.circuit is not None:
        await hold(Circuit, seen.circuit)
    return _free_for(await queries.stand(edition, number), kept)


def _free_for(stand: StandValue, kept: uuid.UUID | None) -> StandValue:
    if not stand.free_for(kept):
        raise StandTaken if stand.state else StandHeld
    return stand


async def move_on(edition: EditionValue, booking_id: uuid.UUID, wanted: str, by: Who) -> BookingLine:
    """Another state for a booking, if the table of states allows; it stays held. Raises NotFound, NoSuchStep."""
    await hold(StandBooking, booking_id)
    line = await queries.booking(edition.id, booking_id)
    if not may_become(line.state, wanted):
        raise NoSuchStep
    await StandBooking.update({StandBooking.state: wanted, StandBooking.changed_at: clock.now()}).where(
        StandBooking.id == booking_id
    )
    place = f"Stand {line.number}, " if line.number else ""
    told = f"{place}{line.exhibitor_name}\u00a0: {STATE_NAMES[line.state]} → {STATE_NAMES[wanted]}"
    went = {"state": (line.state, wanted)}
    await audit.note(edition.id, by, f"booking-{wanted}", "booking", booking_id, told, went)
    return await queries.booking(edition.id, booking_id)


async def tell(
    edition: EditionValue,
    line: BookingLine,
    template: str,
    *,
    badge: uuid.UUID | None = None,
    follow: bool = False,
    word: str = "",
    until: datetime | None = None,
    to: Contact | None = None,
    changes: Sequence[str] = (),
    by_team: bool = False,
) -> None:
    """A letter with a way into the space, to the main contact or another; `follow` brings the calendar entries up to date.

    `changes` are the lines of what changed; `by_team` says that the organisers did what the letter tells.
    """
    exhibitor = await exhibitor_queries.exhibitor(edition.id, line.exhibitor)
    if to:
        exhibitor = replace(exhibitor, first_name=to.first_name, last_name=to.last_name, email=to.email)
    calendar = None
    if follow:
        when = letters.entries(edition, line)
        calendar = await invitations.invite_all(edition, line.exhibitor, when, exhibitor.email, exhibitor.contact)
    link = await links.make("exhibitor", line.exhibitor, edition.id, _link_ends(edition))
    told = letters.draft(
        template, edition, exhibitor, line, link=link, badge=badge, calendar=calendar, word=word, until=until
    )
    more = {"changes": list(changes), "by_team": "yes" if by_team else "", "attached": "yes" if badge else ""}
    await mail.write(replace(told, fields={**told.fields, **more}))


async def end(edition: EditionValue, line: BookingLine, template: str, word: str = "") -> None:
    """The badges and the calendar entry of a stand given back, and the letter that says so."""
    await badges.revoke(line.exhibitor, "cancelled")
    await fetch("DELETE FROM stand_change WHERE booking = {}", line.id)  # this letter says more than those would
    withdrawn = await invitations.withdraw_all(edition, line.exhibitor, letters.shown_part(edition))
    exhibitor = await exhibitor_queries.exhibitor(edition.id, line.exhibitor)
    await mail.write(letters.draft(template, edition, exhibitor, line, calendar=withdrawn, word=word))


def check_people(stand: StandValue, people: int) -> None:
    """Raises TooManyPeople."""
    if people > badge_cap(stand.square_metres):
        raise TooManyPeople(stand)


async def check_named(stand: StandValue, line: BookingLine) -> None:
    """Those who have a badge find room on another stand. Raises TooManyPeople."""
    named = len(await exhibitor_queries.people_of(line.exhibitor))
    if named > badge_cap(stand.square_metres):
        raise TooManyPeople(stand, named)


async def give_badge(edition: int, line: BookingLine, first_name: str, last_name: str) -> uuid.UUID:
    """A badge for somebody on the stand. Raises StandCrowded."""
    name = f"{first_name} {last_name}"
    badge = await badges.issue(edition, "exhibitor", line.exhibitor, line.exhibitor_name, name, f"Stand {line.number}")
    await exhibitors.add_person(line.exhibitor, first_name, last_name, badge.id, line.cap)
    return badge.id


def _link_ends(edition: EditionValue) -> datetime:
    """Exhibitors come back to their figures after the forum: three months."""
    return edition.last_day.closes_at + timedelta(days=90)

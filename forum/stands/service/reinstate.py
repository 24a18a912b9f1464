"""A booking that was cancelled or refused by mistake stands again, if its place is still there."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.badges import service as badges
from forum.database import AlreadyThere, fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitor_queries
from forum.people.who import Who
from forum.stands import queries
from forum.stands.queries import BookingLine
from forum.stands.rules import CANCELLED, DRAFT, REFUSED, STANDING, STATE_NAMES, SUBMITTED, VALIDATED, WAITLISTED
from forum.stands.service.book import check_power
from forum.stands.service.telling import NoSuchStep, StandTaken, check_people, held_stand, tell
from forum.stands.tables import StandBooking

_LETTERS = {DRAFT: "draft", SUBMITTED: "received", VALIDATED: "validated", WAITLISTED: "waiting"}


async def reinstate(edition: EditionValue, booking_id: uuid.UUID, state: str, by: Who) -> None:
    """Put a cancelled or refused booking back as it was, in `state`: stand, badges, calendar entry, and a letter.

    The badges of before stay ended; the people of the stand get new ones. Raises NotFound, NoSuchStep when it is neither
    cancelled nor refused any more or its contacts were erased, StandTaken, StandHeld, TooMuchPower, TooManyPeople.
    """
    try:
        async with transaction():
            await hold(StandBooking, booking_id)
            line = await queries.booking(edition.id, booking_id)
            if line.state not in (CANCELLED, REFUSED) or state not in _LETTERS or "@" not in line.email:
                raise NoSuchStep
            if state in STANDING:
                await _find_room(edition, line)
            await StandBooking.update({StandBooking.state: state, StandBooking.changed_at: clock.now()}).where(
                StandBooking.id == booking_id
            )
            back = await queries.booking(edition.id, booking_id)
            badge = await _give_badges(edition, back) if back.stands else None
            await tell(edition, back, _LETTERS[state], badge=badge, follow=back.stands)
            told = f"{line.exhibitor_name}\u00a0: {STATE_NAMES[line.state]} → {STATE_NAMES[state]}"
            went = {"state": (line.state, state)}
            await audit.note(edition.id, by, "reinstate-booking", "booking", booking_id, told, went)
    except AlreadyThere:
        raise StandTaken from None


async def _find_room(edition: EditionValue, line: BookingLine) -> None:
    if not line.number:
        raise NoSuchStep
    stand = await held_stand(edition.id, line.number)
    check_power(stand, line.power_watts)
    check_people(stand, line.people)


async def _give_badges(edition: EditionValue, line: BookingLine) -> uuid.UUID | None:
    """A new badge for each of the stand's people; answers the first."""
    first: uuid.UUID | None = None
    for person in await exhibitor_queries.people_of(line.exhibitor):
        words = line.exhibitor_name, person.name, f"Stand {line.number}"
        badge = await badges.issue(edition.id, "exhibitor", line.exhibitor, *words)
        await fetch("UPDATE stand_person SET badge = {} WHERE id = {}", badge.id, person.id)
        first = first or badge.id
    return first

"""Organisers give a booking another stand, or let two change places; badges, entries and letters follow."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.badges import service as badges
from forum.database import AlreadyThere, fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.meanwhile import check_seen
from forum.people.who import Who
from forum.stands import queries
from forum.stands.queries import BookingLine, StandValue
from forum.stands.service.book import check_power
from forum.stands.service.telling import NoSuchStep, StandTaken, check_named, held_stand, tell
from forum.stands.service.waiting import offer
from forum.stands.tables import Circuit, Stand, StandBooking


async def move(edition: EditionValue, booking_id: uuid.UUID, number: str, by: Who, seen: str | None = None) -> None:
    """Another stand for a booking that has one; the old one is free at the same instant, and offered to whoever waits.

    `seen` stands for the `number` that the mover saw. Raises NotFound, NoSuchStep, ChangedMeanwhile, StandTaken, StandHeld,
    TooMuchPower, TooManyPeople.
    """
    try:
        async with transaction():
            await hold(StandBooking, booking_id)
            line = await _standing(edition, booking_id)
            check_seen({"number": line.number}, seen)
            if line.number == number:
                return
            stand = await held_stand(edition.id, number)
            old = await queries.stand(edition.id, line.number)
            already = line.power_watts if old.circuit == stand.circuit else 0
            check_power(stand, line.power_watts, already, three_phase=line.three_phase)
            await check_named(stand, line)
            await _seat(booking_id, stand.id, line.state)
            await follow_number(edition, booking_id, line.number, by)
            await offer(edition, old.id)
    except AlreadyThere:
        raise StandTaken from None


async def swap(edition: EditionValue, one_id: uuid.UUID, other_id: uuid.UUID, by: Who, seen: str | None = None) -> None:
    """Two bookings change stands at one instant; `seen` stands for their numbers, `one` and `other`, as the mover saw them.

    Raises NotFound, NoSuchStep, ChangedMeanwhile, TooMuchPower, TooManyPeople.
    """
    async with transaction():
        await hold(StandBooking, one_id, other_id)
        one, other = await _standing(edition, one_id), await _standing(edition, other_id)
        check_seen({"one": one.number, "other": other.number}, seen)
        if one_id == other_id:
            raise NoSuchStep
        here, there = await _both(edition, one.number, other.number)
        _check_swap(one, here, other, there)
        await check_named(there, one)
        await check_named(here, other)
        # The database allows nobody two on one stand, not even for an instant: the first steps aside.
        await fetch("UPDATE stand_booking SET state = 'draft', stand = NULL WHERE id = {}", one_id)
        await _seat(other_id, here.id, other.state)
        await _seat(one_id, there.id, one.state)
        await follow_number(edition, one_id, one.number, by)
        await follow_number(edition, other_id, other.number, by)


async def _both(edition: EditionValue, *numbers: str) -> tuple[StandValue, StandValue]:
    first, second = [await queries.stand(edition.id, number) for number in numbers]
    await hold(Stand, first.id, second.id)
    if circuits := [stand.circuit for stand in (first, second) if stand.circuit is not None]:
        await hold(Circuit, *circuits)
    here, there = [await queries.stand(edition.id, number) for number in numbers]
    return here, there


def _check_swap(one: BookingLine, here: StandValue, other: BookingLine, there: StandValue) -> None:
    if here.circuit == there.circuit:  # the sum does not change
        check_power(there, one.power_watts, one.power_watts, three_phase=one.three_phase)
        check_power(here, other.power_watts, other.power_watts, three_phase=other.three_phase)
    else:
        check_power(there, one.power_watts, other.power_watts, three_phase=one.three_phase)
        check_power(here, other.power_watts, one.power_watts, three_phase=other.three_phase)


async def _standing(edition: EditionValue, booking_id: uuid.UUID) -> BookingLine:
    line = await queries.booking(edition.id, booking_id)
    if not line.stands:
        raise NoSuchStep
    return line


async def _seat(booking_id: uuid.UUID, stand: int, state: str) -> None:
    await fetch(
        "UPDATE stand_booking SET stand = {}, state = {}, changed_at = {} WHERE id = {}",
        *(stand, state, clock.now(), booking_id),
    )


async def follow_number(edition: EditionValue, booking_id: uuid.UUID, before: str, by: Who) -> None:
    """Badges, entry, letter and journal of a booking whose stand had another number before. In the caller's transaction."""
    line = await queries.booking(edition.id, booking_id)
    reworded = await badges.reword(line.exhibitor, detail=f"Stand {line.number}")
    first = min(reworded, key=lambda badge: badge.issued_at).id if reworded else None
    await tell(edition, line, "moved", badge=first, follow=True, word=before)
    told = f"{line.exhibitor_name}\u00a0: stand {before} → {line.number}"
    went = {"number": (before, line.number)}
    await audit.note(edition.id, by, "move-booking", "booking", booking_id, told, went)

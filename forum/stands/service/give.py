"""An organiser gives a stand to a draft, or to somebody who waits, without an offer in between."""

from __future__ import annotations

import uuid

from forum import clock
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.stands.service.book import submit
from forum.stands.service.waiting import offer
from forum.stands.tables import StandBooking


async def give(edition: EditionValue, booking_id: uuid.UUID, number: str, by: Who) -> None:
    """A stand for a booking that has none; what it was offered goes to the next on the list.

    Raises NotFound, NoSuchStep, StandTaken, StandHeld, TooMuchPower, TooManyPeople.
    """
    async with transaction():
        await hold(StandBooking, booking_id)
        offered = await fetch(
            "UPDATE stand_hold SET released_at = {} WHERE booking = {} AND released_at IS NULL RETURNING stand",
            *(clock.now(), booking_id),
        )
        await submit(edition, booking_id, number, by)
        for row in offered:
            await offer(edition, row["stand"], never=booking_id)

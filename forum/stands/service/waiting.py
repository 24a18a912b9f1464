"""The waiting list: a freed stand is offered to the first whom it suits, for a set time, then to the next."""

from __future__ import annotations

import uuid

from forum import clock
from forum.audit import service as audit
from forum.database import AlreadyThere, attempt, fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import SYSTEM, Who
from forum.stands import queries
from forum.stands.rules import OFFER_LASTS, WAITLISTED, badge_cap
from forum.stands.service.book import settle
from forum.stands.service.holds import write_hold
from forum.stands.service.telling import NoSuchStep, StandTaken, tell
from forum.stands.tables import Circuit, Stand, StandBooking


class OfferOver(Refusal):
    """Too late: the hour has come, or another offer took its place."""

    sentence = (
        "Ce stand ne vous est plus proposé\u00a0: le délai est passé. Vous gardez votre place sur la liste d’attente."
    )


async def offer(edition: EditionValue, stand_id: int, never: uuid.UUID | None = None) -> bool:
    """Offer a stand to the first who waits, whom its power and size suit and who was never offered it; whether somebody was.

    A stand that is taken or kept is offered to nobody. Inside a verb's transaction.
    """
    await hold(Stand, stand_id)
    stand = next((one for one in await queries.plan(edition.id) if one.id == stand_id), None)
    if stand is None or not stand.free or clock.now() >= edition.first_day.setup_at:
        return False
    await _close_offers_of(edition)
    for one in await queries.line(edition.id):
        if one.asked or stand_id in one.seen or one.booking == never or not _suits(stand, one):
            continue
        try:
            async with attempt():
                await write_hold(edition.id, stand_id, OFFER_LASTS, one.booking)
        except AlreadyThere:  # asked at the same second for another stand
            continue
        line = await queries.booking(edition.id, one.booking)
        given = await queries.offer_to(one.booking)
        assert given is not None
        await tell(edition, line, "offered", word=stand.number, until=given.expires_at)
        told = f"Stand {stand.number} proposé à {line.exhibitor_name}"
        await audit.note(edition.id, SYSTEM, "offer-stand", "booking", one.booking, told)
        return True
    return False


def _suits(stand: queries.StandValue, one: queries.Waiting) -> bool:
    return (
        one.power_watts <= stand.power_left
        and one.people <= badge_cap(stand.square_metres)
        and (stand.three_phase or not one.three_phase)
    )


async def accept(edition: EditionValue, booking_id: uuid.UUID, by: Who) -> None:
    """Whoever waited takes the stand that is offered. Raises NotFound, NoSuchStep, OfferOver, StandTaken, TooMuchPower."""
    try:
        async with transaction():
            await hold(StandBooking, booking_id)
            given = await _offered(edition, booking_id)
            await hold(Stand, given.stand)
            stand = await queries.stand(edition.id, given.number)
            if not stand.free_for(given.id):
                raise OfferOver
            if stand.circuit is not None:
                await hold(Circuit, stand.circuit)
                stand = await queries.stand(edition.id, given.number)
            await _close(given.id)
            await settle(edition, booking_id, stand, by)
    except AlreadyThere:
        raise StandTaken from None


async def decline(edition: EditionValue, booking_id: uuid.UUID, by: Who) -> None:
    """Not that one: it goes to the next, and the place in the line is kept. Raises NotFound, NoSuchStep, OfferOver."""
    async with transaction():
        await hold(StandBooking, booking_id)
        given = await _offered(edition, booking_id)
        await _close(given.id)
        told = f"Stand {given.number} décliné"
        await audit.note(edition.id, by, "decline-stand", "booking", booking_id, told)
        await offer(edition, given.stand)


async def pass_on(edition: EditionValue) -> int:
    """Offer every free stand to whoever waits: what ran out goes to the next. Answers how many offers were made.

    Runs again and again by itself; twice at once makes no second offer.
    """
    if not await queries.line(edition.id):
        return 0
    made = 0
    for stand in await queries.plan(edition.id):
        if stand.free:
            async with transaction():
                made += await offer(edition, stand.id)
    return made


async def forget_offers(edition: EditionValue, booking_id: uuid.UUID) -> None:
    """Nothing is offered any more to a booking that ended; the stand goes to the next."""
    gone = await fetch(
        "UPDATE stand_hold SET released_at = {} WHERE booking = {} AND released_at IS NULL RETURNING stand",
        *(clock.now(), booking_id),
    )
    for row in gone:
        await offer(edition, row["stand"], never=booking_id)


async def _offered(edition: EditionValue, booking_id: uuid.UUID) -> queries.HoldValue:
    if (await queries.booking(edition.id, booking_id)).state != WAITLISTED:
        raise NoSuchStep
    given = await queries.offer_to(booking_id)
    if given is None:
        raise OfferOver
    return given


async def _close(hold_id: uuid.UUID) -> None:
    await fetch("UPDATE stand_hold SET released_at = {} WHERE id = {}", clock.now(), hold_id)


async def _close_offers_of(edition: EditionValue) -> None:
    """Offers whose hour has come are over; whoever let one pass may be asked for another stand."""
    await fetch(
        "UPDATE stand_hold SET released_at = expires_at"
        " WHERE edition = {} AND booking IS NOT NULL AND released_at IS NULL AND expires_at <= {}",
        *(edition.id, clock.now()),
    )

"""Keep a stand while the form is filled: fifteen minutes, longer when asked, and over by itself when the hour has come."""

from __future__ import annotations

import uuid
from datetime import timedelta

from forum import clock
from forum.database import AlreadyThere, fetch, transaction
from forum.editions.values import EditionValue
from forum.stands import queries
from forum.stands.queries import HoldValue
from forum.stands.rules import HOLD_LASTS, MOST_EXTENSIONS
from forum.stands.service.telling import StandHeld, check_open, held_stand


async def keep(edition: EditionValue, number: str, mine: uuid.UUID | None = None) -> HoldValue:
    """Keep a free stand for whoever fills its form; `mine`, what the same person kept before, is let go.

    Raises BookingClosed, NotFound, StandTaken, StandHeld.
    """
    check_open(edition)
    try:
        async with transaction():
            stand = await held_stand(edition.id, number, mine)
            if mine and stand.held_by == mine:
                return await _known(edition.id, mine)
            if mine:
                await let_go(mine)
            made = await write_hold(edition.id, stand.id, HOLD_LASTS)
            return await _known(edition.id, made)
    except AlreadyThere:
        raise StandHeld from None


async def extend(edition: EditionValue, number: str, mine: uuid.UUID) -> HoldValue:
    """Fifteen minutes more from now; when it is over already, keep the stand anew if it is still free.

    Raises BookingClosed, NotFound, StandTaken, StandHeld.
    """
    now = clock.now()
    async with transaction():
        extended = await fetch(
            "UPDATE stand_hold SET expires_at = {}, extended = extended + 1"
            " WHERE id = {} AND booking IS NULL AND released_at IS NULL AND expires_at > {} AND extended < {} RETURNING id",
            *(now + HOLD_LASTS, mine, now, MOST_EXTENSIONS),
        )
        if extended:
            return await _known(edition.id, mine)
    return await keep(edition, number, mine)


async def let_go(mine: uuid.UUID) -> None:
    """Whoever kept a stand does not want it any more. A hold for a form leaves no trace."""
    await fetch("DELETE FROM stand_hold WHERE id = {} AND booking IS NULL", mine)


async def write_hold(edition: int, stand: int, lasts: timedelta, booking: uuid.UUID | None = None) -> uuid.UUID:
    """The row; what ran out on the same stand is closed first. The caller holds the stand. Raises AlreadyThere."""
    now = clock.now()
    await fetch("DELETE FROM stand_hold WHERE stand = {} AND booking IS NULL AND expires_at <= {}", stand, now)
    await fetch(
        "UPDATE stand_hold SET released_at = expires_at WHERE stand = {} AND released_at IS NULL AND expires_at <= {}",
        *(stand, now),
    )
    made = uuid.uuid4()
    await fetch(
        "INSERT INTO stand_hold (id, edition, stand, booking, taken_at, expires_at, extended) VALUES ({}, {}, {}, {}, {}, {}, 0)",
        *(made, edition, stand, booking, now, now + lasts),
    )
    return made


async def _known(edition: int, hold_id: uuid.UUID) -> HoldValue:
    found = await queries.find_hold(edition, hold_id)
    if found is None:  # it ran out within this very transaction
        raise StandHeld
    return found

"""What organisers decide, and giving a stand back."""

from __future__ import annotations

import uuid

from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who
from forum.stands import queries
from forum.stands.rules import CANCELLED, REFUSED, VALIDATED, WAITLISTED
from forum.stands.service.telling import check_correctable, end, move_on, tell
from forum.stands.service.waiting import forget_offers, offer
from forum.stands.tables import StandBooking


class DeclarationMissing(Refusal):
    """A machine shown running is declared first (type T, article T 39)."""

    sentence = (
        "Une machine sera présentée en marche et sa déclaration manque (article T\u00a039)."
        " L’exposant la remplit dans son espace\u00a0; le stand se confirme ensuite."
    )


async def validate(edition: EditionValue, booking_id: uuid.UUID, by: Who) -> None:
    """An organiser confirms the stand; the entry in the calendar becomes firm.

    Raises NotFound, NoSuchStep, DeclarationMissing.
    """
    async with transaction():
        line = await move_on(edition, booking_id, VALIDATED, by)
        if line.machine and not await queries.declared(booking_id):
            raise DeclarationMissing
        await tell(edition, line, "validated", follow=True)


async def refuse(edition: EditionValue, booking_id: uuid.UUID, by: Who, word: str) -> None:
    """An organiser declines, with a word; the stand is free again. Raises NotFound, NoSuchStep."""
    async with transaction():
        line = await move_on(edition, booking_id, REFUSED, by)
        await _give_back(edition, line, "refused", word)


async def cancel(edition: EditionValue, booking_id: uuid.UUID, by: Who) -> None:
    """The exhibitor or an organiser gives the stand back. Twice is once. Raises NotFound, NoSuchStep, CorrectionsClosed."""
    check_correctable(edition, by)
    async with transaction():
        await hold(StandBooking, booking_id)
        if (await queries.booking(edition.id, booking_id)).state == CANCELLED:
            return
        line = await move_on(edition, booking_id, CANCELLED, by)
        await _give_back(edition, line, "cancelled", "")


async def put_on_waiting_list(edition: EditionValue, booking_id: uuid.UUID, by: Who, word: str = "") -> None:
    """An organiser takes the stand back and keeps the wish, in its old place of the line. Raises NotFound, NoSuchStep."""
    async with transaction():
        line = await move_on(edition, booking_id, WAITLISTED, by)
        await fetch("DELETE FROM stand_person WHERE exhibitor = {}", line.exhibitor)  # their badges end with the stand
        await fetch("UPDATE stand_booking SET stand = NULL WHERE id = {}", booking_id)
        await end(edition, line, "put_back", word)
        if line.stand is not None:
            await offer(edition, line.stand, never=booking_id)


async def _give_back(edition: EditionValue, line: queries.BookingLine, template: str, word: str) -> None:
    await forget_offers(edition, line.id)
    await end(edition, line, template, word)
    if line.stand is not None:
        await offer(edition, line.stand)

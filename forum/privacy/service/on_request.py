"""Somebody asks to be erased: their coming is cancelled if it is still to come, then they are erased at once."""

from __future__ import annotations

import uuid
from uuid import UUID

import msgspec

from forum import clock
from forum.attendance import remembered
from forum.audit import service as audit
from forum.class_visits import queries as class_visits
from forum.class_visits import service as class_visit_verbs
from forum.database import fetch, transaction
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.mail import service as mail
from forum.mail.service import Draft
from forum.people.who import Who
from forum.privacy import rules
from forum.privacy.queries import addresses, held
from forum.privacy.rules import EXHIBITOR, REGISTERED, TEACHER, VISITOR
from forum.privacy.service import register
from forum.privacy.service.emptying import empty, hold_people
from forum.privacy.service.figures import digest
from forum.stands import queries as stands
from forum.stands import service as bookings
from forum.visitors import queries as visitors
from forum.visitors import service as visitor_verbs
from forum.web.words import say_date


class AlreadyErased(Refusal):
    """Twice is once, but there is nothing left to show."""

    sentence = "Ces données sont déjà effacées."


async def erase(edition: EditionValue, source: str, holder: UUID, by: Who) -> UUID:
    """Erase one person for good; answers the record.

    Before the end of the forum a coming that has not begun is cancelled first, so that the place, the slot or the stand
    goes back. Afterwards nothing is cancelled: whoever came is still counted. A last letter says that it is done, and is
    emptied in its turn once it has left. Raises NotFound, AlreadyErased.
    """
    if source not in rules.SOURCES:
        raise NotFound
    before = await digest(edition.id)
    async with transaction():
        address = await addresses.address(edition.id, source, holder)
        if address is None:
            raise NotFound
        await hold_people(source, [holder])
        if await fetch("SELECT holder FROM erasure WHERE holder = {}", holder):
            raise AlreadyErased
        cancelled = await _cancel(edition, source, holder, by)
        if address.email:
            await mail.write(_farewell(edition, holder, address))
        record = await _empty(edition, source, holder, "request", by.name, before if not cancelled else "")
        await audit.note(
            edition.id,
            by,
            "erase-person",
            "erasure",
            record,
            f"Effacement à la demande\u00a0: {rules.SOURCE_NAMES[source]}",
        )
        # Written before the commit: a wish that is noted twice harms nobody, one that is lost comes back with a backup.
        register.note(holder, source, edition.id)
    after = await digest(edition.id)
    await remembered.leave(edition.id)
    await fetch("UPDATE erasure_record SET figures_after = {} WHERE id = {}", after if not cancelled else "", record)
    return record


async def erase_again(edition: EditionValue, source: str, holder: UUID) -> bool:
    """A backup brought somebody back who had been erased; whether there was anybody to erase. Nobody is written to."""
    async with transaction():
        if await addresses.address(edition.id, source, holder) is None:
            return False
        await hold_people(source, [holder])
        if await fetch("SELECT holder FROM erasure WHERE holder = {}", holder):
            return False
        await _empty(edition, source, holder, "restored", "le programme", "", waiting_letters=True)
        await remembered.leave(edition.id)
    return True


async def _empty(
    edition: EditionValue,
    source: str,
    holder: UUID,
    reason: str,
    by_name: str,
    before: str,
    *,
    waiting_letters: bool = False,
) -> UUID:
    record, now = uuid.uuid4(), clock.now()
    await fetch(
        "INSERT INTO erasure_record (id, edition, kind, reason, by_name, begun_at, finished_at, counts, figures_before,"
        " figures_after) VALUES ({}, {}, {}, {}, {}, {}, {}, '{{}}', {}, '')",
        *(record, edition.id, source, reason, _by(by_name), now, now, before),
    )
    count = await empty(edition.id, source, [holder], record, waiting_letters=waiting_letters)
    count["people"] = max(1, count["people"])
    await fetch(
        "UPDATE erasure_record SET counts = {} WHERE id = {}", msgspec.json.encode(dict(count)).decode(), record
    )
    return record


def _by(name: str) -> str:
    return name[:120] or "la personne elle-même"


async def _cancel(edition: EditionValue, source: str, holder: UUID, by: Who) -> bool:
    """Give back what is still to come; whether anything was cancelled."""
    if source not in REGISTERED:
        return False
    if clock.now() >= edition.last_day.closes_at or await held.has_come(source, holder):
        return False
    if source == VISITOR:
        if (await visitors.visitor(edition.id, holder)).cancelled_at:
            return False
        await visitor_verbs.cancel(edition, holder, by)
        return True
    if source == TEACHER:
        live = [one for one in await class_visits.visits_of(edition.id, holder) if not one.cancelled_at]
        for one in live:
            await class_visit_verbs.cancel(edition, one.id, by)
        return bool(live)
    booking = await stands.booking_of(edition.id, holder)
    if not booking.lives:
        return False
    await bookings.cancel(edition, booking.id, by)
    return True


def _farewell(edition: EditionValue, holder: UUID, address: addresses.Address) -> Draft:
    return Draft(
        edition=edition.id,
        template="privacy/letters/erased.md",
        fields={"first_name": address.first_name, "date": say_date(clock.local(clock.now()).date())},
        to_address=address.email,
        to_name=address.name,
        holder=holder,
    )


__all__ = ["EXHIBITOR", "AlreadyErased", "erase", "erase_again"]

"""Ask for a stand: at once, later from a draft, or on the waiting list."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from forum import clock
from forum.audit import service as audit
from forum.database import AlreadyThere, fetch, hold, hold_words, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import OrganisationSaid
from forum.people.who import Who
from forum.stands import queries
from forum.stands.queries import BookingLine, StandValue
from forum.stands.rules import DRAFT, SUBMITTED, UNSAID, WAITLISTED, NeedsSaid, badge_cap
from forum.stands.service.holds import let_go
from forum.stands.service.sectors import check_sector
from forum.stands.service.telling import (
    NoSuchStep,
    NoThreePhase,
    StandTaken,
    TooMuchPower,
    check_free,
    check_open,
    check_people,
    give_badge,
    held_stand,
    move_on,
    tell,
)
from forum.stands.tables import StandBooking
from forum.territory.folding import fold


async def book(
    edition: EditionValue,
    number: str,
    said: OrganisationSaid,
    needs: NeedsSaid,
    by: Who | None = None,
    kept: uuid.UUID | None = None,
) -> uuid.UUID:
    """Book a free stand for an organisation: its badge, its calendar entry and its letter; answers the exhibitor's id.

    `kept` is the hold under which the form was filled; when it ran out the stand must still be free.
    An organiser (`by`) books for somebody who called, even before the opening date or after the closing one.
    Raises BookingClosed, NotFound, StandTaken, StandHeld, TooMuchPower, TooManyPeople, SectorNotHere, KnownAlready:
    then nothing was written.
    """
    check_open(edition, by)
    await check_free(edition.id, number, kept)
    try:
        async with transaction():
            stand = await held_stand(edition.id, number, kept)
            check_power(stand, needs.power_watts, three_phase=needs.three_phase)
            check_people(stand, needs.people)
            await _check_new(edition, said)
            if kept:
                await let_go(kept)
            exhibitor_id = await exhibitors.enrol(edition.id, said)
            booking = await _write(edition.id, exhibitor_id, SUBMITTED, needs, stand.id, kept)
            line = await queries.booking(edition.id, booking)
            badge = await give_badge(edition.id, line, said.first_name, said.last_name)
            await tell(edition, line, "received", badge=badge, follow=True, by_team=_by_team(by))
            who = by or Who("exhibitor", exhibitor_id, said.name)
            await audit.note(
                edition.id, who, "book-stand", "booking", line.id, f"Stand {number} demandé par {said.name}"
            )
            return exhibitor_id
    except AlreadyThere:
        raise StandTaken from None


async def draft(
    edition: EditionValue, said: OrganisationSaid, needs: NeedsSaid, by: Who | None = None, letter: str = "draft"
) -> uuid.UUID:
    """Keep who somebody is for later, without a stand; the letter leads back. Answers the exhibitor's id.

    An organiser (`by`) keeps it for somebody else, maybe with another letter: the exhibitor of last year who is asked back.
    Raises BookingClosed, KnownAlready.
    """
    check_open(edition, by)
    async with transaction():
        if letter == "draft":  # whoever is invited was looked for already, by another rule
            await _check_new(edition, said)
        exhibitor_id = await exhibitors.enrol(edition.id, said)
        line = await queries.booking(edition.id, await _write(edition.id, exhibitor_id, DRAFT, needs, None))
        await tell(edition, line, letter, by_team=_by_team(by))
        who = by or Who("exhibitor", exhibitor_id, said.name)
        await audit.note(edition.id, who, "draft-booking", "booking", line.id, f"Brouillon de {said.name}")
        return exhibitor_id


async def submit(
    edition: EditionValue, booking_id: uuid.UUID, number: str, by: Who, kept: uuid.UUID | None = None
) -> None:
    """A draft takes a stand. Raises BookingClosed, NotFound, NoSuchStep, StandTaken, StandHeld, TooMuchPower."""
    check_open(edition, by)
    try:
        async with transaction():
            await hold(StandBooking, booking_id)
            stand = await held_stand(edition.id, number, kept)
            if kept:
                await let_go(kept)
            await settle(edition, booking_id, stand, by)
    except AlreadyThere:
        raise StandTaken from None


async def settle(edition: EditionValue, booking_id: uuid.UUID, stand: StandValue, by: Who) -> BookingLine:
    """Give a stand that is held to a draft or to somebody who waited: badge, entry, letter. Raises NoSuchStep, TooMuchPower,
    TooManyPeople.
    """
    line = await queries.booking(edition.id, booking_id)
    if line.stands:
        raise NoSuchStep
    check_power(stand, line.power_watts, three_phase=line.three_phase)
    check_people(stand, line.people)
    await fetch("UPDATE stand_booking SET stand = {} WHERE id = {}", stand.id, booking_id)
    line = await move_on(edition, booking_id, SUBMITTED, by)
    exhibitor = await exhibitor_queries.exhibitor(edition.id, line.exhibitor)
    badge = await give_badge(edition.id, line, exhibitor.first_name, exhibitor.last_name)
    await tell(edition, line, "received", badge=badge, follow=True, by_team=_by_team(by))
    return line


class StandsAreFree(Refusal):
    """Nobody waits while a free stand would do."""

    sentence = "Des stands qui conviennent sont encore libres\u00a0: choisissez-en un sur le plan."


async def wait_for_one(
    edition: EditionValue, said: OrganisationSaid, needs: NeedsSaid, by: Who | None = None
) -> uuid.UUID:
    """Join the waiting list; answers the exhibitor's id. Raises BookingClosed, KnownAlready, StandsAreFree."""
    check_open(edition, by)
    async with transaction():
        await _check_new(edition, said)
        if any(one.free and _bears(one, needs) for one in await queries.plan(edition.id)):
            raise StandsAreFree
        exhibitor_id = await exhibitors.enrol(edition.id, said)
        line = await queries.booking(edition.id, await _write(edition.id, exhibitor_id, WAITLISTED, needs, None))
        await tell(edition, line, "waiting", by_team=_by_team(by))
        who = by or Who("exhibitor", exhibitor_id, said.name)
        await audit.note(edition.id, who, "wait-for-stand", "booking", line.id, f"{said.name} attend un stand")
        return exhibitor_id


def _bears(stand: StandValue, needs: NeedsSaid) -> bool:
    return (
        stand.power_left >= needs.power_watts
        and badge_cap(stand.square_metres) >= needs.people
        and (stand.three_phase or not needs.three_phase)
    )


class KnownAlready(Refusal):
    """One living booking for an organisation; a second stand bears a name of its own."""

    sentence = (
        "Une réservation existe déjà à ce nom pour cette adresse\u00a0: le lien de son espace vient de repartir par courriel."
        " Pour un second stand, donnez-lui son propre nom d’enseigne."
    )
    field = "name"


async def _check_new(edition: EditionValue, said: OrganisationSaid) -> None:
    """Two tabs that send one organisation at the same second wait for each other: the second finds the first."""
    check_sector(edition, said.sector)
    await hold_words(f"exhibitor {edition.id} {fold(said.name)}")
    if await queries.living_named(edition.id, said.name, said.email, said.siret):
        raise KnownAlready


def check_power(stand: StandValue, watts: int, already: int = 0, *, three_phase: bool = False) -> None:
    """Raises TooMuchPower, NoThreePhase; `already` watts of the same booking are counted on the circuit."""
    if three_phase and not stand.three_phase:
        raise NoThreePhase
    if watts > stand.power_watts:
        raise TooMuchPower
    if stand.circuit_watts is not None and stand.circuit_used - already + watts > stand.circuit_watts:
        left = max(0, stand.circuit_watts - stand.circuit_used + already)
        raise TooMuchPower(
            f"La ligne électrique de ce stand n’a plus que {left}\u00a0W. Demandez moins, ou choisissez un autre stand.",
            field="power_watts",
        )


def _by_team(by: Who | None) -> bool:
    return by is not None and by.kind == "staff"


async def _write(
    edition: int, exhibitor: uuid.UUID, state: str, needs: NeedsSaid, stand: int | None, kept: uuid.UUID | None = None
) -> uuid.UUID:
    now = clock.now()
    booking = StandBooking(
        id=uuid.uuid4(),
        edition=edition,
        stand=stand,
        exhibitor=exhibitor,
        state=state,
        booked_at=now,
        changed_at=now,
        needs_said_at=now if needs != UNSAID else None,
        made_under=kept,
        **asdict(needs),
    )
    await booking.save()
    return uuid.UUID(str(booking.id))

"""Complete a booking after the short form: details, the declaration of a machine, what the programme shows."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.logo import Logo
from forum.exhibitors.rules import Shown
from forum.meanwhile import ChangedMeanwhile
from forum.people.who import Who
from forum.stands import changes, queries
from forum.stands.rules import DetailsSaid, MachineSaid
from forum.stands.service.changes import keep_changes
from forum.stands.service.telling import NoSuchStep, check_correctable
from forum.stands.tables import MachineDeclaration, StandBooking, StandDetails, StandHalfDay


async def complete(
    edition: EditionValue, booking_id: uuid.UUID, said: DetailsSaid, by: Who, *, told: bool = True
) -> None:
    """Say, or say again, what the day needs; unless `told` is False a letter says what changed, and the calendar's entry of
    the set-up follows its hour.

    Raises NotFound, NoSuchStep, CorrectionsClosed.
    """
    check_correctable(edition, by)
    async with transaction():
        line = await _living(edition, booking_id)
        before = await queries.find_details(booking_id)
        await fetch("DELETE FROM stand_details WHERE booking = {}", booking_id)
        await fetch("DELETE FROM stand_half_day WHERE booking = {}", booking_id)
        columns = {name: value for name, value in asdict(said).items() if name != "half_days"}
        await StandDetails.insert(StandDetails(booking=booking_id, completed_at=clock.now(), **columns))
        for day, half in said.half_days:
            await StandHalfDay.insert(StandHalfDay(id=uuid.uuid4(), booking=booking_id, day=day, half=half))
        if lines := changes.of_details(before, said):
            if told:
                another_hour = line.stands and said.setup_at != line.setup_at
                await keep_changes(edition.id, booking_id, by, lines, calendar=another_hour)
            words = changes.say_changes("Précisions données", lines if before else [])
            await audit.note(edition.id, by, "complete-booking", "booking", booking_id, words)


async def declare_machine(edition: EditionValue, booking_id: uuid.UUID, said: MachineSaid, by: Who) -> None:
    """Declare a machine shown running (T 39), or correct the declaration. Raises NotFound, NoSuchStep."""
    async with transaction():
        await _living(edition, booking_id)
        before = await queries.find_declaration(booking_id)
        await fetch("DELETE FROM machine_declaration WHERE booking = {}", booking_id)
        await MachineDeclaration.insert(MachineDeclaration(booking=booking_id, declared_at=clock.now(), **asdict(said)))
        await fetch("UPDATE stand_booking SET machine = {} WHERE id = {}", True, booking_id)
        await keep_changes(edition.id, booking_id, by, changes.of_machine(before[0] if before else None, said))
        told = f"Machine déclarée\u00a0: {said.machine}"
        await audit.note(edition.id, by, "declare-machine", "booking", booking_id, told[:300])


async def show(edition: EditionValue, booking_id: uuid.UUID, shown: Shown, by: Who) -> None:
    """Say what is shown and offered, for the programme. Raises NotFound, NoSuchStep."""
    async with transaction():
        line = await _living(edition, booking_id)
        before = await exhibitor_queries.shown_of(edition.id, line.exhibitor)
        await exhibitors.show(line.exhibitor, shown)
        lines = changes.of_shown(before, await exhibitor_queries.shown_of(edition.id, line.exhibitor))
        if lines:
            await keep_changes(edition.id, booking_id, by, lines)
            told = changes.say_changes("Métiers et offres", lines)
            await audit.note(edition.id, by, "show", "booking", booking_id, told)


class LogoMeanwhile(ChangedMeanwhile):
    """Somebody else changed it after the page was opened: theirs is shown before it goes."""

    sentence = "Quelqu’un a changé le logo entre-temps\u00a0: voici celui qui est en place. Pour le remplacer, envoyez à nouveau le vôtre."


async def change_logo(
    edition: EditionValue, booking_id: uuid.UUID, logo: Logo | None, by: Who, seen: str | None = None
) -> None:
    """The logo of the programme, in the place of the one before; None takes it away.

    `seen` is the mark of the one that stood on the page. Raises NotFound, NoSuchStep, LogoMeanwhile.
    """
    async with transaction():
        line = await _living(edition, booking_id)
        mark = await exhibitor_queries.logo_mark(line.exhibitor)
        if seen is not None and seen != mark:
            raise LogoMeanwhile({"logo": mark})
        if logo is None:
            await exhibitors.remove_logo(line.exhibitor)
        else:
            await exhibitors.set_logo(line.exhibitor, logo)
        told = "Le logo est retiré" if logo is None else "Un nouveau logo"
        await keep_changes(edition.id, booking_id, by, [told])
        await audit.note(edition.id, by, "change-logo", "booking", booking_id, told)


async def _living(edition: EditionValue, booking_id: uuid.UUID) -> queries.BookingLine:
    await hold(StandBooking, booking_id)
    line = await queries.booking(edition.id, booking_id)
    if not line.lives:
        raise NoSuchStep
    return line

"""Complete a booking after the short form: details, and the declaration of a machine."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.people.who import Who
from forum.stands import queries
from forum.stands.rules import DetailsSaid, MachineSaid
from forum.stands.service.telling import NoSuchStep, check_correctable
from forum.stands.tables import MachineDeclaration, StandBooking, StandDetails, StandHalfDay


async def complete(edition: EditionValue, booking_id: uuid.UUID, said: DetailsSaid, by: Who) -> None:
    """Say, or say again, what the day needs. Raises NotFound, NoSuchStep, CorrectionsClosed."""
    check_correctable(edition, by)
    async with transaction():
        await _living(edition, booking_id)
        await fetch("DELETE FROM stand_details WHERE booking = {}", booking_id)
        await fetch("DELETE FROM stand_half_day WHERE booking = {}", booking_id)
        columns = {name: value for name, value in asdict(said).items() if name != "half_days"}
        await StandDetails.insert(StandDetails(booking=booking_id, completed_at=clock.now(), **columns))
        for day, half in said.half_days:
            await StandHalfDay.insert(StandHalfDay(id=uuid.uuid4(), booking=booking_id, day=day, half=half))
        await audit.note(edition.id, by, "complete-booking", "booking", booking_id, "Précisions données")


async def declare_machine(edition: EditionValue, booking_id: uuid.UUID, said: MachineSaid, by: Who) -> None:
    """Declare a machine shown running (T 39), or correct the declaration. Raises NotFound, NoSuchStep."""
    async with transaction():
        await _living(edition, booking_id)
        await fetch("DELETE FROM machine_declaration WHERE booking = {}", booking_id)
        await MachineDeclaration.insert(MachineDeclaration(booking=booking_id, declared_at=clock.now(), **asdict(said)))
        await fetch("UPDATE stand_booking SET machine = {} WHERE id = {}", True, booking_id)
        told = f"Machine déclarée\u00a0: {said.machine}"
        await audit.note(edition.id, by, "declare-machine", "booking", booking_id, told[:300])


async def _living(edition: EditionValue, booking_id: uuid.UUID) -> None:
    await hold(StandBooking, booking_id)
    if not (await queries.booking(edition.id, booking_id)).lives:
        raise NoSuchStep

"""Correct what a stand needs, and name its people."""

from __future__ import annotations

import uuid
from dataclasses import asdict

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.badges import service as badges
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.people.who import Who
from forum.stands import changes, queries
from forum.stands.changes import say_changes
from forum.stands.rules import VALIDATED, NeedsSaid
from forum.stands.service.book import check_power
from forum.stands.service.changes import keep_changes
from forum.stands.service.telling import NoSuchStep, check_correctable, check_people, give_badge
from forum.stands.tables import Circuit, StandBooking


class MachineUndeclared(Refusal):
    """A confirmed stand never shows a machine that was not declared."""

    sentence = (
        "Votre stand est déjà confirmé\u00a0: déclarez d’abord la machine (article T\u00a039)."
        " Cette case se coche alors d’elle-même."
    )
    field = "machine"


async def correct_needs(edition: EditionValue, booking_id: uuid.UUID, needs: NeedsSaid, by: Who) -> None:
    """Correct what the stand needs; a letter tells it. A machine that is not shown any more takes its declaration with it.

    Raises NotFound, NoSuchStep, TooMuchPower, TooManyPeople, StandCrowded, MachineUndeclared, CorrectionsClosed.
    """
    check_correctable(edition, by)
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        if not line.lives:
            raise NoSuchStep
        if line.stands:
            await _check(edition, line, needs)
        if needs.people < len(await exhibitor_queries.people_of(line.exhibitor)):
            raise exhibitors.StandCrowded(
                "Retirez d’abord des personnes nommées\u00a0: elles sont plus nombreuses.", field="people"
            )
        if needs.machine and line.state == VALIDATED and not await queries.declared(booking_id):
            raise MachineUndeclared
        if not needs.machine:
            await fetch("DELETE FROM machine_declaration WHERE booking = {}", booking_id)
        now = clock.now()
        columns = {getattr(StandBooking, name): value for name, value in asdict(needs).items()}
        await StandBooking.update({**columns, StandBooking.changed_at: now, StandBooking.needs_said_at: now}).where(
            StandBooking.id == booking_id
        )
        changed = await queries.booking(edition.id, booking_id)
        if lines := changes.of_needs(line, changed):
            await keep_changes(edition.id, booking_id, by, lines)
            told = f"Besoins corrigés, stand {line.number}" if line.number else "Besoins corrigés"
            before = {name: getattr(line, name) for name in asdict(needs)}
            went = differences(before, asdict(needs))
            await audit.note(edition.id, by, "correct-needs", "booking", booking_id, say_changes(told, lines), went)


async def _check(edition: EditionValue, line: queries.BookingLine, needs: NeedsSaid) -> None:
    stand = await queries.stand(edition.id, line.number)
    if stand.circuit is not None:
        await hold(Circuit, stand.circuit)
        stand = await queries.stand(edition.id, line.number)
    check_power(stand, needs.power_watts, line.power_watts, three_phase=needs.three_phase)
    if needs.people > line.people:  # whoever announced more before a move keeps the number, not the badges
        check_people(stand, needs.people)


async def add_person(edition: EditionValue, booking_id: uuid.UUID, first_name: str, last_name: str, by: Who) -> None:
    """Name somebody on the stand, with a badge. Raises NotFound, NoSuchStep, StandCrowded."""
    async with transaction():
        await hold(StandBooking, booking_id)  # its number of people is the cap
        line = await queries.booking(edition.id, booking_id)
        if not line.stands:
            raise NoSuchStep
        badge = await give_badge(edition.id, line, first_name, last_name)
        lines = [f"Un badge de plus\u00a0: {first_name} {last_name}"]
        await keep_changes(edition.id, booking_id, by, lines, badge=badge)
        await audit.note(edition.id, by, "add-person", "booking", booking_id, f"Un badge de plus, stand {line.number}")


async def remove_person(edition: EditionValue, booking_id: uuid.UUID, person_id: uuid.UUID, by: Who) -> None:
    """Somebody will not come: the badge ends. Raises NotFound."""
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        people = await exhibitor_queries.people_of(line.exhibitor)
        badge = await exhibitors.remove_person(line.exhibitor, person_id)
        await badges.withdraw(badge, by)
        name = next(one.name for one in people if one.id == person_id)
        await keep_changes(edition.id, booking_id, by, [f"Un badge de moins\u00a0: {name}"])
        await audit.note(edition.id, by, "remove-person", "booking", booking_id, f"Badge retiré, stand {line.number}")

"""Whom to write to and who the organisation is: corrected by the exhibitor, and the way back in."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace

from forum import clock
from forum.audit import service as audit
from forum.audit.rules import differences
from forum.badges import service as badges
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.exhibitors import queries as exhibitor_queries
from forum.exhibitors import service as exhibitors
from forum.exhibitors.rules import ContactSaid, OrganisationSaid
from forum.people import links
from forum.people import service as people
from forum.people.who import Who
from forum.stands import changes, queries
from forum.stands.service.changes import keep_changes, tell_now
from forum.stands.service.sectors import check_sector
from forum.stands.service.telling import NoSuchStep, check_correctable, tell
from forum.stands.tables import StandBooking


async def correct_organisation(edition: EditionValue, booking_id: uuid.UUID, said: OrganisationSaid, by: Who) -> None:
    """Another name on the sign, sector or main contact: badges and calendar follow, a letter says so.

    Another address is written to at once, since the way into the space must reach it.
    Raises NotFound, NoSuchStep, CorrectionsClosed, SectorNotHere.
    """
    check_correctable(edition, by)
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        if not line.lives:
            raise NoSuchStep
        before = await exhibitor_queries.exhibitor(edition.id, line.exhibitor)
        if said.sector != before.sector_code:
            check_sector(edition, said.sector)
        await exhibitors.correct(line.exhibitor, replace(said, pitch=before.pitch))
        after = await exhibitor_queries.exhibitor(edition.id, line.exhibitor)
        if after == before:
            return
        await badges.reword(line.exhibitor, title=after.name)
        await fetch("UPDATE stand_booking SET changed_at = {} WHERE id = {}", clock.now(), booking_id)
        lines = changes.of_organisation(edition, before, after)
        # Who the contact is and where it is written to stays out of the journal, which is kept longer than they are.
        kept = [line for line in lines if not line.startswith(("Contact", "Adresse", "Téléphone"))]
        told = changes.say_changes(f"Fiche de {before.name} corrigée", kept)
        went = differences(asdict(before), asdict(after))
        await audit.note(edition.id, by, "correct-organisation", "booking", booking_id, told, went)
        await keep_changes(edition.id, booking_id, by, lines, calendar=True)
        if after.email != before.email:
            await tell_now(edition, booking_id)


async def put_first(edition: EditionValue, booking_id: uuid.UUID, contact_id: uuid.UUID, by: Who) -> None:
    """The letters go to another contact from now on. Raises NotFound."""
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        await exhibitors.put_first(line.exhibitor, contact_id)
        first = (await exhibitor_queries.contacts_of(line.exhibitor))[0]
        await keep_changes(edition.id, booking_id, by, [f"Contact principal\u00a0: {first.name}"], calendar=True)
        told = f"Un autre contact principal\u00a0: {line.exhibitor_name}"
        await audit.note(edition.id, by, "put-contact-first", "booking", booking_id, told)


async def add_contact(edition: EditionValue, booking_id: uuid.UUID, said: ContactSaid, by: Who) -> None:
    """Somebody else to write to, who gets the way in at once. Raises NotFound, ContactsCrowded, ContactKnown."""
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        made = await exhibitors.add_contact(line.exhibitor, said)
        contact = next(one for one in await exhibitor_queries.contacts_of(line.exhibitor) if one.id == made)
        await tell(edition, line, "way_in", to=contact)
        await audit.note(
            edition.id, by, "add-contact", "booking", booking_id, f"Un contact de plus\u00a0: {line.exhibitor_name}"
        )


async def remove_contact(edition: EditionValue, booking_id: uuid.UUID, contact_id: uuid.UUID, by: Who) -> None:
    """Somebody is no longer written to. The links of before open nothing any more; those who stay get a new one.

    Raises NotFound, OnlyContact.
    """
    async with transaction():
        await hold(StandBooking, booking_id)
        line = await queries.booking(edition.id, booking_id)
        await exhibitors.remove_contact(line.exhibitor, contact_id)
        await links.revoke_all(line.exhibitor)
        await people.end_sessions_of("exhibitor", line.exhibitor)
        for contact in await exhibitor_queries.contacts_of(line.exhibitor):
            await tell(edition, line, "way_in", to=contact)
        await audit.note(
            edition.id, by, "remove-contact", "booking", booking_id, f"Un contact de moins\u00a0: {line.exhibitor_name}"
        )


async def send_way_in_again(edition: EditionValue, booking_id: uuid.UUID, by: Who) -> None:
    """A new link to the main contact, who told an organiser that the letters are lost. Raises NotFound."""
    async with transaction():
        line = await queries.booking(edition.id, booking_id)
        await tell(edition, line, "way_in")
        told = f"Lien de l’espace renvoyé\u00a0: {line.exhibitor_name}"
        await audit.note(edition.id, by, "send-way-in", "booking", booking_id, told)


async def send_way_in(edition: EditionValue, email: str) -> int:
    """A new link to the exhibitor's space, to whoever of its contacts asked; answers how many letters, for nobody to see."""
    written = 0
    async with transaction():
        for exhibitor_id in await exhibitor_queries.ids_of_address(edition.id, email):
            line = await queries.booking_of(edition.id, exhibitor_id)
            for contact in await exhibitor_queries.contacts_of(exhibitor_id):
                if contact.email == email:
                    await tell(edition, line, "way_in", to=contact)
                    written += 1
    return written

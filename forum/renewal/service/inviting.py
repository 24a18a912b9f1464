"""Ask last year's exhibitors back: a draft filled with what they had said, and a letter that leads to it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace

from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.exhibitors import queries as exhibitors
from forum.exhibitors import service as exhibitor_verbs
from forum.exhibitors.logo import Logo
from forum.exhibitors.queries import ExhibitorLine
from forum.exhibitors.rules import MOST_CONTACTS, ContactSaid, OrganisationSaid, Shown
from forum.people.who import Who
from forum.renewal import queries
from forum.stands import queries as stand_queries
from forum.stands import service as stands
from forum.stands.rules import NeedsSaid
from forum.stands.service.telling import check_open


class NotYetOpen(Refusal):
    """The letter leads to a form that must be open."""

    sentence = (
        "Les exposants pourront être invités quand l’édition sera en ligne et que leurs réservations seront ouvertes."
    )


async def invite_back(edition: EditionValue, chosen: Collection[uuid.UUID], by: Who) -> int:
    """Ask these exhibitors of the edition before back; answers how many letters leave. Whoever is back already is left in peace.

    Jobs, offers, contacts, logo and the day's needs come along; a machine is declared anew, and half-days are said anew.
    Raises NotFound when the edition was copied from none, NotYetOpen.
    """
    if edition.copied_from is None:
        raise NotFound("Cette édition n’a pas été copiée d’une autre.")
    if edition.published_at is None:
        raise NotYetOpen
    try:
        check_open(edition)
    except stands.BookingClosed:
        raise NotYetOpen from None
    asked = 0
    async with transaction():
        await hold(Edition, edition.id)  # two organisers who click at once: the second finds them all back
        shown = await exhibitors.shown_by(edition.copied_from)
        for one in await queries.former_exhibitors(edition.copied_from, edition.id):
            if one.id in chosen and not one.back:
                line = await exhibitors.exhibitor(edition.copied_from, one.id)
                await _draft(edition, line, shown[one.id], by)
                asked += 1
        if asked:
            told = f"{asked} exposants de l’édition précédente invités"
            await audit.note(edition.id, by, "invite-back", "edition", edition.id, told)
    return asked


async def draft_again(
    edition: EditionValue, former: uuid.UUID, by: Who, contact: OrganisationSaid | None = None
) -> uuid.UUID:
    """The draft and the letter of one exhibitor of the edition before; answers what it becomes. Raises NotFound.

    `contact` says better whom to write to, and completes what the organisation had left empty.
    """
    before = edition.copied_from or 0
    line = await exhibitors.exhibitor(before, former)
    if contact is not None:
        known = {name: getattr(line, name) or getattr(contact, name) for name in _COMPLETED}
        line = replace(line, **known, **{name: getattr(contact, name) for name in _CONTACT})
    return await _draft(edition, line, await exhibitors.shown_of(before, former), by)


_COMPLETED = ("siret", "insee_code", "website", "pitch")
_CONTACT = ("first_name", "last_name", "email", "phone")


async def _draft(edition: EditionValue, line: ExhibitorLine, shown: Shown, by: Who) -> uuid.UUID:
    booking = await stand_queries.booking_of(edition.copied_from or 0, line.id)
    needs = NeedsSaid(
        people=booking.people,
        tables=booking.tables,
        chairs=booking.chairs,
        panels=booking.panels,
        power_watts=booking.power_watts,
        network=booking.network,
        machine=booking.machine,
        note=booking.note,
        three_phase=booking.three_phase,
    )
    said = OrganisationSaid(
        name=line.name,
        kind=line.kind,
        sector=line.sector_code,
        siret=line.siret,
        insee_code=line.insee_code,
        website=line.website,
        pitch=line.pitch,
        first_name=line.first_name,
        last_name=line.last_name,
        email=line.email,
        phone=line.phone,
    )
    made = await stands.draft(edition, said, needs, by=by, letter="return")
    await exhibitor_verbs.show(made, shown)
    others = [one for one in await exhibitors.contacts_of(line.id) if one.email.casefold() != line.email.casefold()]
    for contact in others[: MOST_CONTACTS - 1]:
        told = ContactSaid(contact.first_name, contact.last_name, contact.email, contact.phone)
        await exhibitor_verbs.add_contact(made, told)
    for row in await fetch("SELECT image, width, height FROM exhibitor_logo WHERE exhibitor = {}", line.id):
        await exhibitor_verbs.set_logo(made, Logo(bytes(row["image"]), row["width"], row["height"]))
    details = await stand_queries.find_details(booking.id)
    if details is not None:
        new = await stand_queries.booking_of(edition.id, made)
        # The letter that asks them back says all: no second one.
        await stands.complete(edition, new.id, replace(details, half_days=(), setup_at=None), by, told=False)
    return made

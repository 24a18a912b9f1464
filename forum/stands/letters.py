"""What exhibitors are told, and the entry in their calendar."""

from __future__ import annotations

import uuid
from datetime import datetime

from forum import clock
from forum.editions.values import EditionValue
from forum.exhibitors.queries import ExhibitorLine
from forum.invitations.service import Entry
from forum.mail.service import Draft, Field
from forum.stands.queries import BookingLine
from forum.stands.rules import VALIDATED
from forum.web.words import say_date, say_hour, say_number, say_phone


def entry(edition: EditionValue, booking: BookingLine) -> Entry:
    """The exhibitor's day in a calendar, from set-up to teardown; tentative until the stand is validated."""
    day = edition.first_day
    return Entry(
        summary=f"{edition.name} – stand {booking.number}",
        description=f"Montage à partir de {say_hour(day.setup_at)}. Ouverture de {say_hour(day.opens_at)} à {say_hour(day.closes_at)}."
        f" Démontage après la fermeture, jusqu’à {say_hour(day.teardown_until)}.",
        location=f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}",
        starts_at=day.setup_at,
        ends_at=day.teardown_until,
        tentative=booking.state != VALIDATED,
        geo=(edition.latitude, edition.longitude) if edition.latitude else None,
    )


def draft(
    template: str,
    edition: EditionValue,
    exhibitor: ExhibitorLine,
    booking: BookingLine,
    *,
    link: uuid.UUID | None = None,
    badge: uuid.UUID | None = None,
    ics: str | None = None,
    ics_method: str = "REQUEST",
    word: str = "",
    until: datetime | None = None,
) -> Draft:
    """A letter about a booking; `template` is the name of one of this room's letters. `until` is when an offer ends."""
    day = edition.first_day
    fields: dict[str, Field] = {
        "first_name": exhibitor.first_name,
        "organisation": exhibitor.name,
        "number": booking.number,
        "zone": booking.zone,
        "date": say_date(day.date),
        "setup": say_hour(day.setup_at),
        "opens": say_hour(day.opens_at),
        "closes": say_hour(day.closes_at),
        "teardown": say_hour(day.teardown_until),
        "place": f"{edition.place}, {edition.city}",
        "phone": say_phone(edition.contact_phone),
        "tables": booking.tables,
        "chairs": booking.chairs,
        "people": booking.people,
        "power": f"{say_number(booking.power_watts)}\u00a0W" if booking.power_watts else "aucune",
        "word": word,
        "until": f"{say_date(clock.local(until).date())} à {say_hour(until)}" if until else "",
    }
    return Draft(
        edition=edition.id,
        template=f"stands/letters/{template}.md",
        fields=fields,
        to_address=exhibitor.email,
        to_name=exhibitor.contact,
        holder=exhibitor.id,
        link=link,
        badge=badge,
        ics=ics,
        ics_method=ics_method if ics else None,
    )

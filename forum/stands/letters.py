"""What exhibitors are told, and the entry in their calendar."""

from __future__ import annotations

import uuid
from datetime import datetime

from forum import clock
from forum.editions.values import EditionValue
from forum.exhibitors.queries import ExhibitorLine
from forum.invitations.service import Bundle, Entry
from forum.mail.service import Draft, Field
from forum.settings import settings
from forum.stands.queries import BookingLine
from forum.stands.rules import VALIDATED
from forum.web.words import say_date, say_hour, say_number, say_phone


def entries(edition: EditionValue, booking: BookingLine) -> dict[str, Entry]:
    """The exhibitor's stay in a calendar, by part: each day's opening (the first one first), the set-up from the hour that it
    chose, the teardown.

    Tentative until the stand is validated.
    """
    first, last, stand = edition.first_day, edition.last_day, f"stand {booking.number}"
    found: dict[str, Entry] = {}
    for day in edition.days:
        said = f"Ouverture au public de {say_hour(day.opens_at)} à {say_hour(day.closes_at)}."
        if day.setup_at < day.opens_at and day is not first:
            said += f" Accès des exposants dès {say_hour(day.setup_at)}."
        on = f", {say_date(day.date, year=False)}" if len(edition.days) > 1 else ""
        found[f"day-{day.id}"] = _entry(edition, booking, f"S{stand[1:]}{on}", said, day.opens_at, day.closes_at)
    if first.setup_at < first.opens_at:
        said = f"Installation avant l’ouverture au public, à {say_hour(first.opens_at)}."
        begins = setup_begins(edition, booking)
        found["setup"] = _entry(edition, booking, f"Montage du {stand}", said, begins, first.opens_at)
    if last.closes_at < last.teardown_until:
        said = f"Le stand est vide et propre à {say_hour(last.teardown_until)}."
        found["teardown"] = _entry(edition, booking, f"Démontage du {stand}", said, last.closes_at, last.teardown_until)
    return found


def shown_part(edition: EditionValue) -> str:
    """The part of the stay that mail programs show as the invitation: the first of `entries`."""
    return f"day-{edition.first_day.id}"


def setup_begins(edition: EditionValue, booking: BookingLine) -> datetime:
    """When the exhibitor may set up: the hour that it chose, while that still lies before the opening; else the first one."""
    first, chosen = edition.first_day, booking.setup_at
    return chosen if chosen and first.setup_at <= chosen < first.opens_at else first.setup_at


def _entry(
    edition: EditionValue, booking: BookingLine, what: str, said: str, starts_at: datetime, ends_at: datetime
) -> Entry:
    return Entry(
        summary=f"{what} – {edition.name}",
        description=said,
        location=f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}",
        starts_at=starts_at,
        ends_at=ends_at,
        tentative=booking.state != VALIDATED,
        geo=(edition.latitude, edition.longitude) if edition.latitude else None,
        url=f"{settings().base_url}/exposants/espace",
    )


def draft(
    template: str,
    edition: EditionValue,
    exhibitor: ExhibitorLine,
    booking: BookingLine,
    *,
    link: uuid.UUID | None = None,
    badge: uuid.UUID | None = None,
    calendar: Bundle | None = None,
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
        "setup": say_hour(setup_begins(edition, booking)),
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
        ics=calendar.text if calendar else None,
        ics_method=calendar.method if calendar else None,
        ics_mark=calendar.mark if calendar else None,
    )

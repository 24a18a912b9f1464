"""What visitors are told, and the entry in their calendar."""

from __future__ import annotations

import uuid

from forum.editions.values import EditionValue
from forum.invitations.service import Entry
from forum.mail.service import Draft
from forum.visitors.tables import Visitor
from forum.web.words import say_date, say_hour


def entry(edition: EditionValue) -> Entry:
    """The visit in a calendar: the opening hours of the first day."""
    day = edition.first_day
    return Entry(
        summary=f"{edition.name} – visite",
        description=f"Entrée libre de {say_hour(day.opens_at)} à {say_hour(day.closes_at)}. Pensez à votre badge.",
        location=f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}",
        starts_at=day.opens_at,
        ends_at=day.closes_at,
        geo=(edition.latitude, edition.longitude) if edition.latitude else None,
    )


def welcome(edition: EditionValue, visitor: Visitor, link: uuid.UUID, badge: uuid.UUID, ics: str, code: str) -> Draft:
    """The confirmation with the badge and the calendar entry."""
    day = edition.first_day
    return Draft(
        edition=edition.id,
        template="visitors/letters/welcome.md",
        fields={
            "first_name": visitor.first_name,
            "date": say_date(day.date),
            "opens": say_hour(day.opens_at),
            "closes": say_hour(day.closes_at),
            "place": f"{edition.place}, {edition.city}",
            "code": code,
        },
        to_address=visitor.email,
        to_name=f"{visitor.first_name} {visitor.last_name}",
        holder=visitor.id,
        link=link,
        badge=badge,
        ics=ics,
        ics_method="REQUEST",
    )


def goodbye(edition: EditionValue, visitor: Visitor, ics: str | None) -> Draft:
    """The place was given back."""
    return Draft(
        edition=edition.id,
        template="visitors/letters/goodbye.md",
        fields={"first_name": visitor.first_name, "date": say_date(edition.first_day.date)},
        to_address=visitor.email,
        to_name=f"{visitor.first_name} {visitor.last_name}",
        holder=visitor.id,
        ics=ics,
        ics_method="CANCEL" if ics else None,
    )


def way_in(edition: EditionValue, visitor: Visitor, link: uuid.UUID, badge: uuid.UUID | None) -> Draft:
    """« J'ai perdu mon badge »: the badge again, with a new link."""
    return Draft(
        edition=edition.id,
        template="visitors/letters/way_in.md",
        fields={"first_name": visitor.first_name, "date": say_date(edition.first_day.date)},
        to_address=visitor.email,
        to_name=f"{visitor.first_name} {visitor.last_name}",
        holder=visitor.id,
        link=link,
        badge=badge,
    )

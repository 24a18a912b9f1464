"""What visitors are told, and the entry in their calendar."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from forum.editions.values import EditionValue
from forum.invitations.service import Entry
from forum.mail.service import Draft, Field
from forum.settings import settings
from forum.visitors.queries import VisitorLine
from forum.web.words import say_date, say_hour


def entry(edition: EditionValue, visit: VisitorLine) -> Entry:
    """The visit in a calendar: the arrival slot, or the opening hours of the first day where people come when they like."""
    day = edition.first_day
    also = "".join(
        f" Ouvert aussi {say_date(one.date, year=False)} de {say_hour(one.opens_at)} à {say_hour(one.closes_at)}."
        for one in edition.days[1:]
    )
    words = f"Entrée libre de {say_hour(day.opens_at)} à {say_hour(day.closes_at)}.{also} Pensez à votre badge."
    summary = f"{edition.name} – visite"
    if visit.starts_at and visit.ends_at:
        summary = f"{summary}, arrivée {say_hour(visit.starts_at)}"
        words = (
            f"Arrivez entre {say_hour(visit.starts_at)} et {say_hour(visit.ends_at)}, restez autant qu’il vous plaît."
            " Pensez à votre badge."
        )
    return Entry(
        summary=summary,
        description=words,
        location=f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}",
        starts_at=visit.starts_at or day.opens_at,
        ends_at=visit.ends_at or day.closes_at,
        geo=(edition.latitude, edition.longitude) if edition.latitude else None,
        url=f"{settings().base_url}/visiteurs/espace",
    )


def draft(
    edition: EditionValue,
    visit: VisitorLine,
    template: str,
    more: Mapping[str, Field],
    link: uuid.UUID | None,
    badge: uuid.UUID | None,
    ics: str | None = None,
    method: str = "REQUEST",
) -> Draft:
    """A letter about one registration, by the name of its template."""
    day = (edition.day_of(visit.starts_at) if visit.starts_at else None) or edition.first_day
    return Draft(
        edition=edition.id,
        template=f"visitors/letters/{template}.md",
        fields={
            "first_name": visit.first_name,
            "date": say_date(day.date),
            "opens": say_hour(day.opens_at),
            "closes": say_hour(day.closes_at),
            "hour": say_hour(visit.starts_at) if visit.starts_at else "",
            "until_hour": say_hour(visit.ends_at) if visit.ends_at else "",
            "place": f"{edition.place}, {edition.city}",
            "heads": visit.heads,
            **more,
        },
        to_address=visit.email,
        to_name=visit.name,
        holder=visit.id,
        link=link,
        badge=badge,
        ics=ics,
        ics_method=method if ics else None,
    )

"""What teachers are told, and the entry in their calendar."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from forum.class_visits.queries import VisitLine
from forum.class_visits.rules import advice
from forum.editions.values import EditionValue
from forum.invitations.service import Entry
from forum.mail.service import Draft, Field
from forum.settings import settings
from forum.web.words import say_class, say_date, say_hour, say_phone


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the letter."""

    id: uuid.UUID
    first_name: str
    name: str
    email: str


def entry(edition: EditionValue, visit: VisitLine) -> Entry:
    """The visit in a calendar, from the arrival to the departure."""
    return Entry(
        summary=f"{edition.name} – {say_class(visit.class_name)} – arrivée {say_hour(visit.starts_at)} porte {visit.gate_code}",
        description=f"{visit.pupils} élèves, {visit.adults} accompagnateurs. Un seul code pour toute la classe."
        f" Retard ou absence\u00a0: {say_phone(edition.contact_phone)}.",
        location=f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}",
        starts_at=visit.starts_at,
        ends_at=visit.departs_at,
        geo=(edition.latitude, edition.longitude) if edition.latitude else None,
        url=f"{settings().base_url}/classes/espace",
    )


def draft(
    edition: EditionValue,
    visit: VisitLine,
    template: str,
    to: Reader,
    more: dict[str, Field],
    link: uuid.UUID | None,
    badge: uuid.UUID | None,
    ics: str | None = None,
    method: str = "REQUEST",
) -> Draft:
    """A letter about one class, by the name of its template."""
    return Draft(
        edition=edition.id,
        template=f"class_visits/letters/{template}.md",
        fields={
            "first_name": to.first_name,
            "class_name": say_class(visit.class_name),
            "school": visit.school_name,
            "pupils": visit.pupils,
            "adults": visit.adults,
            "heads": visit.heads,
            "date": say_date(visit.starts_at),
            "hour": say_hour(visit.starts_at),
            "departure": say_hour(visit.departs_at),
            "gate": visit.gate_code,
            "place": f"{edition.place}, {edition.city}",
            "phone": say_phone(edition.contact_phone),
            "advice": advice(visit.pupils, visit.adults) or "",
            **more,
        },
        to_address=to.email,
        to_name=to.name,
        holder=visit.id,
        link=link,
        badge=badge,
        ics=ics,
        ics_method=method if ics else None,
    )


def plain(edition: EditionValue, template: str, to: Reader, link: uuid.UUID) -> Draft:
    """A letter about no class in particular: a link, and what it opens."""
    return Draft(
        edition=edition.id,
        template=f"class_visits/letters/{template}.md",
        fields={
            "first_name": to.first_name,
            "date": say_date(edition.first_day.date),
            "phone": say_phone(edition.contact_phone),
        },
        to_address=to.email,
        to_name=to.name,
        holder=to.id,
        link=link,
    )

"""A small published edition to test on, made through the verbs."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from forum.editions import queries, service
from forum.editions.values import EditionValue
from forum.people.who import Who

SETUP = datetime(2026, 11, 27, 5, 30, tzinfo=UTC)
OPENING = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
CLOSING = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
ODILE = Who("staff", uuid.UUID(int=1), "Odile", None, frozenset({"organizer"}))


async def small_fair(slug: str = "2026") -> EditionValue:
    """One Friday in one hall with two gates."""
    edition = await service.open_edition(
        service.NewEdition(
            slug=slug,
            name="Forum des métiers du Haut-Jura",
            tagline="Cent métiers à toucher",
            place="Palais des sports",
            address="1 rue du Stade",
            postal_code="39200",
            city="Saint-Claude",
            latitude="46.3871",
            longitude="5.8655",
            access="Car : dépose devant le palais.",
            contact_email="forum@exemple.fr",
            contact_phone="0384410000",
            emergency_phone="0384410018",
        )
    )
    await service.add_day(edition, date(2026, 11, 27), SETUP, OPENING, CLOSING, datetime(2026, 11, 27, 18, tzinfo=UTC))
    hall = await service.add_hall(edition, "Grande salle", 4000, 2400, 500)
    await service.add_gate(edition, hall, "A", "Porte A", 0, 1200)
    await service.add_gate(edition, hall, "B", "Porte B", 4000, 1200)
    await service.publish(edition)
    return await queries.edition(edition)

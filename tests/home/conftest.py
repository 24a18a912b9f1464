"""A published edition to look at."""

from datetime import UTC, date, datetime

import pytest

from forum.editions import queries, service
from forum.editions.values import EditionValue


@pytest.fixture
async def edition(database: str) -> EditionValue:
    """One Friday in Saint-Claude, from 9 h to 17 h, Paris time."""
    made = await service.open_edition(
        service.NewEdition(
            slug="2026",
            name="Forum des métiers",
            tagline="Voir, toucher, essayer.",
            place="Palais des sports",
            address="1 rue du Stade",
            postal_code="39200",
            city="Saint-Claude",
            access="Parking à côté.",
            contact_email="forum@exemple.fr",
            contact_phone="0384000000",
            controller_name="La communauté de communes",
            controller_address="2 place de la Mairie, 39200 Saint-Claude",
            dpo_email="dpo@exemple.fr",
            publication_director="Odile Organise",
            host="Hébergeur, 3 rue des Serveurs, Besançon",
            visitors_close_at=datetime(2026, 11, 26, 22, tzinfo=UTC),
        )
    )
    at = [datetime(2026, 11, 27, hour, tzinfo=UTC) for hour in (6, 8, 16, 19)]
    await service.add_day(made, date(2026, 11, 27), *at)
    await service.publish(made)
    return await queries.current_edition()

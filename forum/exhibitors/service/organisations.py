"""Verbs of the exhibitors: enrol an organisation with its contact, correct it, name its people on the stand."""

from __future__ import annotations

import uuid
from typing import Any

from forum import clock
from forum.database import fetch, hold, transaction
from forum.errors import NotFound, Refusal
from forum.exhibitors.rules import OrganisationSaid
from forum.exhibitors.service.shown import index
from forum.exhibitors.tables import Exhibitor, ExhibitorContact, StandPerson
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.territory.sectors import SECTORS

_SECTOR_NAMES = {sector.code: sector.name for sector in SECTORS}


async def enrol(edition: int, said: OrganisationSaid) -> uuid.UUID:
    """An organisation and its main contact; answers the exhibitor's id."""
    async with transaction():
        exhibitor = Exhibitor(id=uuid.uuid4(), edition=edition, registered_at=clock.now(), **_columns(said))
        await exhibitor.save()
        await ExhibitorContact(
            id=uuid.uuid4(),
            exhibitor=exhibitor.id,
            rank=0,
            first_name=said.first_name,
            last_name=said.last_name,
            email=said.email,
            phone=said.phone,
        ).save()
        return exhibitor.id


async def correct(exhibitor_id: uuid.UUID, said: OrganisationSaid) -> None:
    """Correct what an organisation said of itself, its main contact included."""
    async with transaction():
        columns = {getattr(Exhibitor, name): value for name, value in _columns(said).items()}
        await Exhibitor.update(columns).where(Exhibitor.id == exhibitor_id)
        await ExhibitorContact.update(
            {
                ExhibitorContact.first_name: said.first_name,
                ExhibitorContact.last_name: said.last_name,
                ExhibitorContact.email: said.email,
                ExhibitorContact.phone: said.phone,
            }
        ).where((ExhibitorContact.exhibitor == exhibitor_id) & (ExhibitorContact.rank == 0))
        await index(exhibitor_id)


class StandCrowded(Refusal):
    """As many named badges as people announced, no more."""

    sentence = "Tous les badges de votre stand sont donnés. Augmentez d’abord le nombre de personnes."
    field = "last_name"


async def add_person(exhibitor_id: uuid.UUID, first_name: str, last_name: str, badge: uuid.UUID, cap: int) -> uuid.UUID:
    """Somebody who will stand on the stand with that badge, at most `cap`; answers the person's id. Raises StandCrowded."""
    async with transaction():
        await hold(Exhibitor, exhibitor_id)
        count = await fetch("SELECT count(*) AS n FROM stand_person WHERE exhibitor = {}", exhibitor_id)
        if int(count[0]["n"]) >= cap:
            raise StandCrowded
        person = StandPerson(
            id=uuid.uuid4(), exhibitor=exhibitor_id, badge=badge, first_name=first_name, last_name=last_name
        )
        await person.save()
        return person.id


async def remove_person(exhibitor_id: uuid.UUID, person_id: uuid.UUID) -> uuid.UUID:
    """Somebody will not come after all; answers the badge that ends with it. Raises NotFound."""
    gone = await fetch(
        "DELETE FROM stand_person WHERE id = {} AND exhibitor = {} RETURNING badge", person_id, exhibitor_id
    )
    if not gone:
        raise NotFound("Cette personne n’est pas sur votre stand.")
    found = gone[0]["badge"]
    return found if isinstance(found, uuid.UUID) else uuid.UUID(str(found))


def _columns(said: OrganisationSaid) -> dict[str, Any]:
    commune = find_commune(said.insee_code)
    words = f"{said.name} {_SECTOR_NAMES[said.sector]} {commune.name if commune else ''} {said.pitch}"
    return {
        "name": said.name,
        "kind": said.kind,
        "sector": said.sector,
        "siret": said.siret,
        "insee_code": said.insee_code,
        "website": said.website,
        "pitch": said.pitch,
        "search": fold(words)[:2000],
    }

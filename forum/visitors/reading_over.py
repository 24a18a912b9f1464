"""A registration as a visitor reads it over before it leaves: one group, on one screen."""

from __future__ import annotations

from forum.drafts.page import Group
from forum.editions.values import EditionValue
from forum.territory.communes import find_commune
from forum.visitors.offered import when
from forum.visitors.queries import VisitorSlotPlaces
from forum.visitors.rules import NEEDS, STATUSES, VisitorSaid


def groups(edition: EditionValue, said: VisitorSaid, slot: VisitorSlotPlaces | None) -> list[Group]:
    """Everything said, in the order of the form; what was left empty is not shown."""
    commune = find_commune(said.insee_code)
    lines = [
        ("Nom", f"{said.first_name} {said.last_name}"),
        ("Adresse", said.email),
        ("D’où", said.elsewhere or (commune.name if commune else said.postal_code)),
        ("Vous êtes", STATUSES[said.status]),
        ("Arrivée", _arrival(edition, said, slot)),
        ("Avec vous", _companions(said)),
        ("Filières", ", ".join(one.name for one in edition.sectors if one.code in said.sectors)),
        ("Besoins", ", ".join(NEEDS[need] for need in said.needs)),
    ]
    return [("Votre visite", "first_name", [(label, value) for label, value in lines if value])]


def _arrival(edition: EditionValue, said: VisitorSaid, slot: VisitorSlotPlaces | None) -> str:
    if slot is None:
        return ""
    return when(slot, edition) + (" (complet\u00a0: liste d’attente)" if said.heads > slot.left else "")


def _companions(said: VisitorSaid) -> str:
    adults, children = said.adults - 1, said.children
    told = [f"{adults} adulte{'s' if adults > 1 else ''}"] if adults else []
    told += [f"{children} enfant{'s' if children > 1 else ''}"] if children else []
    return ", ".join(told)

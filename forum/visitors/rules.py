"""Decisions about visitors: who they may say they are, and what fits together."""

import re
from dataclasses import dataclass

from forum.territory.folding import fold

STATUSES: dict[str, str] = {
    "collegien": "Collégien ou collégienne",
    "lyceen": "Lycéen ou lycéenne",
    "etudiant": "Étudiant ou étudiante",
    "apprenti": "Apprenti ou apprentie",
    "parent": "Parent",
    "demandeur_emploi": "En recherche d’emploi",
    "salarie": "En emploi, ou en reconversion",
    "enseignant": "Enseignant, formateur, conseil en orientation",
    "autre": "Autre",
}
MOST_COMPANIONS = 9


@dataclass(frozen=True, slots=True)
class VisitorSaid:
    """A registration that can stand. `insee_code` is None for people from outside the list, who say `elsewhere`."""

    first_name: str
    last_name: str
    email: str
    status: str
    postal_code: str
    insee_code: str | None
    elsewhere: str | None
    adults: int
    children: int
    sectors: tuple[str, ...] = ()


def name_key(first_name: str, last_name: str) -> str:
    """What makes two spellings of a name one person; a name in another alphabet than ours stays itself."""
    return fold(f"{first_name} {last_name}") or f"{first_name} {last_name}".casefold()


def reads_as_postal_code(text: str) -> bool:
    """Five digits, the first two a French département (metropolitan or overseas)."""
    return bool(re.fullmatch(r"(?:0[1-9]|[1-8][0-9]|9[0-578])[0-9]{3}", text))

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
CHANNELS: dict[str, str] = {
    "site": "sur le site",
    "phone": "par téléphone",
    "desk": "à l’accueil",
    "poster": "sur place, par l’affiche",
}
"""How a registration came in."""
NEEDS: dict[str, str] = {
    "wheelchair": "Fauteuil roulant, ou marche difficile",
    "hearing": "Boucle magnétique, ou langue des signes",
    "sight": "Malvoyance",
    "calm": "Un moment ou un endroit calme",
}
"""What the forum can prepare for. Counted, never kept beside a name: it would be health data (RGPD, art. 9)."""


@dataclass(frozen=True, slots=True)
class VisitorSaid:
    """A registration that can stand. `insee_code` is None for people from outside the list, who say `elsewhere`; `slot` is
    None while the edition has no arrival slots for its public; `needs` are counted apart and forgotten."""

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
    slot: int | None = None
    needs: tuple[str, ...] = ()

    @property
    def heads(self) -> int:
        return self.adults + self.children


def name_key(first_name: str, last_name: str) -> str:
    """What makes two spellings of a name one person; a name in another alphabet than ours stays itself."""
    return fold(f"{first_name} {last_name}") or f"{first_name} {last_name}".casefold()


def reads_as_postal_code(text: str) -> bool:
    """Five digits, the first two a French département (metropolitan or overseas)."""
    return bool(re.fullmatch(r"(?:0[1-9]|[1-8][0-9]|9[0-578])[0-9]{3}", text))

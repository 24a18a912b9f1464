"""Decisions about exhibitors: what they may be, and whether a SIRET is one."""

from dataclasses import dataclass

KINDS: dict[str, str] = {
    "company": "Entreprise",
    "craft": "Artisan ou métier d’art",
    "branch": "Branche ou fédération",
    "training": "Organisme de formation",
    "institution": "Institution, emploi et orientation",
    "association": "Association",
}
_LA_POSTE = "356000000"


@dataclass(frozen=True, slots=True)
class OrganisationSaid:
    """An organisation that can stand in the catalogue, with its main contact."""

    name: str
    kind: str
    sector: str
    siret: str | None
    insee_code: str | None
    website: str
    pitch: str
    first_name: str
    last_name: str
    email: str
    phone: str


def is_siret(digits: str) -> bool:
    """Whether fourteen digits are a SIRET: Luhn's sum is a multiple of ten (INSEE); La Poste's establishments sum to a multiple of five."""
    if len(digits) != 14 or not (digits.isascii() and digits.isdigit()):
        return False
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    doubled = [int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(digits)]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


OFFERS: dict[str, str] = {
    "stage_3e": "Stage de 3ᵉ",
    "stage_2de": "Stage de seconde",
    "alternance": "Alternance",
    "saisonnier": "Emploi saisonnier",
    "emploi": "Emploi",
}
LEVELS: dict[str, str] = {
    "college": "Collège",
    "lycee": "Lycée et CAP",
    "adults": "Après le bac et adultes",
}
MOST_JOBS, MOST_OFFERED, MOST_CONTACTS = 8, 99, 5


@dataclass(frozen=True, slots=True)
class Job:
    """A job shown: its ROME code when it is of the shipped list, and the words for it."""

    rome_code: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What an organisation shows and offers: jobs in order, offers by kind with their numbers, levels by code."""

    jobs: tuple[Job, ...]
    offers: dict[str, int]
    levels: frozenset[str]
    pitch: str
    website: str


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """Somebody else to write to."""

    first_name: str
    last_name: str
    email: str
    phone: str

"""What a class may say, and advice that never refuses."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

TRANSPORTS: dict[str, str] = {
    "coach": "Car affrété pour la classe",
    "shared": "Car partagé avec une autre classe",
    "line": "Ligne régulière",
    "train": "Train",
    "foot": "À pied",
}
PHOTOS: dict[str, str] = {
    "no": "Aucune photo reconnaissable",
    "partial": "Certains élèves seulement",
    "yes": "Autorisations de tous détenues par l’établissement",
}
MOST_PUPILS = 60
MOST_ADULTS = 15


@dataclass(frozen=True, slots=True)
class ClassSaid:
    """A class visit that can stand, once its slot has room.

    `girls` and `boys` are counts or None; `leaves_at` the hour of departure if it was said; `sectors` codes of sectors.
    """

    school: int
    class_name: str
    grade_level: str
    pupils: int
    adults: int
    special_needs: int
    transport: str
    slot: int
    photo: str
    lunch: bool
    girls: int | None = None
    boys: int | None = None
    leaves_at: datetime | None = None
    sectors: tuple[str, ...] = ()

    @property
    def heads(self) -> int:
        return self.pupils + self.adults

    @property
    def coaches(self) -> int:
        return coaches_of(self.transport)


@dataclass(frozen=True, slots=True)
class ReferentSaid:
    """The teacher who answers for the class."""

    first_name: str
    last_name: str
    email: str
    phone: str


def coaches_of(transport: str) -> int:
    """Coaches that a class brings to the forecourt: a shared one is counted with the class that charters it."""
    return 1 if transport == "coach" else 0


def advised_adults(pupils: int) -> int:
    """Adults advised: one for 15 pupils, never fewer than two.

    For collège and lycée the head of the school decides (circulaire 2011-117): advice, never a refusal.
    """
    return max(2, math.ceil(pupils / 15))


def advice(pupils: int, adults: int) -> str | None:
    """A sentence when fewer adults come than advised, else None."""
    wanted = advised_adults(pupils)
    if adults >= wanted:
        return None
    return f"Pour {pupils} élèves, nous conseillons {wanted} accompagnateurs. C’est un conseil\u00a0: votre chef d’établissement décide."

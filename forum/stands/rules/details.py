"""What is completed after the short form: details of the stand and the machine's declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MOST_SOCKETS, MOST_MEALS, MOST_PARKING, MOST_HEIGHT_CM = 12, 24, 6, 600
VEHICLES = {
    "none": "Aucun véhicule dans la halle",
    "car": "Une voiture",
    "van": "Un utilitaire",
    "lorry": "Un camion",
}
HALVES = {"morning": "matin", "afternoon": "après-midi"}
GUARDS = {
    "distance": "Parties dangereuses à 1\u00a0m au moins de l’allée",
    "screen": "Écran rigide devant les parties dangereuses",
    "none": "La machine n’a pas de partie dangereuse accessible",
}


@dataclass(frozen=True, slots=True)
class DetailsSaid:
    """Sockets, water, vehicle and so on; `half_days` are pairs of a day's id and « morning » or « afternoon »."""

    sockets: int
    water: bool
    vehicle: str
    height_cm: int
    noise: bool
    dust: bool
    meals: int
    parking: int
    setup_at: datetime | None
    group_size: int
    session_minutes: int
    half_days: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class MachineSaid:
    """The declaration of articles T 39 and T 40, signed with a name."""

    machine: str
    watts: int
    moving_parts: bool
    hot_surfaces: bool
    laser: bool
    smoke: bool
    pressurised_gas: bool
    guard: str
    ppe: str
    hands_on: bool
    least_age: int
    signed_by: str

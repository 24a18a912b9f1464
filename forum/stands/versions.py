"""Two versions of a part of an exhibitor's file, question by question, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from forum.editions.values import EditionValue
from forum.exhibitors.rules import KINDS, LEVELS, OFFERS
from forum.stands.rules import GUARDS, HALVES, POWERS, VEHICLES
from forum.territory.communes import find_commune
from forum.territory.sectors import find_sector
from forum.web.words import say_date, say_hour, say_number, say_phone

Version = tuple[str, str, str]
"""A question, what stands there, what was written."""

QUESTIONS = {
    "name": "Nom sur l’enseigne",
    "kind": "Genre d’organisation",
    "sector": "Filière",
    "siret": "SIRET",
    "insee_code": "Commune",
    "website": "Site internet",
    "pitch": "Présentation",
    "first_name": "Prénom",
    "last_name": "Nom",
    "email": "Adresse électronique",
    "phone": "Téléphone",
    "people": "Personnes sur le stand",
    "tables": "Tables",
    "chairs": "Chaises",
    "panels": "Grilles d’affichage",
    "power_watts": "Électricité",
    "network": "Prise réseau",
    "machine": "Machine présentée en marche",
    "note": "Autre chose",
    "three_phase": "Courant triphasé (400\u00a0V)",
    "sockets": "Prises de courant",
    "water": "Arrivée d’eau",
    "vehicle": "Véhicule dans la halle",
    "height_cm": "Hauteur la plus grande, en cm",
    "noise": "Bruit",
    "dust": "Poussière ou copeaux",
    "meals": "Repas",
    "parking": "Places de parking",
    "setup_at": "Heure de montage",
    "group_size": "Élèves à la fois",
    "session_minutes": "Durée d’une démonstration, en minutes",
    "half_days": "Vous serez là",
    "watts": "Puissance de la machine",
    "moving_parts": "Parties en mouvement",
    "hot_surfaces": "Surfaces chaudes",
    "laser": "Laser",
    "smoke": "Fumée ou vapeur",
    "pressurised_gas": "Gaz sous pression",
    "guard": "Protection du public",
    "ppe": "Équipements de protection prêtés",
    "hands_on": "Les élèves la manipulent",
    "least_age": "Âge minimum pour la manipuler",
    "signed_by": "Qui déclare",
    "jobs": "Métiers montrés",
    "levels": "Pour qui",
}
_WORDS: dict[str, Callable[[Any], str]] = {
    "kind": lambda code: KINDS.get(code, ""),
    "insee_code": lambda code: commune.name if (commune := find_commune(code)) else "",
    "phone": say_phone,
    "power_watts": lambda watts: POWERS.get(str(watts), f"{say_number(watts)}\u00a0W"),
    "watts": lambda watts: f"{say_number(watts)}\u00a0W",
    "vehicle": lambda code: VEHICLES.get(code, ""),
    "guard": lambda code: GUARDS.get(code, ""),
    "setup_at": lambda at: say_hour(at) if at else "peu importe",
    "jobs": lambda jobs: ", ".join(job["words"] for job in jobs),
    "levels": lambda levels: ", ".join(LEVELS[one] for one in LEVELS if one in levels),
}


def told(said: Any, edition: EditionValue) -> dict[str, str]:
    """Every answer of what was said (a frozen value of the forms, or several) in words; days and sectors are the edition's."""
    if isinstance(said, tuple):
        return {question: answer for one in said for question, answer in told(one, edition).items()}
    answers: dict[str, str] = {}
    for name, value in asdict(said).items():
        if name == "offers":
            answers |= {words: str(value.get(kind, 0)) for kind, words in OFFERS.items()}
        elif name == "half_days":
            answers[QUESTIONS[name]] = ", ".join(_half(edition, day, half) for day, half in sorted(value))
        elif name == "sector":
            sector = find_sector(value)
            answers[QUESTIONS[name]] = edition.sector(sector).name if sector else ""
        else:
            answers[QUESTIONS[name]] = _WORDS.get(name, _plainly)(value)
    return answers


def both(now: Mapping[str, str], typed: Mapping[str, str]) -> list[Version]:
    """The questions answered differently."""
    return [(question, now[question], typed[question]) for question in now if now[question] != typed[question]]


def _half(edition: EditionValue, day: int, half: str) -> str:
    several = {one.id: one.date for one in edition.days} if len(edition.days) > 1 else {}
    return f"{say_date(several[day])} {HALVES[half]}" if day in several else HALVES[half]


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()

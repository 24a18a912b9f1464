"""The questions of an exhibitor's file and their answers, in the words of its forms: for letters, the journal, two versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from forum.exhibitors.rules import KINDS, LEVELS
from forum.stands.rules import GUARDS, POWERS, VEHICLES
from forum.territory.communes import find_commune
from forum.web.words import say_hour, say_number, say_phone

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


def in_words(name: str, value: Any) -> str:
    """An answer as one reads it; nothing for what was left empty. Days and sectors are named by their edition."""
    return _WORDS.get(name, _plainly)(value)


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()

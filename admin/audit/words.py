"""French for the journal: who acts, on which kind of record, which column changed, what its value means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from admin.editions.words import DatesForm, IdentityForm, LegalForm, SectorsForm
from forum.audit.rules import WITHHELD
from forum.class_visits.rules import PHOTOS, TRANSPORTS
from forum.editions.retention import KINDS
from forum.editions.sectors import say_sectors
from forum.exhibitors.rules import KINDS as EXHIBITOR_KINDS
from forum.people.who import ROLE_NAMES
from forum.stands.rules import STATE_NAMES, STEPS
from forum.territory.communes import find_commune, territory
from forum.territory.grades import GradeLevel
from forum.territory.sectors import SECTORS
from forum.visitors.rules import STATUSES
from forum.web.words import say_date, say_moment

ACTORS = {
    "staff": "Équipe",
    "exhibitor": "Exposants",
    "teacher": "Enseignants",
    "visitor": "Visiteurs",
    "device": "Téléphones de l’accueil",
    "system": "Programme",
}

RECORDS = {
    "booking": "Réservation de stand",
    "class visit": "Visite de classe",
    "visitor": "Inscription de visiteur",
    "visitors": "Inscriptions de visiteurs, ensemble",
    "class visits": "Visites de classes, ensemble",
    "referent": "Enseignant",
    "edition": "Édition",
    "day": "Jour",
    "hall": "Salle et plan",
    "gate": "Porte",
    "slot": "Créneau d’arrivée",
    "visitor slot": "Créneau des visiteurs",
    "account": "Équipe",
    "badge": "Badge",
    "badge look": "Modèle des badges",
    "badge series": "Série de badges",
    "badge picture": "Image des badges",
    "print run": "Tirage de badges",
    "door device": "Téléphone de l’accueil",
    "door enrolment": "Invitation de l’accueil",
    "letter": "Courrier",
    "letters": "Courriers en échec",
    "letter template": "Texte de courrier",
    "mailing": "Envoi à plusieurs",
    "import": "Liste importée",
    "book": "Carnet d’adresses",
    "book companies": "Fiche du carnet (exposant)",
    "book schools": "Fiche du carnet (établissement)",
    "export": "Export ouvert",
    "backup": "Sauvegarde",
    "erasure": "Effacement",
    "teacher": "Enseignant (données)",
    "exhibitor": "Exposant (données)",
}

COLUMNS: dict[str, str] = {
    **IdentityForm.labels,
    **SectorsForm.labels,
    **LegalForm.labels,
    **DatesForm.labels,
    **STEPS,
    **{f"{kind.code}_erase_on": f"Effacement\u00a0: {kind.name}" for kind in KINDS.values()},
    "state": "État",
    "number": "Stand",
    "date": "Date",
    "setup_at": "Montage",
    "opens_at": "Ouverture",
    "closes_at": "Fermeture",
    "teardown_until": "Fin du démontage",
    "name": "Nom",
    "width_cm": "Largeur (cm)",
    "depth_cm": "Profondeur (cm)",
    "capacity_limit": "Personnes au plus",
    "hall": "Salle",
    "code": "Lettre",
    "x_cm": "Place en largeur (cm)",
    "y_cm": "Place en profondeur (cm)",
    "day": "Jour",
    "gate": "Porte",
    "starts_at": "Début",
    "ends_at": "Fin",
    "capacity_persons": "Places (personnes)",
    "capacity_coaches": "Places (cars)",
    "school": "Établissement",
    "class_name": "Classe",
    "grade_level": "Niveau",
    "pupils": "Élèves",
    "adults": "Adultes",
    "children": "Enfants",
    "girls": "Filles",
    "boys": "Garçons",
    "special_needs": "Besoins particuliers (nombre)",
    "transport": "Transport",
    "slot": "Créneau d’arrivée",
    "photo": "Photographies",
    "lunch": "Repas sur place",
    "leaves_at": "Départ",
    "sectors": "Filières",
    "sector": "Filière",
    "sector_code": "Filière",
    "kind": "Genre",
    "duty": "Fonction",
    "notice": "Bandeau",
    "colours": "Couleurs",
    "line": "Ligne",
    "back_line": "Texte du dos",
    "capacity": "Places",
    "needs": "Besoins à l’arrivée",
    "siret": "SIRET",
    "website": "Site",
    "pitch": "Présentation",
    "registered_at": "Inscription",
    "note": "Remarques",
    "first_name": "Prénom",
    "last_name": "Nom de famille",
    "email": "Courriel",
    "phone": "Téléphone",
    "status": "Situation",
    "postal_code": "Code postal",
    "insee_code": "Commune",
    "elsewhere": "Ailleurs",
    "people": "Personnes",
    "tables": "Tables",
    "chairs": "Chaises",
    "panels": "Grilles",
    "power_watts": "Électricité (W)",
    "network": "Réseau",
    "three_phase": "Triphasé",
    "machine": "Machine en marche",
    "subject": "Objet",
    "body": "Texte",
    "roles": "Rôles",
    "epci": "Communauté de communes",
}

_CODES: dict[str, Mapping[str, str]] = {
    "state": {
        **STATE_NAMES,
        "expected": "Attendue",
        "waiting": "En attente",
        "offered": "Place proposée",
        "lapsed": "Proposition échue",
        "cancelled": "Annulé",
    },
    "transport": TRANSPORTS,
    "photo": PHOTOS,
    "status": STATUSES,
    "kind": EXHIBITOR_KINDS,
    "roles": ROLE_NAMES,
    **{name: {one.code: one.name for one in SECTORS} for name in ("sector", "sectors", "sector_code")},
    "grade_level": {one.value: one.label for one in GradeLevel},
}

_NOTHING = {"own_sectors": say_sectors(None)}
"""What an empty column says, where that is something."""


def _commune(insee_code: str) -> str:
    known = find_commune(insee_code)
    return known.label if known else insee_code


def _epci(siren: str) -> str:
    return next((one.name for one in territory().epcis if one.siren == siren), siren)


_NAMED: dict[str, Callable[[str], str]] = {"own_sectors": say_sectors, "insee_code": _commune, "epci": _epci}

_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def said(column: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    """A value as organisers read it; `names` holds what ids of this edition are called, by column."""
    if value is None or value == "" or value == []:
        return _NOTHING.get(column, "")
    if value == WITHHELD:
        return "non conservé"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(said(column, one, names) for one in value)
    text = str(value)
    if column in names and text in names[column]:
        return names[column][text]
    if column in _CODES:
        return _CODES[column].get(text, text)
    if column in _NAMED:
        return _NAMED[column](text)
    if _ISO_MOMENT.fullmatch(text):
        return say_moment(datetime.fromisoformat(text))
    return say_date(date.fromisoformat(text)) if _ISO_DATE.fullmatch(text) else text

"""Which column is which field: guessed from its head, then from what it holds; chosen by whoever imports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from forum.exhibitors.rules import is_siret
from forum.territory.folding import fold

EXHIBITORS, CONTACTS = "exhibitors", "contacts"
KIND_NAMES = {EXHIBITORS: "Exposants", CONTACTS: "Contacts d’établissements"}


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a row may say; `heads` are the folded heads that name it, the surest first."""

    code: str
    name: str
    heads: tuple[str, ...]
    hint: str = ""


def _heads(told: str) -> tuple[str, ...]:
    return tuple(head.strip() for head in told.split(","))


_EMAIL = Field(
    "email",
    "Adresse électronique",
    _heads(
        "email, e mail, mail, courriel, adresse mail, adresse e mail, adresse email, adresse electronique, mel, mails, courriels"
    ),
    "Indispensable\u00a0: c’est là que part l’invitation.",
)
_CONTACT = Field(
    "contact",
    "Contact (prénom et nom ensemble)",
    _heads(
        "contact, nom prenom, nom et prenom, prenom nom, prenom et nom, interlocuteur, responsable, referent,"
        "personne a contacter, contact principal, representant"
    ),
    "Si votre liste met le prénom et le nom dans une seule colonne.",
)
_FIRST = Field("first_name", "Prénom du contact", _heads("prenom, prenom du contact, prenom contact"))
_LAST = Field("last_name", "Nom du contact", _heads("nom du contact, nom contact, nom de famille, nom"))
_PHONE = Field(
    "phone",
    "Téléphone",
    _heads(
        "telephone, tel, portable, mobile, telephone portable, tel portable, numero de telephone, n tel, telephone du contact, gsm"
    ),
)
_COMMUNE = Field("commune", "Commune", _heads("commune, ville, localite, commune d implantation"))
_POSTAL = Field(
    "postal_code", "Code postal", _heads("code postal, cp, codepostal"), "Départage les communes du même nom."
)
_NAME = Field(
    "name",
    "Nom de l’organisation",
    _heads(
        "raison sociale, nom de l organisation, nom de l entreprise, nom entreprise, entreprise, organisation,"
        "nom de la structure, structure, organisme, societe, denomination, exposant, nom de l exposant, enseigne, etablissement,"
        "nom commercial, nom"
    ),
    "Indispensable.",
)

FIELDS: dict[str, tuple[Field, ...]] = {
    EXHIBITORS: (
        _NAME,
        _EMAIL,
        _FIRST,
        _LAST,
        _CONTACT,
        _PHONE,
        Field(
            "siret",
            "SIRET",
            _heads("siret, numero siret, n siret, no siret, code siret"),
            "Reconnaît les doublons à coup sûr.",
        ),
        Field(
            "kind",
            "Genre d’organisation",
            _heads("genre, type, type d organisation, categorie, type de structure, statut"),
        ),
        Field(
            "sector", "Filière", _heads("filiere, secteur, secteur d activite, domaine, domaine d activite, branche")
        ),
        Field(
            "naf",
            "Code NAF ou APE",
            _heads("naf, ape, code naf, code ape, naf ape"),
            "Donne la filière quand elle manque.",
        ),
        _COMMUNE,
        _POSTAL,
        Field("website", "Site internet", _heads("site internet, site web, site, web, url")),
        Field("pitch", "Présentation", _heads("presentation, description, activite, activites, metiers presentes")),
    ),
    CONTACTS: (
        Field(
            "uai",
            "UAI de l’établissement",
            _heads("uai, code uai, n uai, numero uai, rne, code rne"),
            "Reconnaît l’établissement à coup sûr.",
        ),
        Field(
            "school",
            "Établissement",
            _heads(
                "etablissement, nom de l etablissement, nom etablissement, college lycee, ecole, college, lycee, structure, organisme"
            ),
        ),
        _COMMUNE,
        _POSTAL,
        _EMAIL,
        _FIRST,
        _LAST,
        _CONTACT,
        Field("duty", "Fonction", _heads("fonction, qualite, poste, role, fonction du contact, titre")),
        _PHONE,
    ),
}


def known_heads(kind: str) -> frozenset[str]:
    """Every folded head that names a field."""
    return frozenset(head for field in FIELDS[kind] for head in field.heads)


def signature(kind: str, heads: Sequence[str]) -> str:
    """The same for the same heads in the same order, whatever their accents: what a mapping is remembered under."""
    return hashlib.sha256("\n".join((kind, *map(fold, heads))).encode()).hexdigest()


def guess(kind: str, heads: Sequence[str], samples: Sequence[Sequence[str]]) -> dict[str, int]:
    """Field to column: by the head's own name, then by a head that holds it, then by what the column holds.

    Each column serves once. `samples` are some rows.
    """
    told = [fold(head) for head in heads]
    found: dict[str, int] = {}

    def take(code: str, place: int | None) -> None:
        if place is not None and code not in found and place not in found.values():
            found[code] = place

    for field in FIELDS[kind]:
        free = [place for place in range(len(told)) if place not in found.values()]
        take(field.code, next((place for head in field.heads for place in free if told[place] == head), None))
    for field in FIELDS[kind]:
        free = [place for place in range(len(told)) if place not in found.values()]
        held = (place for head in field.heads for place in free if len(head) > 3 and f" {head} " in f" {told[place]} ")
        take(field.code, next(held, None))
    for code, looks_like in _LOOKS.items():
        if any(field.code == code for field in FIELDS[kind]):
            take(code, _column_of(looks_like, len(told), samples))
    if "first_name" in found and "last_name" in found:
        found.pop("contact", None)
    return found


def _column_of(looks_like: re.Pattern[str], width: int, samples: Sequence[Sequence[str]]) -> int | None:
    """The column of which most filled cells look so."""
    for place in range(width):
        cells = [row[place] for row in samples if place < len(row) and row[place]]
        if cells and sum(bool(looks_like.fullmatch(cell)) for cell in cells) * 10 >= len(cells) * 6:
            return place
    return None


_LOOKS = {
    "email": re.compile(r"\S+@\S+\.\S+"),
    "siret": re.compile(r"\d{3}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{5}"),
    "uai": re.compile(r"0?\d{6}[A-Za-z]"),
    "phone": re.compile(r"(\+33|0)?[\s.]?[1-9]([\s.-]?\d{2}){4}"),
}


def siret_of(cell: str) -> str:
    """The SIRET that a cell means: a spreadsheet that took it for a number lost its first zeros.

    >>> siret_of("5552118460018")
    '05552118460018'
    """
    digits = re.sub(r"[\s.\u00a0\u202f'-]", "", cell)
    if digits.isdecimal() and 10 <= len(digits) < 14 and is_siret(digits.zfill(14)):
        return digits.zfill(14)
    return digits


def phone_of(cell: str) -> str:
    """The same for a telephone number: nine digits lost their zero."""
    digits = re.sub(r"[\s.\u00a0\u202f()/-]", "", cell)
    return f"0{digits}" if re.fullmatch(r"[1-9]\d{8}", digits) else cell

"""The shipped files of forum/data, read as rows."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

ATTRIBUTION: tuple[str, ...] = (
    "Code officiel géographique (INSEE), périmètres des EPCI (DGCL), base officielle des codes postaux (La Poste), "
    "via Etalab\u00a0: Licence Ouverte.",
    "Annuaire de l’éducation (ministère de l’Éducation nationale)\u00a0: Licence Ouverte 2.0.",
    "Calendrier scolaire, zone A (ministère de l’Éducation nationale).",
    "Répertoire opérationnel des métiers et des emplois, ROME 4 (France Travail)\u00a0: Licence Ouverte.",
    "Nomenclature d’activités française, NAF rév. 2 (INSEE).",
    "Places des communes sur la carte\u00a0: GeoNames (geonames.org), licence Creative Commons Attribution 4.0.",
)
"""What « Sources des données » owes to those who publish: one sentence per source."""


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped file, by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def parts(cell: str) -> tuple[str, ...]:
    """The list that one cell holds."""
    return tuple(part for part in cell.split("|") if part)

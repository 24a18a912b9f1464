"""How long each kind of personal data is kept: a date for each, set on the edition, or worked out from its last day.

Defaults: as little as the purpose needs (RGPD, art. 5-1-e). The CNIL gives three years after the last contact for people
one may write to again; for a free public event no fixed time is given, so shorter ones were chosen and are written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data: what it is, and what the default time is, in words for its readers."""

    code: str
    name: str
    what: str
    rule: str
    after: str
    """What is left once it is erased."""


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "visitors",
            "Visiteurs",
            "Prénom, nom, courriel, code postal, badge, courriers\u00a0; noms sur les badges de l’équipe et de la presse",
            "90 jours après le forum",
            "la situation, la commune et le nombre de personnes, sans nom",
        ),
        Kind(
            "scans",
            "Passages à la porte",
            "Ce qui relie un passage à une personne\u00a0: code lu, réponse affichée, note",
            "90 jours après le forum",
            "l’heure, la porte et le nombre de personnes",
        ),
        Kind(
            "classes",
            "Référents des classes",
            "Prénom, nom, courriel et téléphone des enseignants, courriers",
            "trois mois après la fin de l’année scolaire",
            "l’établissement, la classe, le niveau et les effectifs",
        ),
        Kind(
            "exhibitors",
            "Contacts des exposants",
            "Prénom, nom, courriel et téléphone des contacts, personnes du stand, courriers",
            "trois ans après le forum",
            "l’organisation, sa filière et son stand",
        ),
        Kind(
            "contacts",
            "Personnes à prévenir",
            "Prénom, nom et courriel de qui a demandé à connaître la prochaine édition",
            "trois ans après le forum, ou dès que la personne change d’avis",
            "rien",
        ),
        Kind(
            "journal",
            "Journal des actes",
            "Qui a fait quoi dans l’outil",
            "un an après le forum",
            "les effacements, et leur nombre",
        ),
    )
}


def dates(last_day: date, chosen: Mapping[str, date | None]) -> dict[str, date]:
    """The date of each kind: the one that was chosen, else the default."""
    return {kind: chosen.get(kind) or default_date(kind, last_day) for kind in KINDS}


def default_date(kind: str, last_day: date) -> date:
    """The date by the default rule. The school year is taken to end on 31 July, so that no calendar is needed."""
    if kind in ("visitors", "scans"):
        return last_day + timedelta(days=90)
    if kind == "classes":
        year = last_day.year if last_day.month < 8 else last_day.year + 1
        return date(year, 10, 31)
    return _years_after(last_day, 1 if kind == "journal" else 3)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)

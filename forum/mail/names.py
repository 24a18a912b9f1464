"""The templates of letters: `<concept>/letters/<name>.md` is forum/<concept>/pages/letters/<name>.md."""

from __future__ import annotations

import functools
from pathlib import Path

from forum.territory.folding import fold

FORUM = Path(__file__).resolve().parents[1]
_EXHIBITORS, _TEACHERS, _VISITORS, _TEAM, _ALL = "Exposants", "Enseignants", "Visiteurs", "Équipe", "Tout le monde"
# Who reads each letter, and what it is for.
_TOLD: dict[str, tuple[str, str]] = {
    "address_book/letters/school.md": ("Établissements", "Invitation à inscrire des classes"),
    "class_visits/letters/cancelled.md": (_TEACHERS, "Visite annulée"),
    "class_visits/letters/changed.md": (_TEACHERS, "Visite changée"),
    "class_visits/letters/colleague.md": (_TEACHERS, "Collègue associé à une visite"),
    "class_visits/letters/confirmed.md": (_TEACHERS, "Visite confirmée, avec le laissez-passer"),
    "class_visits/letters/lapsed.md": (_TEACHERS, "Places non confirmées à temps"),
    "class_visits/letters/pass.md": (_TEACHERS, "Laissez-passer renvoyé"),
    "class_visits/letters/promoted.md": (_TEACHERS, "Places libérées, à confirmer"),
    "class_visits/letters/received.md": (_TEACHERS, "Inscription reçue, adresse à vérifier"),
    "class_visits/letters/twin.md": (_TEACHERS, "Classe demandée une seconde fois"),
    "class_visits/letters/waiting.md": (_TEACHERS, "Mise en liste d’attente"),
    "class_visits/letters/way_in.md": (_TEACHERS, "Lien perdu"),
    "class_visits/letters/word.md": (_TEACHERS, "Mot à une sélection"),
    "mail/letters/trial.md": (_TEAM, "Courrier d’essai"),
    "mailings/letters/day_exhibitors.md": (_EXHIBITORS, "Rappel de la veille"),
    "mailings/letters/day_teachers.md": (_TEACHERS, "Rappel de la veille"),
    "mailings/letters/day_visitors.md": (_VISITORS, "Rappel de la veille"),
    "mailings/letters/follow.md": (_ALL, "Horaires, jour ou lieu corrigés"),
    "mailings/letters/general.md": (_ALL, "Message général"),
    "mailings/letters/message.md": (_ALL, "Message à une partie"),
    "mailings/letters/missing.md": (_EXHIBITORS, "Pièces manquantes"),
    "mailings/letters/thanks_exhibitors.md": (_EXHIBITORS, "Remerciements"),
    "mailings/letters/thanks_teachers.md": (_TEACHERS, "Remerciements"),
    "mailings/letters/thanks_visitors.md": (_VISITORS, "Remerciements"),
    "mailings/letters/week_exhibitors.md": (_EXHIBITORS, "Rappel, une semaine avant"),
    "mailings/letters/week_teachers.md": (_TEACHERS, "Rappel, une semaine avant"),
    "mailings/letters/week_visitors.md": (_VISITORS, "Rappel, une semaine avant"),
    "privacy/letters/erased.md": (_ALL, "Données effacées"),
    "privacy/letters/way_in.md": (_ALL, "Lien vers ses données"),
    "stands/letters/cancelled.md": (_EXHIBITORS, "Réservation annulée"),
    "stands/letters/changed.md": (_EXHIBITORS, "Dossier mis à jour"),
    "stands/letters/draft.md": (_EXHIBITORS, "Brouillon gardé"),
    "stands/letters/invited.md": (_EXHIBITORS, "Invitation à choisir un stand"),
    "stands/letters/moved.md": (_EXHIBITORS, "Changement de stand"),
    "stands/letters/offered.md": (_EXHIBITORS, "Stand libéré, à accepter"),
    "stands/letters/put_back.md": (_EXHIBITORS, "Retour en liste d’attente"),
    "stands/letters/received.md": (_EXHIBITORS, "Réservation reçue, avec le badge"),
    "stands/letters/refused.md": (_EXHIBITORS, "Demande refusée"),
    "stands/letters/return.md": (_EXHIBITORS, "Invitation à revenir"),
    "stands/letters/validated.md": (_EXHIBITORS, "Stand confirmé"),
    "stands/letters/waiting.md": (_EXHIBITORS, "Mise en liste d’attente"),
    "stands/letters/way_in.md": (_EXHIBITORS, "Lien perdu"),
    "team/letters/invited.md": (_TEAM, "Invitation dans l’équipe"),
    "team/letters/way_in.md": (_TEAM, "Lien de connexion"),
    "visitors/letters/changed.md": (_VISITORS, "Visite changée"),
    "visitors/letters/goodbye.md": (_VISITORS, "Visite annulée"),
    "visitors/letters/lapsed.md": (_VISITORS, "Place non confirmée à temps"),
    "visitors/letters/promoted.md": (_VISITORS, "Place libérée, à confirmer"),
    "visitors/letters/waiting.md": (_VISITORS, "Mise en liste d’attente"),
    "visitors/letters/way_in.md": (_VISITORS, "Badge perdu"),
    "visitors/letters/welcome.md": (_VISITORS, "Inscription reçue, avec le badge"),
    "visitors/letters/word.md": (_VISITORS, "Mot à une sélection"),
}


@functools.cache
def templates() -> frozenset[str]:
    """Every letter there is, by the name that a draft gives."""
    return frozenset(f"{path.parents[2].name}/letters/{path.name}" for path in FORUM.glob("*/pages/letters/*.md"))


def title(template: str) -> str:
    """What a letter is for, in a few French words, for lists."""
    return _TOLD[template][1] if template in _TOLD else template.rpartition("/")[2].removesuffix(".md")


def readers(template: str) -> str:
    """Whom a letter is written to, in one French word."""
    return _TOLD[template][0] if template in _TOLD else ""


def in_order(template: str) -> tuple[str, str]:
    """By readers, then by what the letter is for."""
    return fold(readers(template)), fold(title(template))

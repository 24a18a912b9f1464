"""Decisions of privacy: which dates may be set, which backups are too old, what a count is called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from forum.editions.retention import KINDS, default_date

VISITOR, TEACHER, EXHIBITOR = "visitor", "teacher", "exhibitor"
PROSPECT, SCHOOL = "prospect", "school"
"""Those of the address book: they never registered, and have no space of their own."""
GUEST = "badge"
"""Somebody whose badge the team made by hand: a volunteer, the press, an adult with a class."""
ACCOUNT = "account"
"""Somebody who signs in to the back office: found and told like everybody, taken out on the page of the team."""
REGISTERED = (VISITOR, TEACHER, EXHIBITOR)
SOURCES = (*REGISTERED, PROSPECT, SCHOOL, GUEST)
"""Those who can be erased."""
SOURCE_NAMES = {
    VISITOR: "Visiteur",
    TEACHER: "Référent de classe",
    EXHIBITOR: "Exposant",
    PROSPECT: "Carnet d’adresses, organisation",
    SCHOOL: "Carnet d’adresses, établissement",
    GUEST: "Badge de l’équipe, de la presse ou d’un accompagnateur",
    ACCOUNT: "Équipe",
}
SOURCE_OF_KIND = {
    "visitors": (VISITOR, GUEST),
    "classes": (TEACHER, SCHOOL),
    "exhibitors": (EXHIBITOR, PROSPECT),
    "contacts": REGISTERED,
}
COUNT_NAMES = {
    "people": "Personnes",
    "letters": "Courriers",
    "badges": "Badges",
    "entries": "Rendez-vous d’agenda",
    "ways_in": "Liens et sessions",
    "consents": "Accords",
    "acts": "Lignes du journal",
    "scans": "Passages détachés",
}
REASON_NAMES = {
    "date": "à l’échéance",
    "request": "à la demande de la personne",
    "restored": "de nouveau, après le retour d’une sauvegarde",
}
REQUESTED_IN_BACKUPS = timedelta(days=30)
"""How long a backup may still hold somebody who asked to be erased: the month in which the RGPD wants an answer (art. 12-3)."""
LONGEST_YEARS = 3


def fault_of_date(kind: str, wanted: date, last_day: date, today: date) -> str | None:
    """Why personal data of that kind cannot be erased on that day; None when it can."""
    if wanted <= last_day:
        return "Rien ne s’efface avant la fin du forum."
    if wanted <= today:
        return "Au plus tôt demain\u00a0: un effacement ne se défait pas."
    longest = max(default_date(kind, last_day), last_day + timedelta(days=365))
    if wanted > longest:
        return f"Au plus tard le {longest:%d/%m/%Y}\u00a0: les données ne se gardent pas plus longtemps que nécessaire."
    return None


def backup_is_stale(made_at: datetime, finished: Mapping[str, datetime], now: datetime) -> bool:
    """Whether a backup made then still holds what was erased since. `finished` has the last erasure of each reason."""
    for reason, at in finished.items():
        wait = REQUESTED_IN_BACKUPS if reason == "request" else timedelta()
        if made_at < at and now >= at + wait:
            return True
    return False


def told(counts: Mapping[str, int]) -> str:
    """« 12 personnes, 30 courriers »."""
    said = [
        f"{number} {COUNT_NAMES[name].lower()}" for name, number in counts.items() if number and name in COUNT_NAMES
    ]
    return ", ".join(said) or "rien"


KIND_NAMES = {code: kind.name for code, kind in KINDS.items()}

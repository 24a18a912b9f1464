"""Decisions of the address book: how far somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

COMPANIES, SCHOOLS = "companies", "schools"
STATES = {
    "new": ("off", "Pas encore invité"),
    "asked": ("info", "Invitation en préparation"),
    "invited": ("warn", "Invité, sans réponse"),
    "registered": ("good", "Inscrit"),
}


@dataclass(frozen=True, slots=True)
class SchoolContactSaid:
    """Somebody of a school to write to."""

    school: int
    first_name: str
    last_name: str
    duty: str
    email: str
    phone: str


def state(asked_at: datetime | None, invited_at: datetime | None, registered: bool) -> str:
    """One of STATES."""
    if registered:
        return "registered"
    if invited_at:
        return "invited"
    return "asked" if asked_at else "new"

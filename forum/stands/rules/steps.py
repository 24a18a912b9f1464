"""What an exhibitor still has to say after the short form, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NEEDS, MACHINE, DETAILS, SHOWN, PEOPLE = "needs", "machine", "details", "shown", "people"
STEPS = {
    MACHINE: "Déclaration de machine",
    NEEDS: "Mobilier et électricité",
    SHOWN: "Métiers, offres et programme",
    DETAILS: "Le jour du forum",
    PEOPLE: "Noms sur les badges",
}
DAYS_BEFORE = {MACHINE: 30, NEEDS: 30, SHOWN: 21, DETAILS: 21, PEOPLE: 7}
"""Days before the first day of the forum: the safety file and the sums of watts are closed a month before, the programme
is set three weeks before, badges are printed in the last week."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is of a booking, to tell what misses."""

    details: bool
    jobs: int
    pitch: bool
    people: int
    named: int
    machine: bool
    declared: bool
    needs: bool = True


@dataclass(frozen=True, slots=True)
class Missing:
    """Something still to say: the step it belongs to, a sentence, the part of the space where, and the last day for it."""

    step: str
    words: str
    where: str
    due: date | None = None

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


def default_deadlines(first_day: date) -> dict[str, date]:
    """The last day for each step when the organisers chose none."""
    return {step: first_day - timedelta(days=days) for step, days in DAYS_BEFORE.items()}


def missing(known: Known, due: Mapping[str, date] | None = None) -> list[Missing]:
    """What an exhibitor still has to say, the most urgent first."""
    due = due or {}
    left = [Missing(step, words, where, due.get(step)) for step, words, where in _left(known)]
    return sorted(left, key=lambda one: one.due or date.min)


def _left(known: Known) -> list[tuple[str, str, str]]:
    left = []
    if known.machine and not known.declared:
        words = "La déclaration de votre machine\u00a0: sans elle, le stand ne peut pas être confirmé."
        left.append((MACHINE, words, "machine"))
    if not known.needs:
        left.append((NEEDS, "Vos besoins\u00a0: tables, chaises, électricité.", "besoins"))
    if not known.jobs:
        left.append((SHOWN, "Les métiers que vous montrez et ce que vous proposez aux jeunes.", "metiers"))
    if not known.pitch:
        left.append((SHOWN, "Deux phrases pour le programme public.", "metiers"))
    if not known.details:
        left.append((DETAILS, "Le jour venu\u00a0: prises, montage, véhicule, repas, présence.", "precisions"))
    if (rest := known.people - known.named) > 0:
        names = "Le nom d’une personne" if rest == 1 else f"Les noms de {rest} personnes"
        left.append((PEOPLE, f"{names} du stand, pour les badges.", ""))
    return left

"""What the set-up's first page says: where the edition stands, what is missing, what happens when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.editions import rules
from forum.editions.queries import EditionLine, editions, slots
from forum.editions.rules import Around, Gap, Phase
from forum.editions.values import EditionValue
from forum.people.queries import team
from forum.people.who import DOOR_SUPERVISOR, ORGANIZER, ROLE_NAMES
from forum.settings import settings
from forum.stands import queries as stands
from forum.territory.holidays import notes_on

STEPS = (
    ("identity", "Nom, lieu, contacts", "/admin/edition/identite"),
    ("days", "Jours et heures", "/admin/edition/jours"),
    ("halls", "Salles et portes", "/admin/edition/salles"),
    ("sectors", "Filières", "/admin/edition/filieres"),
    ("slots", "Créneaux d’arrivée", "/admin/edition/creneaux"),
    ("dates", "Ouvertures et clôtures", "/admin/edition/dates"),
    ("legal", "Mentions légales", "/admin/edition/mentions"),
    ("stands", "Plan des stands", "/admin/stands"),
    ("letters", "Courriers et essai d’envoi", "/admin/letters"),
    ("team", "Équipe", "/admin/equipe"),
)
"""The pages of the set-up, in the order in which they are best filled."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One edition's set-up: each step with what it lacks, the phase, the milestones with whether they are past."""

    phase: Phase
    phase_name: str
    gaps: tuple[Gap, ...]
    steps: list[tuple[str, str, str, list[Gap]]]
    milestones: list[tuple[datetime, str, bool]]
    notes: list[str]
    editions: list[EditionLine]

    @property
    def publishable(self) -> bool:
        """Whether nothing is missing that the public must be able to read."""
        return not any(gap.before is None for gap in self.gaps)


async def standing(edition: EditionValue) -> Standing:
    """Everything that the page says, in a fixed number of questions."""
    people = await team()
    around = Around(
        stands=len(await stands.plan(edition.id)),
        slots=len(await slots(edition.id)),
        organizers=sum(ROLE_NAMES[ORGANIZER] in one.roles for one in people),
        door_people=sum(ROLE_NAMES[DOOR_SUPERVISOR] in one.roles for one in people),
        letters_leave=settings().smtp_url is not None,
    )
    now = clock.now()
    missing = rules.gaps(edition, around)
    reached = rules.phase(edition, now)
    return Standing(
        phase=reached,
        phase_name=rules.PHASE_NAMES[reached],
        gaps=missing,
        steps=[(code, name, path, [gap for gap in missing if gap.step == code]) for code, name, path in STEPS],
        milestones=[(at, said, at <= now) for at, said in rules.milestones(edition)],
        notes=[f"{note}" for day in edition.days for note in notes_on(day.date)],
        editions=await editions(),
    )

"""What the forms of a class offer: slots with their places, levels, ways to come, hours to leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeVar

from forum import clock
from forum.class_visits import queries
from forum.class_visits.forms import ClassForm
from forum.class_visits.rules import PHOTOS, TRANSPORTS, ClassSaid, coaches_of
from forum.editions.queries import SlotPlaces, slots
from forum.editions.values import EditionValue
from forum.territory.grades import GradeLevel
from forum.web.words import say_hour

WAITS = [
    ("", "Choisir une autre heure", "Changez l’heure d’arrivée ci-dessus."),
    ("slot", "Attendre cette heure", "La classe attend entière, à son rang."),
    ("any", "Attendre, à n’importe quelle heure", "La première qui peut recevoir toute la classe."),
]
NONE_OF_THEM = ("aucun", "Un autre établissement", "La page vous laisse chercher de nouveau.")
LEVELS = [(level.value, level.label) for level in GradeLevel]
HALF_HOUR = timedelta(minutes=30)
F = TypeVar("F", bound=ClassForm)


async def offered(edition: EditionValue, form: ClassForm, mine: queries.VisitLine | None = None) -> dict[str, Any]:
    """What the page offers; `mine` is the class that is being corrected, if it is one."""
    cards = [_card(slot, edition, mine) for slot in await slots(edition.id)]
    return {
        "slots": cards,
        "slot_lines": [(value, f"{hour}, {detail}") for value, hour, detail, off in cards if not off],
        "levels": LEVELS,
        "transports": list(TRANSPORTS.items()),
        "photos": list(PHOTOS.items()),
        "waits": WAITS if mine is None else [],
        "departures": _departures(edition),
        "sectors": [(sector.code, sector.name) for sector in edition.sectors],
        "candidates": [*((str(one.id), one.label) for one in form.candidates), NONE_OF_THEM] if form.candidates else [],
    }


def closings(edition: EditionValue) -> dict[int, datetime]:
    """When each day ends, by its id."""
    return {day.id: day.closes_at for day in edition.days}


def _departures(edition: EditionValue) -> list[tuple[str, str]]:
    """Every half-hour of the opening, from an hour after the first door opens."""
    hours: dict[str, str] = {}
    for day in edition.days:
        at = day.opens_at + 2 * HALF_HOUR
        while at <= day.closes_at:
            hours[f"{clock.local(at):%H:%M}"] = say_hour(at)
            at += HALF_HOUR
    return sorted(hours.items())


async def near(edition: EditionValue, said: ClassSaid) -> str:
    """The three slots nearest to the full one that still hold the class, in words."""
    every = await slots(edition.id)
    full = next((slot for slot in every if slot.id == said.slot), None)
    room = [slot for slot in every if slot.holds(said.pupils + said.adults, coaches_of(said.transport))]
    if full is None or not room:
        return ""
    room.sort(key=lambda slot: abs(slot.starts_at - full.starts_at))
    told = ", ".join(f"{say_hour(slot.starts_at)} porte {slot.gate_code}" for slot in room[:3])
    return f"Les plus proches qui ont la place\u00a0: {told}."


def typed_of(visit: queries.VisitLine) -> dict[str, str]:
    """A registered class as it would be typed; its sectors are `visit.sectors`."""
    return {
        "school": str(visit.school),
        "school_text": visit.school_name,
        "class_name": visit.class_name,
        "class_name_kept": visit.class_name,
        "grade_level": visit.grade_level,
        "pupils": str(visit.pupils),
        "adults": str(visit.adults),
        "special_needs": str(visit.special_needs or ""),
        "transport": visit.transport,
        "slot": str(visit.slot),
        "photo": visit.photo,
        "lunch": "yes" if visit.lunch else "",
        "girls": "" if visit.girls is None else str(visit.girls),
        "boys": "" if visit.boys is None else str(visit.boys),
        "leaves": f"{clock.local(visit.leaves_at):%H:%M}" if visit.leaves_at else "",
    }


def form_of(kind: type[F], visit: queries.VisitLine) -> F:
    """The form filled with a registered class."""
    return kind(typed_of(visit), {"sectors": [code for code in visit.sectors.split(",") if code]})


def _card(slot: SlotPlaces, edition: EditionValue, mine: queries.VisitLine | None) -> tuple[str, str, str, str]:
    """A slot as a card: hour and places left; one's own places count as free.

    A full one is « off » for a class that is registered, and can be taken by a new one, which then may wait.
    """
    own = mine is not None and mine.slot == slot.id
    persons = slot.persons_left + (mine.heads if own and mine else 0)
    coaches = slot.coaches_left + (mine.coaches if own and mine else 0)
    cars = "plus de place de car" if coaches == 0 else f"{coaches} place{'s' if coaches > 1 else ''} de car"
    full = "Complet" if mine else "Complet, liste d’attente"
    detail = f"{full} · porte {slot.gate_code}" if persons < 2 else f"{persons} places, {cars} · porte {slot.gate_code}"
    day = f"{slot.starts_at:%d/%m} " if len(edition.days) > 1 else ""
    return str(slot.id), f"{day}{say_hour(slot.starts_at)}", detail, "off" if persons < 2 and mine else ""

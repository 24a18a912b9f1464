"""A registration as its teacher reads it over before it leaves: group by group, each leading back to its field."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from forum.class_visits.rules import PHOTOS, TRANSPORTS, ClassSaid, ReferentSaid, advice
from forum.drafts.page import Group
from forum.editions.queries import SlotPlaces
from forum.editions.values import EditionValue
from forum.territory.grades import GradeLevel
from forum.web.words import say_class, say_hour, say_moment, say_phone


def groups(
    edition: EditionValue,
    school: str,
    classes: Sequence[ClassSaid],
    prefixes: Sequence[str],
    referent: ReferentSaid,
    slots: Sequence[SlotPlaces],
    waiting: Collection[str],
) -> list[Group]:
    """Everything said, in the order of the form; what was left empty is not shown. `waiting` are the prefixes of those that wait.

    Without a school, it and the teacher are known from another class, and only the classes are read over.
    """
    told: list[Group] = [("L’établissement", "school", [("Établissement", school)])] if school else []
    for said, p in zip(classes, prefixes, strict=True):
        slot = next((one for one in slots if one.id == said.slot), None)
        told.append((say_class(said.class_name), f"{p}class_name", _class(edition, said, slot, p in waiting)))
    if not school:
        return told
    lines = [
        ("Nom", f"{referent.first_name} {referent.last_name}"),
        ("Adresse", referent.email),
        ("Mobile", say_phone(referent.phone)),
    ]
    return [*told, ("Vous, pour cette classe" if len(classes) == 1 else "Vous, pour ces classes", "first_name", lines)]


def sending(classes: int, waiting: int) -> tuple[str, str]:
    """What the button does, and what follows it.

    >>> sending(3, 1)[0]
    'Inscrire les 3 classes, dont 1 sur la liste d’attente'
    """
    them = "la classe" if classes == 1 else f"les {classes} classes"
    if not waiting:
        return f"Inscrire {them}", "Les places sont prises à l’envoi."
    if waiting == classes:
        return f"Mettre {them} sur la liste d’attente", "Nous vous écrivons dès que des places se libèrent."
    some = f"Inscrire {them}, dont {waiting} sur la liste d’attente"
    return (
        some,
        "Les autres places sont prises à l’envoi\u00a0; nous vous écrivons dès que celles qui manquent se libèrent.",
    )


def _class(edition: EditionValue, said: ClassSaid, slot: SlotPlaces | None, waits: bool) -> list[tuple[str, str]]:
    arrival = ""
    if slot is not None:
        hour = say_moment(slot.starts_at) if len(edition.days) > 1 else say_hour(slot.starts_at)
        arrival = f"{hour}, porte {slot.gate_code}"
        if waits:
            arrival += " (complet\u00a0: liste d’attente)"
    count = f"{said.pupils} élèves, {said.adults} accompagnateur{'s' if said.adults > 1 else ''}"
    both = ((said.girls, "filles"), (said.boys, "garçons"))
    lines = [
        ("Niveau", GradeLevel(said.grade_level).label),
        ("Effectif", count),
        ("Filles et garçons", ", ".join(f"{number} {word}" for number, word in both if number is not None)),
        ("Besoins particuliers", str(said.special_needs or "")),
        ("Arrivée", arrival),
        ("Départ", say_hour(said.leaves_at) if said.leaves_at else ""),
        ("Transport", TRANSPORTS.get(said.transport, "")),
        ("Repas", "sur place, tiré du sac" if said.lunch else ""),
        ("Photos", PHOTOS.get(said.photo, "")),
        ("Filières", ", ".join(one.name for one in edition.sectors if one.code in said.sectors)),
        ("Conseil", advice(said.pupils, said.adults) or ""),
    ]
    return [(label, value) for label, value in lines if value]

"""A form of several classes while it is filled, and sent: the same for a teacher and for an organiser on the telephone."""

from __future__ import annotations

import re
from dataclasses import replace

from forum.class_visits import service
from forum.class_visits.choices import near
from forum.class_visits.forms import SeveralForm
from forum.class_visits.rules import ClassSaid, ReferentSaid
from forum.editions.queries import SlotPlaces
from forum.editions.service import SlotFull
from forum.editions.values import EditionValue
from forum.errors import Refusal
from forum.people.who import Who


def arranged(form: SeveralForm, act: str) -> bool:
    """A class more, a class less, or back to the form: nothing is sent."""
    if act == "ajouter":
        form.add_class()
    elif dropped := re.fullmatch(r"retirer-([2-9])", act):
        form.drop_class(int(dropped[1]))
    else:
        return act == "corriger"
    return True


async def looked_over(
    edition: EditionValue, form: SeveralForm, said: list[ClassSaid], places: list[SlotPlaces]
) -> frozenset[str] | None:
    """The prefixes of the classes that would wait as things stand; None when one has no places and does not wait.

    Then the form says which, and what else there is. Nothing is held: a slot may still fill before the form is sent.
    """
    waiting = set()
    asked = {slot.id: slot for slot in places}
    for p, one in zip(form.prefixes, said, strict=True):
        if (slot := asked.get(one.slot)) is None:
            continue
        if slot.holds(one.heads, one.coaches):
            asked[slot.id] = replace(
                slot, taken_persons=slot.taken_persons + one.heads, taken_coaches=slot.taken_coaches + one.coaches
            )
        elif form.wait_of(p):
            waiting.add(p)
        else:
            words = (
                "Ce créneau n’a plus la place pour la classe. Choisissez-en un autre, ou la liste d’attente, plus bas."
            )
            form.fault(f"{p}slot", f"{words} {await near(edition, one)}".strip())
    return None if form.faults else frozenset(waiting)


async def registered(
    edition: EditionValue, form: SeveralForm, said: list[ClassSaid], referent: ReferentSaid, by: Who | None
) -> list[service.Registered] | None:
    """Every class registered, or none: then the form says which one, and why."""
    try:
        return await service.register_several(edition, said, referent, by, form.waits)
    except Refusal as refusal:
        words = refusal.sentence
        if isinstance(refusal, SlotFull):
            words = f"{words} {await near(edition, said[refusal.number])}".strip()
        own = refusal.field in {"slot", "class_name"}
        form.fault(f"{form.prefixes[refusal.number] if own else ''}{refusal.field or 'form'}", words)
        return None

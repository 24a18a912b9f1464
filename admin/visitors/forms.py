"""What organisers may say of visitors: slots, places, a registration by telephone, a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum import clock
from forum.editions.values import EditionValue
from forum.forms import Typed
from forum.visitors.forms import VisitorForm


@dataclass(frozen=True, slots=True)
class SlotsSaid:
    """Slots to lay: on which day, between which moments, how long each, how many places."""

    day: int
    first: datetime
    last: datetime
    minutes: int
    places: int


class SlotsForm(Typed):
    """The arrival slots of a day, from the first to the last."""

    def read(self, edition: EditionValue) -> SlotsSaid | None:
        """What to lay, or None with the faults. `last` is when the last slot begins."""
        day = self.choice("day", [str(one.id) for one in edition.days], "Choisissez le jour.")
        first = self.hour("first", "Indiquez la première arrivée.")
        last = self.hour("last", "Indiquez la dernière arrivée.")
        minutes = self.whole("minutes", "La durée", 5, 240)
        places = self.whole("places", "Le nombre de places", 1, 5000)
        if first and last and last < first:
            self.fault("last", "La dernière arrivée vient après la première.")
        if self.faults or first is None or last is None:
            return None
        on = next(one for one in edition.days if str(one.id) == day).date
        return SlotsSaid(int(day), clock.utc(on, first), clock.utc(on, last), minutes, places)


class PlacesForm(Typed):
    """Other places for one slot."""

    def read(self) -> int:
        return self.whole("places", "Le nombre de places", 0, 5000)


class OnBehalfForm(VisitorForm):
    """A registration said over the telephone: the address may be missing, and then the badge is printed."""

    email_missing = None

    @property
    def anyway(self) -> bool:
        """Whether the organiser has seen that somebody of the same name is registered."""
        return self.ticked("anyway")


class NoteForm(Typed):
    """A note on a registration."""

    def read(self) -> str:
        return self.text("body", "Écrivez la note avant de l’enregistrer.", 2000, lines=True)


@dataclass(frozen=True, slots=True)
class TogetherSaid:
    """An act on many registrations: which, on which slot, with which words."""

    act: str
    slot: int
    title: str
    text: str


class TogetherForm(Typed):
    """One act for the whole list."""

    def read(self, acts: Iterable[str], slots: Sequence[int]) -> TogetherSaid:
        """What is asked; a letter needs words, a move needs an hour."""
        act = self.choice("act", acts, "Choisissez ce qu’il faut faire.")
        letter = act == "letter"
        slot = ""
        if act == "move":
            slot = self.choice("slot", [str(one) for one in slots], "Choisissez la nouvelle heure d’arrivée.")
        return TogetherSaid(
            act=act,
            slot=int(slot) if slot.isdigit() else 0,
            title=self.text("title", "Donnez un objet au courriel." if letter else None, 120),
            text=self.text("text", "Écrivez le courriel." if letter else None, 4000, lines=True),
        )

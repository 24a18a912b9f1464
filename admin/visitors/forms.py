"""What organisers may say of visitors: slots, places, a registration by telephone, a note."""

from __future__ import annotations

from dataclasses import dataclass

from admin.editions.forms import Span, SpanForm
from forum.editions.values import EditionValue
from forum.forms import Typed
from forum.visitors.forms import VisitorForm


@dataclass(frozen=True, slots=True)
class SlotsSaid:
    """Slots to lay: when, and how many places each."""

    span: Span
    places: int


class SlotsForm(SpanForm):
    """The arrival slots of a day, from the first to the last."""

    def read(self, edition: EditionValue) -> SlotsSaid | None:
        """What to lay, or None with the faults. `last` is when the last slot begins."""
        span = self.span(edition, 240)
        places = self.whole("places", "Le nombre de places", 1, 5000)
        return SlotsSaid(span, places) if span and not self.faults else None


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

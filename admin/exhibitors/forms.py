"""What an organiser types for somebody who called."""

from __future__ import annotations

import uuid

from forum.forms import Typed
from forum.stands.forms import BookingForm

DRAFT, WAITING = "brouillon", "attente"


class CallForm(BookingForm):
    """The exhibitor's own form, and the place it gets: a stand's number, none yet, or the waiting list."""

    def read_place(self) -> str:
        """A number, DRAFT or WAITING."""
        return self.text("place", "Choisissez un stand, un brouillon ou la liste d’attente.", most=12)


class RefusalForm(Typed):
    """A word for the exhibitor."""

    def read(self) -> str:
        """Why."""
        return self.text("word", most=400, lines=True)


class PlaceForm(Typed):
    """Another stand, or the booking to change places with."""

    def read(self) -> str:
        """The stand's number."""
        return self.text("number", most=8)


class MoveForm(Typed):
    """Where a booking goes, and with whom it changes places: whoever the page named."""

    def read(self) -> tuple[str, uuid.UUID | None]:
        """The stand's number, and the exhibitor who stood there; None where it was free."""
        number, _, holder = self.text("number", most=60).partition(" ")
        try:
            return number, uuid.UUID(holder) if holder else None
        except ValueError:
            return number, None

    @property
    def here(self) -> str:
        """The number that the booking had on the page."""
        return self.text("here", most=8)

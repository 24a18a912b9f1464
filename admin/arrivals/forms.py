"""What organisers say of the arrival plan."""

from __future__ import annotations

from forum.forms import Typed


class PaceForm(Typed):
    """How fast a gate goes."""

    def read(self) -> int:
        """Persons per minute."""
        return self.whole("pace", "La cadence de la porte", 1, 600)


class MoveForm(Typed):
    """Where a class goes, and a word to its teacher."""

    def read(self) -> tuple[int, str]:
        """The slot's id and the word, which may be empty."""
        slot = self.typed.get("slot", "")
        if not (slot.isdecimal() and len(slot) < 10):
            self.fault("slot", "Choisissez une heure d’arrivée.")
            slot = "0"
        return int(slot), self.text("word", None, 300)

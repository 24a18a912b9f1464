"""What people may say about their data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forum.editions.retention import KINDS
from forum.forms import Typed


class ErasureForm(Typed):
    """The one tick without which nothing is erased."""

    def read(self) -> bool:
        """Whether it was ticked."""
        if not self.ticked("sure"):
            self.fault("sure", "Cochez la case\u00a0: un effacement ne se défait pas.")
        return not self.faults


class DatesForm(Typed):
    """When each kind of data is erased."""

    @classmethod
    def showing(cls, dates: Mapping[str, date]) -> DatesForm:
        """The form filled with what is set."""
        return cls({kind: dates[kind].isoformat() for kind in KINDS if kind in dates})

    def read(self) -> dict[str, date]:
        """The dates that were given; `faults` names those that are none."""
        said = {}
        for kind in KINDS:
            typed = self.typed.get(kind, "").strip()
            try:
                said[kind] = date.fromisoformat(typed)
            except ValueError:
                self.fault(kind, "Indiquez une date, par exemple 2027-02-25.")
        return said

"""What organisers type to prepare the next edition."""

from __future__ import annotations

import uuid
from datetime import date

from forum.forms import Typed


class CopyForm(Typed):
    """The first day of the next forum."""

    def read(self) -> date | None:
        """The day, or None with the fault."""
        return self.date("date")


class ReturnForm(Typed):
    """The exhibitors to ask back, ticked in a list."""

    def read(self) -> set[uuid.UUID]:
        """The exhibitors that are ticked; what is no id is left out."""
        found = set()
        for told in self.many("exhibitor"):
            try:
                found.add(uuid.UUID(told))
            except ValueError:
                continue
        if not found:
            self.fault("exhibitor", "Cochez au moins un exposant.")
        return found

"""Which lines of the book are meant."""

from __future__ import annotations

import uuid

from forum.forms import Typed


class ChosenForm(Typed):
    """Lines that are ticked, or everybody whom the search finds; and what is wanted of them."""

    def read(self) -> tuple[str, set[uuid.UUID] | None]:
        """« invite » or « remove », and the lines; None means everybody found."""
        found = set()
        for told in self.many("entry"):
            try:
                found.add(uuid.UUID(told))
            except ValueError:
                continue
        wanted = self.typed.get("wanted", "")
        if wanted == "invite-all":
            return "invite", None
        if not found:
            self.fault("entry", "Cochez d’abord une fiche.")
        return wanted, found

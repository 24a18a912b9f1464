"""What is looked for in the journal."""

from __future__ import annotations

from admin.audit.words import ACTORS, RECORDS
from forum.audit.queries import Search
from forum.forms import Typed


class SearchForm(Typed):
    """Words, who, on what, from which day to which; a day that cannot be read is said, and left out."""

    def read(self) -> Search:
        """The search."""
        first, last = self.date("du", missing=None), self.date("au", missing=None)
        if first and last and last < first:
            self.fault("au", "Le dernier jour vient après le premier.")
            last = None
        qui, quoi = self.typed.get("qui", ""), self.typed.get("quoi", "")
        return Search(
            q=self.typed.get("q", "")[:80],
            kind=qui if qui in ACTORS else "",
            record=quoi if quoi in RECORDS else "",
            first=first,
            last=last,
        )

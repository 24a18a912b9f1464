"""What every list of the back office understands: words searched, a state, an order, a page, and its export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response

from forum.web.spreadsheet import Cell, csv_answer


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list that somebody asked for."""

    q: str
    state: str
    sort: str
    descending: bool
    page: int

    @property
    def direction(self) -> str:
        return "desc" if self.descending else "asc"

    def href(self, **changed: str) -> str:
        """The same list with something changed: « ?q=…&etat=…& »; the macro adds its own parameter."""
        asked = {"q": self.q, "etat": self.state, "sort": self.sort, "direction": self.direction, **changed}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def sortable(self) -> str:
        return self.href(sort="", direction="")

    @property
    def paged(self) -> str:
        return self.href() + "&page="


def wanted(request: Request[Any, Any, Any], state: str = "", sort: str = "") -> Wanted:
    """What the address asks for; anything odd is read as the default."""
    asked = request.query_params
    page = asked.get("page", "1")
    return Wanted(
        q=str(asked.get("q", ""))[:80],
        state=str(asked.get("etat", state))[:20],
        sort=str(asked.get("sort", sort))[:20],
        descending=asked.get("direction") == "desc",
        page=min(int(page), 10_000) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


def csv_file(name: str, head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Response[bytes]:
    """A list as a file that a French spreadsheet opens right."""
    return csv_answer(f"{name}.csv", head, lines)

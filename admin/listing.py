"""What every list of the back office understands: words searched, a state, an order, a page, and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from litestar import Request

from forum.web.sheets import FORMATS

WORDS = {"xlsx": "Excel", "ods": "ODS", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list that somebody asked for."""

    q: str
    state: str
    sort: str
    descending: bool
    page: int
    more: Mapping[str, str] = field(default_factory=dict)
    """Filters of this list alone, by their name in the address."""

    @property
    def direction(self) -> str:
        return "desc" if self.descending else "asc"

    def chosen(self, name: str) -> int | None:
        """The number of what one of this list's own filters names; None where it names nothing that may be one."""
        said = self.more.get(name, "")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None

    def href(self, **changed: str) -> str:
        """The same list with something changed: « ?q=…&etat=…& »; the macro adds its own parameter."""
        own = {"q": self.q, "etat": self.state, **self.more, "sort": self.sort, "direction": self.direction}
        asked = {**own, **changed}
        return "?" + urlencode({name: value for name, value in asked.items() if value})

    @property
    def sortable(self) -> str:
        return self.href(sort="", direction="")

    @property
    def paged(self) -> str:
        return self.href() + "&page="

    def exports(self, path: str) -> list[tuple[str, str]]:
        """Links to the files of the same list, in each format."""
        return exports(path, self.href())


def wanted(request: Request[Any, Any, Any], state: str = "", sort: str = "", more: Sequence[str] = ()) -> Wanted:
    """What the address asks for; anything odd is read as the default. `more` names the filters of this list alone."""
    asked = request.query_params
    page = asked.get("page", "1")
    return Wanted(
        q=str(asked.get("q", ""))[:80],
        state=str(asked.get("etat", state))[:20],
        sort=str(asked.get("sort", sort))[:20],
        descending=asked.get("direction") == "desc",
        page=min(int(page), 10_000) if page.isdecimal() and len(page) < 6 and int(page) else 1,
        more={name: str(asked[name])[:40] for name in more if asked.get(name)},
    )


def files_of(path: str = "/export") -> list[str]:
    """The addresses of a list's files under its router: the same handler answers them all, with `list_file`."""
    return [f"{path}.{kind}" for kind in FORMATS]


def exports(path: str, query: str = "") -> list[tuple[str, str]]:
    """The same as links for a page's toolbar: address and word."""
    return [(f"{path}.{kind}{query}", word) for kind, word in WORDS.items()]

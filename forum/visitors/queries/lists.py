"""Lists of visitors: searched, filtered, sorted, page by page or whole."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from forum.database import fetch
from forum.territory.folding import fold
from forum.territory.queries import within_epci
from forum.visitors.queries.visitors import COLUMNS, LIVING, VisitorLine, line_of

ORDERS = {
    "name": "v.search",
    "registered": "v.registered_at",
    "status": "v.status",
    "slot": "s.starts_at",
}
STATES = {
    "live": "c.visitor IS NULL AND w.visitor IS NULL",
    "waiting": "c.visitor IS NULL AND w.visitor IS NOT NULL AND w.lapsed_at IS NULL AND w.offered_until IS NULL",
    "offered": "c.visitor IS NULL AND w.offered_until IS NOT NULL",
    "lapsed": "c.visitor IS NULL AND w.lapsed_at IS NOT NULL",
    "cancelled": "c.visitor IS NOT NULL",
    "twins": "c.visitor IS NULL AND v.name_key <> '' AND EXISTS (SELECT 1 FROM visitor t LEFT JOIN visitor_cancellation tc"
    " ON tc.visitor = t.id WHERE t.edition = v.edition AND t.name_key = v.name_key AND t.id <> v.id AND tc.visitor IS NULL)",
}
PAGE = 50
PIECE = 500


@dataclass(frozen=True, slots=True)
class Sought:
    """Which registrations: words in the name, address or commune; a state of `STATES`; a slot; how they came in."""

    q: str = ""
    state: str = ""
    slot: int | None = None
    channel: str = ""
    epci: str | None = None


@dataclass(frozen=True, slots=True)
class VisitorList:
    """A page of the list, and how many there are in all."""

    lines: list[VisitorLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def visitors(
    edition: int, sought: Sought, sort: str = "name", descending: bool = False, page: int = 1
) -> VisitorList:
    """One page of the registrations sought."""
    where, values = _where(edition, sought)
    total = await fetch(f"SELECT count(*) AS n FROM {LIVING}{where}", *values)
    order = f"{ORDERS.get(sort, ORDERS['name'])} {'DESC' if descending else 'ASC'}, v.id"
    rows = await fetch(
        f"{COLUMNS}{where} ORDER BY {order} LIMIT {{}} OFFSET {{}}", *values, PAGE, (max(1, page) - 1) * PAGE
    )
    return VisitorList([line_of(row) for row in rows], int(total[0]["n"]), max(1, page))


async def all_visitors(edition: int, q: str = "", state: str = "", epci: str | None = None) -> list[VisitorLine]:
    """Every registration, in the order of the names."""
    return await sought_visitors(edition, Sought(q, state, epci=epci))


async def sought_visitors(edition: int, sought: Sought) -> list[VisitorLine]:
    """Every registration sought, in the order of the names."""
    return [line async for line in each_visitor(edition, sought)]


async def each_visitor(edition: int, sought: Sought) -> AsyncIterator[VisitorLine]:
    """The same, read piece by piece: a list of any length is never whole in memory."""
    where, values = _where(edition, sought)
    last: list[Any] = []
    while True:
        after = " AND (v.search > {} OR (v.search = {} AND v.id > {}))" if last else ""
        rows = await fetch(
            f"{COLUMNS.replace('SELECT', 'SELECT v.search,', 1)}{where}{after} ORDER BY v.search, v.id LIMIT {{}}",
            *values,
            *last,
            PIECE,
        )
        for row in rows:
            search = row.pop("search")
            last = [search, search, row["id"]]
            yield line_of(row)
        if len(rows) < PIECE:
            return


async def heads(edition: int, epci: str | None = None) -> tuple[int, int]:
    """How many registrations stand, and how many people they announce; whoever waits is not counted."""
    where, values = _where(edition, Sought(state="live", epci=epci))
    rows = await fetch(
        f"SELECT count(*) AS n, coalesce(sum(v.adults + v.children), 0) AS heads FROM {LIVING}{where}", *values
    )
    return int(rows[0]["n"]), int(rows[0]["heads"])


def _where(edition: int, sought: Sought) -> tuple[str, list[Any]]:
    where = " WHERE v.edition = {}"
    values: list[Any] = [edition]
    for word in fold(sought.q).split()[:6]:
        where += " AND v.search LIKE {}"
        values.append(f"%{word}%")
    if sought.state in STATES:
        where += f" AND {STATES[sought.state]}"
    if sought.slot is not None:
        where += " AND v.slot = {}"
        values.append(sought.slot)
    if sought.channel:
        where += " AND v.channel = {}"
        values.append(sought.channel)
    within, codes = within_epci("v.insee_code", sought.epci)
    return where + within, [*values, *codes]

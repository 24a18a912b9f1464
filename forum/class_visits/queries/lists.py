"""The organisers' list of class visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from forum.class_visits.queries.visits import COLUMNS, FROM, VisitLine, line_of
from forum.database import fetch
from forum.territory.folding import fold
from forum.territory.queries import within_epci

ORDERS = {
    "arrival": "a.starts_at, g.code, v.search",
    "class": "v.class_folded, s.search",
    "school": "s.search, v.class_folded",
    "pupils": "v.pupils",
    "registered": "v.registered_at",
    "line": "w.asked_at, v.registered_at",
}
PAGE = 50
_LIVE = "c.class_visit IS NULL AND w.class_visit IS NULL"
STATES = {
    "live": _LIVE,
    "unchecked": f"{_LIVE} AND r.trusted_at IS NULL",
    "waiting": "c.class_visit IS NULL AND w.class_visit IS NOT NULL",
    "late": f"{_LIVE} AND d.kind = 'late'",
    "absent": f"{_LIVE} AND d.kind = 'absent'",
    "cancelled": "c.class_visit IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list: words, a state, a slot, a way to come, a level, a school, a communauté de communes, ids."""

    q: str = ""
    state: str = "live"
    slot: int | None = None
    transport: str = ""
    grade: str = ""
    school: int | None = None
    lunch: bool = False
    needs: bool = False
    epci: str | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class VisitList:
    """A page of the list, with totals over all of it."""

    lines: list[VisitLine]
    total: int
    pupils: int
    adults: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


async def visits(
    edition: int,
    q: str = "",
    state: str = "live",
    sort: str = "arrival",
    descending: bool = False,
    page: int = 1,
    epci: str | None = None,
    wanted: Wanted | None = None,
) -> VisitList:
    """Visits whose class, school, commune or referent holds every word of `q`; `state` is one of STATES, or empty for all."""
    where, values = _where(edition, wanted or Wanted(q, state, epci=epci))
    sums = await fetch(
        "SELECT count(*) AS n, coalesce(sum(v.pupils), 0) AS pupils, coalesce(sum(v.adults), 0) AS adults"
        f"{FROM}{where}",
        *values,
    )
    rows = await fetch(
        f"{COLUMNS}{where} ORDER BY {_order(sort, descending)}, v.id LIMIT {{}} OFFSET {{}}",
        *values,
        PAGE,
        (max(1, page) - 1) * PAGE,
    )
    one = sums[0]
    return VisitList(
        [line_of(row) for row in rows], int(one["n"]), int(one["pupils"]), int(one["adults"]), max(1, page)
    )


async def all_visits(
    edition: int,
    q: str = "",
    state: str = "live",
    epci: str | None = None,
    wanted: Wanted | None = None,
    sort: str = "arrival",
    descending: bool = False,
) -> list[VisitLine]:
    """The same without pages, by arrival."""
    where, values = _where(edition, wanted or Wanted(q, state, epci=epci))
    rows = await fetch(f"{COLUMNS}{where} ORDER BY {_order(sort, descending)}, v.id", *values)
    return [line_of(row) for row in rows]


async def counts(edition: int, epci: str | None = None) -> dict[str, int]:
    """How many visits are in each of STATES."""
    within, codes = within_epci("s.insee_code", epci)
    sums = ", ".join(
        f"coalesce(sum(CASE WHEN {clause} THEN 1 ELSE 0 END), 0) AS {name}" for name, clause in STATES.items()
    )
    rows = await fetch(f"SELECT {sums}{FROM} WHERE v.edition = {{}}{within}", edition, *codes)
    return {name: int(rows[0][name]) for name in STATES}


def _order(sort: str, descending: bool) -> str:
    way = " DESC" if descending else ""
    return ", ".join(f"{part}{way}" for part in ORDERS.get(sort, ORDERS["arrival"]).split(", "))


def _where(edition: int, wanted: Wanted) -> tuple[str, list[Any]]:
    where = " WHERE v.edition = {}"
    values: list[Any] = [edition]
    for word in fold(wanted.q).split()[:6]:
        where += " AND v.search LIKE {}"
        values.append(f"%{word}%")
    if wanted.state in STATES:
        where += f" AND {STATES[wanted.state]}"
    for column, value in (
        ("v.slot", wanted.slot),
        ("v.transport", wanted.transport),
        ("v.grade_level", wanted.grade),
        ("v.school", wanted.school),
    ):
        if value:
            where += f" AND {column} = {{}}"
            values.append(value)
    if wanted.lunch:
        where += " AND v.lunch"
    if wanted.needs:
        where += " AND v.special_needs > 0"
    if wanted.ids is not None:
        where += f" AND v.id IN ({', '.join(['{}'] * len(wanted.ids))})" if wanted.ids else " AND 1 = 0"
        values += wanted.ids
    within, codes = within_epci("s.insee_code", wanted.epci)
    return where + within, [*values, *codes]

"""Questions about schools."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forum.database import engine
from forum.errors import NotFound
from forum.territory.communes import codes_of, find_commune
from forum.territory.folding import fold, shortened
from forum.territory.kinds import SchoolKind, site_name
from forum.territory.tables import School
from forum.territory.uai import read_uai

_KINDS = list(SchoolKind)


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """A school with where it is; `campus` is the same for the schools of one site (collège, lycée, SEGPA …)."""

    id: int
    uai: str | None
    name: str
    kind: SchoolKind
    insee_code: str | None
    municipality: str
    department: str
    epci_siren: str | None
    epci_name: str | None
    in_territory: bool
    campus: str

    @property
    def label(self) -> str:
        """« Collège du Plateau, Lavans-lès-Saint-Claude »."""
        return f"{self.name}, {self.municipality}"


async def school(school_id: int) -> SchoolEntry:
    """The school with that id.

    Raises:
        NotFound: there is none.
    """
    found = (await schools([school_id])).get(school_id)
    if found is None:
        raise NotFound("Cet établissement n’est pas dans la liste.")
    return found


async def schools(ids: Iterable[int]) -> dict[int, SchoolEntry]:
    """Several schools by id, in one query."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    return {row["id"]: _entry(row) for row in await School.select().where(School.id.is_in(wanted))}


async def all_schools() -> tuple[SchoolEntry, ...]:
    """Every school, those of the territory first, by commune, the schools of a campus together."""
    return tuple(sorted((_entry(row) for row in await School.select()), key=_in_order))


async def find_school(uai: str) -> SchoolEntry | None:
    """The school with that UAI, however typed, or nothing."""
    code = read_uai(uai).code
    row = await School.select().where(School.uai == code).first() if code else None
    return _entry(row) if row else None


async def search_schools(q: str, limit: int = 10) -> tuple[SchoolEntry, ...]:
    """Up to `limit` schools by name, kind, commune (former names too), postal code or UAI, best first.

    A UAI with a wrong letter finds the school that it nearly names. The schools of one campus stay side by side.
    """
    reading = read_uai(q)
    wanted = fold(reading.code or reading.suggestion or q)
    if len(wanted.replace(" ", "")) < 2:
        return ()
    known = await _known()
    found = _having(known, wanted)
    for fewer in shortened(wanted, shortest=3):
        found = found or _having(known, fewer)
    ranks: dict[str, int] = {}
    for one in found:
        campus = one.entry.campus
        ranks[campus] = min(ranks.get(campus, 9), _rank(one, wanted))
    found.sort(key=lambda one: (ranks[one.entry.campus], one.order))
    return tuple(one.entry for one in found[:limit])


@dataclass(frozen=True, slots=True)
class _Known:
    """A school as the search sees it: its words, each after a space, and what its rank and its place depend on."""

    entry: SchoolEntry
    words: str
    uai: str
    site: str
    municipality: str
    order: tuple[bool, str, str, int, str]


_KEPT_FOR = 30.0
_kept: dict[object, tuple[float, list[_Known]]] = {}


def forget() -> None:
    """The schools changed: read them again. Another process sees it within half a minute."""
    _kept.clear()


async def _known() -> list[_Known]:
    """Every school, ready to be searched: each keystroke of a form asks."""
    here, now = engine(), time.monotonic()
    at, known = _kept.get(here, (-_KEPT_FOR, []))
    if known and now - at < _KEPT_FOR:
        return known
    known = [_ready(row) for row in await School.select()]
    _kept.clear()
    _kept[here] = (now, known)
    return known


def _ready(row: dict[str, Any]) -> _Known:
    one = _entry(row)
    return _Known(one, row["search"], fold(one.uai or ""), site_name(one.name), fold(one.municipality), _in_order(one))


def _having(known: list[_Known], wanted: str) -> list[_Known]:
    """Schools of which every word begins a searched word."""
    words = [f" {word}" for word in wanted.split()]
    return [one for one in known if all(word in one.words for word in words)]


def _rank(one: _Known, wanted: str) -> int:
    if one.uai == wanted:
        return 0
    if one.site.startswith(site_name(wanted) or wanted):
        return 1
    return 2 if one.municipality.startswith(wanted) else 3


def _in_order(one: SchoolEntry) -> tuple[bool, str, str, int, str]:
    return not one.in_territory, fold(one.municipality), one.campus, _KINDS.index(one.kind), fold(one.name)


def _entry(row: dict[str, Any]) -> SchoolEntry:
    here = find_commune(row["insee_code"])
    place = row["insee_code"] or fold(row["municipality_name"])
    return SchoolEntry(
        id=row["id"],
        uai=row["uai"],
        name=row["name"],
        kind=SchoolKind(row["kind"]),
        insee_code=row["insee_code"],
        municipality=here.name if here else row["municipality_name"],
        department=here.department_name if here else "",
        epci_siren=here.epci_siren if here else None,
        epci_name=here.epci_name if here else None,
        in_territory=here.in_territory if here else False,
        campus=f"{place} {site_name(row['name'])}",
    )


def within_epci(column: str, siren: str | None) -> tuple[str, list[Any]]:
    """A clause for a list that somebody sees of one communauté de communes only, and its values; empty for everybody else.

    An unknown SIREN holds nothing.
    """
    if siren is None:
        return "", []
    codes = codes_of(siren)
    if not codes:
        return " AND 1 = 0", []
    return f" AND {column} IN ({', '.join(['{}'] * len(codes))})", list(codes)

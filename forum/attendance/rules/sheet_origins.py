"""The sheet of origins: from which communes people came, gathered by communauté de communes, in or out of the territory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from forum.attendance.rules.attended import Attended
from forum.attendance.rules.definitions import said
from forum.attendance.rules.sheet import Cell, Column, Counts, Heads, Sheet, rate
from forum.attendance.rules.sheets import class_totals
from forum.attendance.values import CLASS, EXHIBITOR
from forum.territory.communes import find_commune, find_epci, territory
from forum.territory.folding import fold

ELSEWHERE = "elsewhere"
UNKNOWN = "unknown"
Four = tuple[Heads, Heads, Heads, Heads]
Where = tuple[str, str]
"""A group of origins, and the commune or place in it: ("200071595", "39478")."""


def origins(told: Attended, counts: Counts) -> Sheet:
    """D’où viennent les personnes présentes : commune de l’établissement pour les classes, commune donnée à l’inscription ou
    à l’accueil pour les autres, regroupées par communauté de communes, dans le territoire ou hors de lui. Une
    commune corrigée ensuite compte telle que corrigée, jusqu’à ce que les chiffres soient arrêtés. Ce qui n’est pas connu est
    montré comme tel, jamais réparti."""
    people = _origins_counted(told)
    groups: dict[str, dict[str, list[int]]] = {}
    for (group, place), numbers in people.items():
        groups.setdefault(group, {})[place] = numbers
    class_totals(told, counts)
    schools = _schools_by_place(told)
    total = _origin_cells(counts, _added(people.values()))
    rows: list[tuple[Cell, ...]] = []
    depths: list[int] = []
    refs: list[str] = []
    inside = [one.siren for one in territory().epcis]
    outside = sorted((group for group in groups if group not in (*inside, ELSEWHERE, UNKNOWN)), key=_epci_sorted)
    tops: list[Four] = []
    for title, code, members in (
        ("Dans le territoire", "in", inside),
        ("Hors du territoire, communes voisines", "out", outside),
    ):
        cells = _origin_cells(counts, _added(n for m in members for n in groups.get(m, {}).values()), f"zone={code}")
        tops.append(cells)
        rows.append((title, *cells, rate(cells[3], total[3])))
        depths.append(0)
        refs.append(code)
        mine = []
        for member in members:
            places = groups.get(member, {})
            of_group = _origin_cells(counts, _added(places.values()), f"epci={member}")
            mine.append(of_group)
            rows.append((_epci_name(member), *of_group, rate(of_group[3], total[3])))
            depths.append(1)
            refs.append(member)
            parts = []
            for place in sorted(places, key=_place_sorted):
                parts.append(_origin_cells(counts, places[place], f"commune={place}"))
                _schools_there(counts, parts[-1][0], schools.get(place, {}))
                rows.append((_place_name(place), *parts[-1], rate(parts[-1][3], total[3])))
                depths.append(2)
                refs.append(place)
            _sum_columns(counts, of_group, parts)
        _sum_columns(counts, cells, mine)
    for title, code in (("Ailleurs en France ou à l’étranger", ELSEWHERE), ("Origine non connue", UNKNOWN)):
        cells = _origin_cells(counts, _added(groups.get(code, {}).values()), f"zone={code}")
        _schools_there(counts, cells[0], schools.get(code, {}))
        tops.append(cells)
        rows.append((title, *cells, rate(cells[3], total[3])))
        depths.append(0)
        refs.append(code)
    _sum_columns(counts, total, tops)
    columns = (
        Column("Origine", "text"),
        Column("Classes"),
        Column("Visiteurs inscrits"),
        Column("Sans inscription"),
        Column("Présents"),
        Column("Part", "percent"),
    )
    foot = ("Toutes les origines", *total, rate(total[3], total[3]))
    return Sheet(
        "origins",
        "Origine des personnes présentes",
        said(origins),
        columns,
        tuple(rows),
        foot,
        tuple(depths),
        tuple(refs),
    )


def _origins_counted(told: Attended) -> dict[Where, list[int]]:
    """Heads of classes, visitors and people without registration, by origin."""
    found: dict[Where, list[int]] = {}

    def add(where: Where, column: int, heads: int) -> None:
        found.setdefault(where, [0, 0, 0])[column] += heads

    for one, sums in told.groups:
        if one.kind != EXHIBITOR and sums.there:
            add(_where(one.insee_code, one.elsewhere), 0 if one.kind == CLASS else 1, sums.there)
    for who, heads in told.loose.items():
        if who.where == "walk_ins":
            add(_where(who.insee_code, False), 2, heads)
        elif who.where == "clicks":
            add((UNKNOWN, UNKNOWN), 2, heads)
    return found


def _schools_by_place(told: Attended) -> dict[str, dict[int, list[int]]]:
    """Pupils and adults who came, by school, by commune or other origin."""
    found: dict[str, dict[int, list[int]]] = {}
    for one, sums in told.of(CLASS):
        if one.school is not None and sums.came:
            place = _where(one.insee_code, one.elsewhere)[1]
            numbers = found.setdefault(place, {}).setdefault(one.school, [0, 0])
            numbers[0] += sums.pupils_there
            numbers[1] += sums.adults_there
    return found


def _schools_there(counts: Counts, classes: Heads, schools: dict[int, list[int]]) -> None:
    """What the table of the schools lets a reader add up, commune by commune."""
    parts = []
    for school, numbers in sorted(schools.items()):
        where = f"school={school}"
        pupils = counts.heads(numbers[0], "present", "pupils", where)
        adults = counts.heads(numbers[1], "present", "chaperones", where)
        parts.append(counts.sum(counts.heads(sum(numbers), "present", "class", where), (pupils, adults)))
    if sum(part.value for part in parts) == classes.value:  # a class whose registration is gone has no school
        counts.sum(classes, parts)


def _where(insee_code: str | None, elsewhere: bool) -> Where:
    found = find_commune(insee_code)
    if found is None:
        return (ELSEWHERE, ELSEWHERE) if elsewhere or insee_code else (UNKNOWN, UNKNOWN)
    return found.epci_siren, found.insee_code


def _added(lists: Iterable[list[int]]) -> list[int]:
    total = [0, 0, 0]
    for numbers in lists:
        total = [a + b for a, b in zip(total, numbers, strict=True)]
    return total


def _origin_cells(counts: Counts, numbers: list[int], *where: str) -> Four:
    classes = counts.heads(numbers[0], "present", "class", *where)
    visitors = counts.heads(numbers[1], "present", "visitors", *where)
    others = counts.heads(numbers[2], "present", "unregistered", *where)
    total = counts.heads(sum(numbers), "present", "public", *where)
    counts.sum(total, (classes, visitors, others))
    if not where and "present|walk_ins" in counts.values:
        walk_ins = Heads(counts.values["present|walk_ins"], "present|walk_ins")
        counts.sum(others, (walk_ins, Heads(counts.values["present|clicks"], "present|clicks")))
    return classes, visitors, others, total


def _sum_columns(counts: Counts, total: Iterable[Heads], parts: list[Four]) -> None:
    for column, cell in enumerate(total):
        counts.sum(cell, [part[column] for part in parts])


def _epci_name(siren: str) -> str:
    found = find_epci(siren)
    return found.short_name if found else siren


@lru_cache(maxsize=2048)
def _epci_sorted(siren: str) -> str:
    return fold(_epci_name(siren))


@lru_cache(maxsize=4096)
def _place_sorted(insee_code: str) -> str:
    return fold(_place_name(insee_code))


def _place_name(insee_code: str) -> str:
    found = find_commune(insee_code)
    return found.label if found else insee_code

"""What a reader of published figures may know besides: sums that hold by chance or by definition, and what some people saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from forum.attendance.rules.attended import epci_of
from forum.attendance.rules.sheet import Heads, Sheet, Sum
from forum.territory.communes import find_epci, territory

_ALL = ("present|public", "present|exhibitors", "present|staff")
_BADGES = ("present|visitors", "present|exhibitors", "present|staff")
_GUESSES = (
    ("entries", _ALL),
    ("entries", ("peak",)),
    ("peak", _ALL),
    ("lines|scan", _BADGES),
    ("lines|walk_in", ("present|walk_ins",)),
    ("lines|click", ("present|clicks",)),
)
"""Without exits everybody entered once and is at the peak, too; with nobody's companions a badge is one person; and so on."""
_ANNOUNCED = ("expected|class", "expected|pupils", "expected|chaperones")


def guessed(values: Mapping[str, int]) -> Iterator[Sum]:
    """Sums that a reader may suppose, and would be right: those that hold for these numbers."""
    halls = tuple(key for key in values if key.startswith("peak|hall="))
    days: dict[str, list[str]] = {}
    for key in values:
        kind, _, day = key.removeprefix("arrived|").partition("|")
        if key.startswith("arrived|") and day.startswith("day="):
            days.setdefault(f"present|{kind}", []).append(key)
    more = [("peak", halls), *((total, tuple(parts)) for total, parts in days.items())]
    for total, parts in (*_GUESSES, *more):
        told = total in values and parts and all(part in values for part in parts)
        if told and values[total] == sum(values[part] for part in parts):
            yield Sum(total, parts)


def insiders(sheets: Iterable[Sheet]) -> tuple[frozenset[str], ...]:
    """What people of the organisation know who read the published figures, too: one set for each company they may keep.

    Every exhibitor is told of all the classes that registered, and how many visitors. The lead of a territory sees its cells,
    however small; all of them together must not find out the others, nor those of four territories what is hidden of the fifth.
    """
    by_code = {sheet.code: sheet for sheet in sheets}
    mine: dict[str, set[str]] = {epci.siren: set() for epci in territory().epcis}
    announced: set[str] = set()
    for code in ("origins", "schools"):
        sheet = by_code[code]
        for index, row in enumerate(sheet.rows):
            ref = sheet.ref(index)
            siren = ref if find_epci(ref) else epci_of(ref)
            if siren in mine:
                mine[siren] |= {cell.key for cell in row if isinstance(cell, Heads)}
    for sheet in by_code.values():
        keys = {cell.key for row in sheet.lines for cell in row if isinstance(cell, Heads)}
        announced |= {key for key in keys if key.startswith(_ANNOUNCED) or key == "expected|visitors"}
    leads = set().union(*mine.values())
    companies = [leads, *(leads - own for own in mine.values() if own)]
    return tuple(frozenset(announced | company) for company in companies)

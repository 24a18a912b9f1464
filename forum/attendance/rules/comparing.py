"""Two editions side by side: the same figures and the same rows, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from forum.attendance.rules.sheet import Cell, Heads, Rate, Report
from forum.attendance.rules.sheets_organised import by_sector
from forum.territory.communes import territory
from forum.territory.folding import fold


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: the value here, the value there, the change (in per cent, or in points for a percentage).

    `group` says what the lines of a table count; None for what one of the editions does not have.
    """

    group: str
    title: str
    unit: str
    here: Cell
    there: Cell
    change: float | None


TABLES = (
    ("publics", "Présents, par public", 2, 9),
    ("levels", "Élèves présents, par niveau", 4, 9),
    ("origins", "Présents, par origine", 4, 1),
    ("schools", "Élèves présents, par établissement", 5, 9),
    ("exhibitors", "Exposants confirmés, par filière", 2, 9),
)
"""What is compared: the table, what its column counts, which column, and how deep its rows."""


def compare(here: Report, there: Report) -> tuple[Compared, ...]:
    """Key figures first, then publics, levels, origins, schools and sectors: those that either edition knows."""
    others = {figure.code: figure for figure in there.figures}
    lines = [
        _line("Chiffres clés", figure.title, figure.unit, figure.value, other.value)
        for figure in here.figures
        if (other := others.get(figure.code))
    ]
    for code, group, column, deepest in TABLES:
        now, before = _rows(here, code, column, deepest), _rows(there, code, column, deepest)
        known = {**before, **now}
        ordered = [*now, *(key for key in before if key not in now)]
        lines += [
            _line(group, known[key][0], "number", *(rows.get(key, ("", None))[1] for rows in (now, before)))
            for key in ordered
        ]
    return tuple(lines)


def same_definitions(here: Report, there: Report) -> bool:
    """Whether the two may be compared without a warning."""
    return here.version == there.version


def _rows(report: Report, code: str, column: int, deepest: int) -> dict[tuple[str, str], tuple[str, Cell]]:
    """What each is called and counts, by name and commune (two schools may bear one name), or by sector, whatever its name."""
    if code not in report.codes:
        return {}
    sheet = report.sheet(code)
    if code == "exhibitors":
        return {("", sector): (str(row[0]), row[column]) for sector, row in by_sector(sheet).items()}
    shown = [index for index in range(len(sheet.rows)) if sheet.depth(index) <= deepest]
    if code == "origins":  # the neighbours together: one by one they are small
        own = {epci.siren for epci in territory().epcis}
        shown = [index for index in shown if sheet.depth(index) == 0 or sheet.ref(index) in own]
    return {
        (fold(str(sheet.rows[index][0])), sheet.ref(index)): (str(sheet.rows[index][0]), sheet.rows[index][column])
        for index in shown
    }


def _line(group: str, title: str, unit: str, here: Cell, there: Cell) -> Compared:
    now, before = _number(here), _number(there)
    change: float | None = None
    if now is not None and before is not None:
        if unit == "percent":
            change = round(now - before, 1)
        elif before:
            change = round(100 * (now - before) / before, 1)
    return Compared(group, title, unit, here, there, change)


def _number(cell: Cell) -> float | None:
    value = cell.value if isinstance(cell, Heads | Rate) else cell
    return value if isinstance(value, int | float) else None

"""What may leave the organisers: no cell of fewer than five people, and no way to work one out.

First every small cell is hidden. Then, as long as some hidden cell can be worked out from what is still shown, another one
is hidden, the smallest that helps. What a reader may add up is known from the report's own sums (`Sum`), across all tables
at once: two cells about the same group are one unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forum.attendance.rules.sheet import HIDDEN, Cell, Curve, Figure, Heads, Rate, Report, Sheet, Sum
from forum.attendance.rules.solving import determined

SMALL = 5
INSIDE_ONLY = {"quarters": ("Entrées", "Sorties", "Présents à la fin")}
"""Columns that let a reader follow a few people through the doors: kept inside. The others round what they say of the halls."""
NOTE = (
    "Les nombres de moins de cinq personnes sont remplacés par un point (•), ainsi que ceux qui permettraient de les"
    " calculer. Le remplissage des salles est arrondi à la dizaine."
)


def masked(report: Report) -> Report:
    """The report as it may be published."""
    sheets = [_outside(sheet) for sheet in report.sheets]
    values = _published(sheets, report.figures)
    hidden = to_hide(values, report.sums)
    return replace(
        report,
        sheets=tuple(_hide_in(sheet, hidden) for sheet in sheets),
        figures=tuple(replace(figure, value=_cell(figure.value, hidden)) for figure in report.figures),
        curves=tuple(_rounded(curve, sheets, hidden) for curve in report.curves),
        sums=(),
        masked=True,
        notes=(*report.notes, NOTE),
    )


def to_hide(values: Mapping[str, int], sums: Iterable[Sum]) -> frozenset[str]:
    """The cells to hide among those published; `sums` may name groups that are published nowhere."""
    kept = [known for known in sums if any(key in values for key in (known.total, *known.parts))]
    hidden = {key for key, value in values.items() if 0 < value < SMALL}
    while more := _alone(values, kept, hidden) or _worked_out(values, kept, hidden):
        hidden |= more
    return frozenset(hidden)


def _alone(values: Mapping[str, int], sums: list[Sum], hidden: set[str]) -> set[str]:
    """One more cell for each sum whose hidden parts, taken together, would be worked out and are few."""
    more: set[str] = set()
    for known in sums:
        gone = [part for part in known.parts if part in hidden]
        total_shown = known.total in values and known.total not in hidden
        if not gone or not total_shown or any(part not in values for part in known.parts):
            continue
        together = sum(values[part] for part in gone)
        if 0 < together < SMALL:
            others = [part for part in known.parts if part not in hidden]
            if not any(part in more for part in others):
                more.add(_smallest(values, others) or known.total)
    return more


def _worked_out(values: Mapping[str, int], sums: list[Sum], hidden: set[str]) -> set[str]:
    """For each small cell that all the sums together give away, one of the numbers that it is worked out from.

    A larger cell, hidden for the sake of a small one, may well be worked out, as long as the small one is not.
    """
    known = frozenset(key for key in values if key not in hidden)
    more: set[str] = set()
    for key, made_of in sorted(determined(_equations(sums), known).items()):
        small = key in hidden and 0 < values[key] < SMALL
        if small and more.isdisjoint(made_of) and (found := _smallest(values, made_of)):
            more.add(found)
    return more


def _equations(sums: Iterable[Sum]) -> list[dict[str, int]]:
    equations = []
    for one in sums:
        row: dict[str, int] = {}
        for key, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            row[key] = row.get(key, 0) + sign
        equations.append(row)
    return equations


def _smallest(values: Mapping[str, int], keys: Iterable[str]) -> str | None:
    """The cell that costs least to hide: a detail before the total of a public; an empty one last, because it helps little."""
    return min(keys, key=lambda key: (values[key] == 0, key.count("|") < 2, values[key], key), default=None)


def _published(sheets: Iterable[Sheet], figures: Iterable[Figure]) -> dict[str, int]:
    cells = [cell for sheet in sheets for row in sheet.lines for cell in row]
    cells += [figure.value for figure in figures]
    return {cell.key: cell.value for cell in cells if isinstance(cell, Heads)}


def _outside(sheet: Sheet) -> Sheet:
    """The sheet without its columns that stay inside, halls rounded."""
    dropped = next((names for code, names in INSIDE_ONLY.items() if sheet.code.startswith(code)), ())
    if not dropped:
        return sheet
    kept = [index for index, column in enumerate(sheet.columns) if column.title not in dropped]

    def cut(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(round_ten(cell) if isinstance(cell, int) else cell for cell in (row[index] for index in kept))

    return replace(
        sheet,
        columns=tuple(sheet.columns[index] for index in kept),
        rows=tuple(cut(row) for row in sheet.rows),
        foot=cut(sheet.foot) if sheet.foot else None,
    )


def _hide_in(sheet: Sheet, hidden: frozenset[str]) -> Sheet:
    """The sheet with its cells hidden; a row of which nothing is left leaves altogether."""
    rows = [tuple(_cell(cell, hidden) for cell in row) for row in sheet.rows]
    stay = [index for index, row in enumerate(rows) if not _empty(sheet.rows[index], row)]
    return replace(
        sheet,
        rows=tuple(rows[index] for index in stay),
        depths=tuple(sheet.depth(index) for index in stay) if sheet.depths else (),
        refs=tuple(sheet.ref(index) for index in stay) if sheet.refs else (),
        foot=tuple(_cell(cell, hidden) for cell in sheet.foot) if sheet.foot else None,
    )


def _empty(before: tuple[Cell, ...], after: tuple[Cell, ...]) -> bool:
    """Whether somebody was hidden in the row and nobody is shown in it."""
    counted = [cell for cell in after if isinstance(cell, Heads) and cell.value]
    return before != after and not counted


def _cell(cell: Cell, hidden: frozenset[str]) -> Cell:
    if isinstance(cell, Heads) and cell.key in hidden:
        return HIDDEN
    if isinstance(cell, Rate) and not hidden.isdisjoint(cell.of):
        return HIDDEN
    return cell


def _rounded(curve: Curve, sheets: list[Sheet], hidden: frozenset[str]) -> Curve:
    """The curve says no more than its table: small arrivals and forecasts are left out of the drawing."""
    table = next(sheet for sheet in sheets if sheet.code == curve.sheet)
    titles = [column.title for column in table.columns]
    plan, arrived = titles.index("Prévus"), titles.index("Arrivées")
    points = []
    for point, row in zip(curve.points, table.rows, strict=True):
        points.append(
            replace(
                point,
                forecast=_left(row[plan], hidden),
                arrivals=_left(row[arrived], hidden),
                highest=round_ten(point.highest),
                last=round_ten(point.last),
            )
        )
    return replace(curve, points=tuple(points))


def _left(cell: Cell, hidden: frozenset[str]) -> int:
    return cell.value if isinstance(cell, Heads) and cell.key not in hidden else 0


def round_ten(number: int) -> int:
    """To the nearest ten, halves up."""
    return (number + 5) // 10 * 10

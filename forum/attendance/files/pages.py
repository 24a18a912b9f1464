"""The report as the sheets of a workbook: cells and their looks, the same for Excel and OpenDocument."""

from __future__ import annotations

from collections.abc import Sequence

from forum.attendance.files.plain import UNITS, Plain, definitions_of, plain
from forum.attendance.rules.sheet import Report, Sheet

Grid = Sequence[tuple[Sequence[Plain], Sequence[str]]]
"""Rows as (cells, names of looks)."""
_DEEPER = "\u00a0\u00a0\u00a0"


def pages_of(report: Report) -> list[tuple[str, Grid]]:
    """Titles and grids: key figures first, a sheet per table, the definitions last."""
    pages = [("Chiffres clés", _figures(report)), *[(sheet.title, _table(sheet)) for sheet in report.sheets]]
    return [*pages, ("Définitions", _definitions(report))]


def _figures(report: Report) -> Grid:
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [(("Chiffre", "Valeur", "Unité", "Précision"), ("head",) * 4)]
    for figure in report.figures:
        kind = "percent" if figure.unit == "percent" else "number"
        told = (
            figure.title,
            plain(figure.value),
            "" if kind == "percent" else UNITS.get(figure.unit, ""),
            figure.detail or figure.why,
        )
        rows.append((told, ("text", kind, "text", "text")))
    return rows


def _table(sheet: Sheet) -> Grid:
    kinds = [column.kind for column in sheet.columns]
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [([c.title for c in sheet.columns], ["head"] * len(kinds))]
    for index, row in enumerate(sheet.lines):
        cells = [plain(cell) for cell in row]
        if isinstance(cells[0], str) and sheet.depth(index):
            cells[0] = _DEEPER * sheet.depth(index) + cells[0]
        rows.append((cells, kinds))
    return rows


def _definitions(report: Report) -> Grid:
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [(("Quoi", "Définition"), ("head", "head"))]
    rows += [(told, ("bold", "wrap")) for told in definitions_of(report)]
    rows += [(("Note", note), ("bold", "wrap")) for note in report.notes]
    return rows

"""CSV as French spreadsheets open it: one sheet, or the whole report one sheet after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forum.attendance.files.plain import UNITS, Plain, plain
from forum.attendance.rules.sheet import Report, Sheet
from forum.web.sheets.csv_text import csv_text


def csv_sheet(sheet: Sheet) -> bytes:
    """One table, its first line the columns; rows below a group say their depth by leading spaces."""
    return csv_text([column.title for column in sheet.columns], _cells(_rows(sheet))).encode()


def csv_report(report: Report) -> bytes:
    """Every table in one file: the table's name first on each line, so that it can be filtered."""
    rows: list[Sequence[Plain]] = []
    for figure in report.figures:
        rows.append(
            [
                "Chiffres clés",
                figure.title,
                plain(figure.value),
                UNITS.get(figure.unit, ""),
                figure.detail or figure.why,
            ]
        )
    for sheet in report.sheets:
        rows.append([sheet.title, *[column.title for column in sheet.columns]])
        rows += [[sheet.title, *row] for row in _rows(sheet)]
    rows += [["Note", note] for note in report.notes]
    return csv_text(["Tableau", "Ligne"], _cells(rows)).encode()


def _rows(sheet: Sheet) -> Iterable[list[Plain]]:
    for index, row in enumerate(sheet.lines):
        cells = [plain(cell) for cell in row]
        cells[0] = "  " * sheet.depth(index) + cells[0] if isinstance(cells[0], str) else cells[0]
        yield cells


def _cells(rows: Iterable[Sequence[Plain]]) -> Iterable[Sequence[str | int | float | None]]:
    """Moments said in the file's own words, because they are on the wall clock already."""
    for row in rows:
        yield [f"{cell:%d/%m/%Y %H:%M}" if not isinstance(cell, str | int | float | None) else cell for cell in row]

"""An Excel workbook: a sheet per table, real numbers, real dates, widths that fit, headings that stay in sight."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format

from forum.attendance.files.plain import Plain, definitions_of, plain, sheet_names
from forum.attendance.rules.sheet import Report, Sheet

_LOOKS: dict[str, dict[str, object]] = {
    "text": {},
    "head": {"bold": True, "bg_color": "#DEEAE0"},
    "number": {"num_format": "#,##0"},
    "percent": {"num_format": "0.0%"},
    "minutes": {"num_format": "#,##0"},
    "hour": {"num_format": "hh:mm"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
}
_MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed one: the same figures are the same bytes
Grid = Sequence[tuple[Sequence[Plain], Sequence[str]]]
"""Rows as (cells, names of looks)."""


def xlsx(report: Report) -> bytes:
    """The workbook: key figures first, a sheet per table, the definitions last."""
    pages = [("Chiffres clés", _figures(report)), *[(sheet.title, _table(sheet)) for sheet in report.sheets]]
    pages.append(("Définitions", _definitions(report)))
    out = io.BytesIO()
    # Nothing that a person typed becomes a formula or a link.
    kept = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, kept) as book:
        book.set_properties({"title": f"{report.edition} – {report.scope}", "created": _MADE_AT})
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        for name, (_, grid) in zip(sheet_names([title for title, _ in pages]), pages, strict=True):
            _write(book.add_worksheet(name), grid, looks)
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, grid: Grid, looks: dict[str, Format]) -> None:
    sheet.freeze_panes(1, 0)
    for column in range(max(len(cells) for cells, _ in grid)):
        longest = max(len(_words(cells[column])) for cells, _ in grid if column < len(cells))
        sheet.set_column(column, column, min(70, longest + 3))
    for row, (cells, kinds) in enumerate(grid):
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            _put(sheet, row, column, cell, looks[kind])


def _put(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Plain, look: Format) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, look)
    else:
        sheet.write_string(row, column, "".join(one for one in cell if one >= " " or one in "\t\n"), look)


def _figures(report: Report) -> Grid:
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [(("Chiffre", "Valeur", "Précision"), ("head",) * 3)]
    for figure in report.figures:
        kind = "percent" if figure.unit == "percent" else "number"
        rows.append(
            ((figure.title, _value(plain(figure.value), kind), figure.detail or figure.why), ("text", kind, "text"))
        )
    return rows


def _table(sheet: Sheet) -> Grid:
    kinds = [column.kind for column in sheet.columns]
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [([c.title for c in sheet.columns], ["head"] * len(kinds))]
    for index, row in enumerate(sheet.lines):
        cells = [_value(plain(cell), kind) for cell, kind in zip(row, kinds, strict=True)]
        if isinstance(cells[0], str) and sheet.depth(index):
            cells[0] = "   " * sheet.depth(index) + cells[0]
        rows.append((cells, kinds))
    return rows


def _definitions(report: Report) -> Grid:
    rows: list[tuple[Sequence[Plain], Sequence[str]]] = [(("Quoi", "Définition"), ("head", "head"))]
    rows += [(told, ("bold", "wrap")) for told in definitions_of(report)]
    rows += [(("Note", note), ("bold", "wrap")) for note in report.notes]
    return rows


def _value(value: Plain, kind: str) -> Plain:
    return value / 100 if kind == "percent" and isinstance(value, int | float) else value


def _words(value: Plain) -> str:
    return "00/00/0000 00:00" if isinstance(value, datetime) else "" if value is None else str(value)

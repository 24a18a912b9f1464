"""An Excel workbook, written row by row: real numbers and dates, widths that fit, headings that stay in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO

import xlsxwriter

from forum.web.sheets.cells import MOST_LETTERS, Cell, legal

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOOKS: dict[str, dict[str, object]] = {
    "text": {},
    "head": {"bold": True, "bg_color": "#DEEAE0"},
    "number": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.0%"},
    "minutes": {"num_format": "#,##0"},
    "hour": {"num_format": "hh:mm"},
    "date": {"num_format": "dd/mm/yyyy"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm"},
    "bold": {"bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
}
_MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed one: the same figures are the same bytes
_WIDEST, _NARROWEST = 70, 8


class XlsxBook:
    """A workbook on its way to a file: sheets one after the other, each row by row; `close()` ends it.

    `long` keeps one row in memory at a time, for lists; otherwise words said twice are kept once.
    """

    def __init__(self, out: IO[bytes], title: str, *, long: bool = False) -> None:
        # Nothing that a person typed becomes a formula or a link.
        kept = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(out, {**kept, "constant_memory" if long else "in_memory": True})
        self._book.set_properties({"title": title, "created": _MADE_AT})
        self._looks = {name: self._book.add_format(look) for name, look in LOOKS.items()}
        self._sheet: xlsxwriter.worksheet.Worksheet | None = None
        self._row = 0
        self._widths: list[int] = []

    def sheet(self, name: str) -> None:
        """Rows from now on belong to this sheet; the name is one that `sheet_names` made."""
        self._end_sheet()
        self._sheet, self._row, self._widths = self._book.add_worksheet(name), 0, []
        self._sheet.freeze_panes(1, 0)

    def rows(self, rows: Iterable[tuple[Sequence[Cell], Sequence[str]]]) -> None:
        """Cells, and the look of each: one of `LOOKS`."""
        for cells, kinds in rows:
            self._widths += [_NARROWEST] * (len(cells) - len(self._widths))
            for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
                self._put(column, cell, kind)
                self._widths[column] = max(self._widths[column], _width(cell))
            self._row += 1

    def close(self) -> None:
        self._end_sheet()
        self._book.close()

    def _put(self, column: int, cell: Cell, kind: str) -> None:
        sheet, look = self._sheet, self._looks[kind]
        assert sheet is not None
        if cell is None or cell == "":
            return
        if isinstance(cell, datetime | date):
            sheet.write_datetime(self._row, column, cell, look)
        elif isinstance(cell, int | float):
            sheet.write_number(self._row, column, cell / 100 if kind == "percent" else cell, look)
        else:
            sheet.write_string(self._row, column, legal(cell)[:MOST_LETTERS], look)

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            for column, width in enumerate(self._widths):
                self._sheet.set_column(column, column, width)


def _width(cell: Cell) -> int:
    words = "00/00/0000 00:00" if isinstance(cell, datetime) else "" if cell is None else str(cell)
    return min(_WIDEST, max(map(len, words.split("\n"))) + 3)

"""Lists for a spreadsheet: CSV as French Excel and LibreOffice open it without a question.

Semicolons, a byte-order mark, CRLF; and a cell that a spreadsheet would take for a formula is made text, because what
people typed ends up in there (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from forum import clock
from forum.web.sheets.cells import Cell, Digits

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The whole file as text, its first character the byte-order mark."""
    return "\ufeff" + csv_lines([heads]) + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Lines of such a file."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Digits):
        return f" {value}" if value else ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, str) and value.lstrip(" \u00a0\u202f").startswith(_FORMULA):
        return "'" + value
    return value

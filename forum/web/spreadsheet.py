"""Lists for a spreadsheet: CSV as French Excel and LibreOffice open it without a question.

Semicolons, a byte-order mark, CRLF; and a cell that a spreadsheet would take for a formula is made text, because what
people typed ends up in there (CWE-1236).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from litestar import Response

from forum import clock

Cell = str | int | float | datetime | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The whole file as text, its first character the byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def csv_answer(filename: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response[bytes]:
    """The file as a download; `filename` is plain ASCII."""
    return Response(
        csv_text(heads, rows).encode(),
        media_type="text/csv",
        headers={"content-disposition": f'attachment; filename="{filename}"', "cache-control": "no-store"},
    )


def _cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return clock.local(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, str) and value.lstrip(" \u00a0\u202f").startswith(_FORMULA):
        return "'" + value
    return value

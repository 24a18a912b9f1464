"""The report as an Excel workbook."""

from __future__ import annotations

import io

from forum.attendance.files.pages import pages_of
from forum.attendance.rules.sheet import Report
from forum.web.sheets.names import sheet_names
from forum.web.sheets.xlsx import XlsxBook


def xlsx(report: Report) -> bytes:
    """The workbook: key figures first, a sheet per table, the definitions last."""
    pages = pages_of(report)
    out = io.BytesIO()
    book = XlsxBook(out, " – ".join(part for part in (report.edition, report.scope) if part))
    for name, (_, grid) in zip(sheet_names([title for title, _ in pages]), pages, strict=True):
        book.sheet(name)
        book.rows(grid)
    book.close()
    return out.getvalue()

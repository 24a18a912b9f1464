"""Names as they are printed, whatever apostrophe was typed."""

from __future__ import annotations

from dataclasses import replace

from forum.attendance.rules.sheet import Cell, Report


def printed(report: Report) -> Report:
    """The report with the names in it as they are printed; its titles are so already."""
    return replace(
        report,
        edition=curly(report.edition),
        scope=curly(report.scope),
        sheets=tuple(replace(one, rows=tuple(tuple(map(_cell, row)) for row in one.rows)) for one in report.sheets),
    )


def curly(words: str) -> str:
    """« l'Annonciation » as « l’Annonciation »."""
    return words.replace("'", "’")


def _cell(cell: Cell) -> Cell:
    return curly(cell) if isinstance(cell, str) else cell

"""A cell as a plain value for a file: a number stays a number, a moment goes to the forum's wall clock."""

from __future__ import annotations

from datetime import datetime

from forum import clock
from forum.attendance.rules.sheet import Cell, Heads, Hidden, Rate, Report

MASKED = "masqué"
UNITS = {"persons": "personnes", "percent": "%", "minutes": "minutes"}
"""How a number without its table says what it counts."""
Plain = str | int | float | datetime | None


def plain(cell: Cell) -> Plain:
    """The value without its group; « masqué » for what is not published, None for what is not known."""
    if isinstance(cell, Hidden):
        return MASKED
    value = cell.value if isinstance(cell, Heads | Rate) else cell
    return clock.local(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def definitions_of(report: Report) -> list[tuple[str, str]]:
    """Every figure and table with what it means."""
    figures = [(figure.title, figure.definition) for figure in report.figures]
    return figures + [(sheet.title, sheet.definition) for sheet in report.sheets]

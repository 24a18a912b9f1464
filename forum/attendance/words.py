"""Cells in French, as pages and papers print them."""

from __future__ import annotations

from datetime import datetime

from forum.attendance.rules.sheet import Cell, Column, Heads, Hidden, Rate
from forum.web.words import HARD, say_date, say_hour, say_number

UNKNOWN = "–"
MASKED = "•"


def shown(cell: Cell, kind: str = "number") -> str:
    """A cell as people read it; « – » for what is not known, « • » for what is not published."""
    if isinstance(cell, Hidden):
        return MASKED
    value = cell.value if isinstance(cell, Heads | Rate) else cell
    if value is None:
        return UNKNOWN
    if isinstance(value, datetime):
        hour = say_hour(value)
        return hour if kind == "hour" else f"{say_date(value, year=False)} {hour}"
    if isinstance(value, str):
        return value
    if kind == "percent":
        return f"{say_number(float(value))}{HARD}%"
    if kind == "minutes":
        return say_minutes(int(value))
    return say_number(value)


def say_minutes(minutes: int) -> str:
    """« 45 min », « 1 h 46 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{HARD}min"
    return f"{hours}{HARD}h{HARD}{rest:02d}" if rest else f"{hours}{HARD}h"


def said_row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> list[str]:
    """A row of a sheet, cell by cell."""
    return [shown(cell, column.kind) for column, cell in zip(columns, row, strict=True)]

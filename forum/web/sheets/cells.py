"""What a cell may hold, and how each file says it."""

from __future__ import annotations

from datetime import date, datetime

from forum import clock


class Digits(str):
    """A number that is a name: a telephone, a commune's code. Its first zeros stay, also where CSV is opened by Excel."""

    __slots__ = ()


Cell = str | int | float | date | datetime | None
MOST_LETTERS = 32_000
"""What Excel holds in one cell is a little more."""


def kind_of(value: Cell) -> str:
    """The look of a value: moment, date, number, decimal or text."""
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "date"
    if isinstance(value, float) and not value.is_integer():
        return "decimal"
    return "number" if isinstance(value, int | float) else "text"


def settled(value: Cell) -> Cell:
    """The value as a workbook keeps it: a moment on the forum's wall clock, a text of a length that fits."""
    if isinstance(value, datetime):
        return clock.local(value).replace(tzinfo=None) if value.tzinfo else value
    return value[:MOST_LETTERS] if isinstance(value, str) else value


def legal(words: str) -> str:
    """The letters that XML takes."""
    return "".join(one for one in words if one >= " " or one in "\t\n")

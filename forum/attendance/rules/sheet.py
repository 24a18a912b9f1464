"""The shape of what is shown: figures and sheets. A cell that counts people says which group it counts, by a key.

Two cells that count the same group bear the same key, wherever they stand: that is what lets the masking see every
published table at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heads:
    """A number of people, and the group it counts: « present|pupils|school=3 »."""

    value: int
    key: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage made from cells: hidden as soon as one of them is."""

    value: float | None
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A cell that is not published; `value` never leaves."""


HIDDEN = Hidden()
Cell = Heads | Rate | Hidden | str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is text, number, percent, minutes, hour or moment."""

    title: str
    kind: str = "number"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its definition for the reader; `depths` indents rows (0 for a group, 1 for its parts).

    `refs` names what each row is about (an INSEE code, a SIREN), for those who pick rows out of it.
    """

    code: str
    title: str
    definition: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] | None = None
    depths: tuple[int, ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows, then the foot if there is one."""
        return (*self.rows, self.foot) if self.foot else self.rows

    def ref(self, index: int) -> str:
        return self.refs[index] if index < len(self.refs) else ""

    def depth(self, index: int) -> int:
        return self.depths[index] if index < len(self.depths) else 0


@dataclass(frozen=True, slots=True)
class Sum:
    """« This group is all of those together »: what a reader may add up, and so what may give a hidden cell away."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its definition; `value` None when it cannot be known, and `why`.

    `outside` is what is said beside a published figure instead of the `detail`, where that says too much.
    """

    code: str
    title: str
    unit: str
    value: Cell
    definition: str
    detail: str = ""
    why: str = ""
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A quarter of an hour of a curve; None for what is not published."""

    at: datetime
    arrivals: int | None
    forecast: int | None
    highest: int
    last: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One day by quarters of an hour, its table named by `sheet`; `limit` 0 when it has no meaning for what is shown.

    Nothing is known of the quarters after `until`, but what was expected.
    """

    sheet: str
    points: tuple[Point, ...]
    limit: int
    peak: int
    peak_at: datetime | None
    until: datetime | None = None

    @property
    def known(self) -> tuple[Point, ...]:
        """The quarters that have begun."""
        return tuple(point for point in self.points if self.until is None or point.at <= self.until)


@dataclass(slots=True)
class Counts:
    """The people counted so far by group, and what adds up to what."""

    values: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def heads(self, value: int, *group: str) -> Heads:
        """A cell for that group. Raises ValueError when the group was counted otherwise elsewhere."""
        key = "|".join(group)
        if self.values.setdefault(key, value) != value:
            raise ValueError(f"{key}: {self.values[key]} here, {value} there")
        return Heads(value, key)

    def sum(self, total: Heads, parts: Iterable[Heads]) -> Heads:
        """Say that a total is made of those parts. Raises ValueError when it is not."""
        kept = tuple(parts)
        if total.value != sum(part.value for part in kept):
            raise ValueError(f"{total.key}: {total.value} is not {[part.value for part in kept]}")
        if (total.key,) != (keys := tuple(part.key for part in kept)):
            self.sums.append(Sum(total.key, keys))
        return total


def round_ten(number: int) -> int:
    """To the nearest ten, halves up."""
    return (number + 5) // 10 * 10


def rate(part: Heads, whole: Heads) -> Rate:
    """Per cent, one decimal; unknown when there is nobody to divide by."""
    return Rate(round(100 * part.value / whole.value, 1) if whole.value else None, (part.key, whole.key))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is said of an edition, or of a part of it: one source for the page, the files and the PDF."""

    edition: str
    scope: str
    at: datetime
    version: int
    figures: tuple[Figure, ...]
    curves: tuple[Curve, ...]
    sheets: tuple[Sheet, ...]
    sums: tuple[Sum, ...] = ()
    masked: bool = False
    notes: tuple[str, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The tables that there are: closed figures have those of their day."""
        return frozenset(sheet.code for sheet in self.sheets)

    def sheet(self, code: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.code == code)

    def figure(self, code: str) -> Figure:
        return next(figure for figure in self.figures if figure.code == code)

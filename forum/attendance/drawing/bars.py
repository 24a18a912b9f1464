"""Horizontal bars: a name, a bar, its value. Bars may have a paler second value behind them (announced, say)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forum.attendance.drawing.shapes import Box, Picture, Shape, Spot, Words
from forum.web.words import say_number


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: names on the left of their bars, or above them when there is no room (`names` is 0)."""

    wide: float
    names: float
    numbers: float
    row: float
    longest: int

    @property
    def above(self) -> float:
        """How much of a row its name takes above the bar."""
        return 0.0 if self.names else 20.0


WIDE = Layout(wide=960.0, names=300.0, numbers=150.0, row=30.0, longest=42)
NARROW = Layout(wide=400.0, names=0.0, numbers=104.0, row=46.0, longest=52)


def bars(
    caption: str,
    rows: Sequence[tuple[str, int, int | None]],
    unit: str = "présents",
    behind: str = "attendus",
    layout: Layout = WIDE,
) -> Picture:
    """Rows of (name, value, value behind)."""
    most = max([1, *[max(value, back or 0) for _, value, back in rows]])
    wide = layout.wide - layout.names - layout.numbers
    shapes: list[Shape] = []
    for index, (name, value, back) in enumerate(rows):
        y = 24 + layout.row * index
        bar, high = y + layout.above, layout.row - layout.above - 10
        shapes.append(_name(_short(name, layout.longest), y, layout))
        if back:
            shapes.append(Box(layout.names, bar + 5, wide * back / most, high, "bar-behind"))
        if value:
            shapes.append(Box(layout.names, bar + 5, wide * value / most, high, "bar"))
        words = say_number(value) + (f" / {say_number(back)}" if back is not None else "")
        x = layout.names + wide * max(value, back or 0) / most + 8
        shapes.append(Words(x, bar + high / 2 + 10, words, "number", size=14))
        told = f"{name}\u00a0: {say_number(value)} {unit}" + (
            f" sur {say_number(back)} {behind}" if back is not None else ""
        )
        shapes.append(Spot(Box(0, y, layout.wide, layout.row, "hit"), told))
    return Picture(layout.wide, 28 + layout.row * len(rows), caption, tuple(shapes))


def _name(text: str, y: float, layout: Layout) -> Words:
    if layout.above:
        return Words(2, y + 17, text, "label", "start", 14)
    return Words(layout.names - 12, y + 19, text, "label", "end", 14)


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"

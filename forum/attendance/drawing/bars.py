"""Horizontal bars: a name, a bar, its value. Bars may have a paler second value behind them (announced, say)."""

from __future__ import annotations

from collections.abc import Sequence

from forum.attendance.drawing.shapes import Box, Picture, Shape, Spot, Words
from forum.web.words import say_number

WIDE, NAMES, NUMBERS, ROW = 960.0, 300.0, 150.0, 30.0


def bars(
    caption: str, rows: Sequence[tuple[str, int, int | None]], unit: str = "présents", behind: str = "attendus"
) -> Picture:
    """Rows of (name, value, value behind)."""
    most = max([1, *[max(value, back or 0) for _, value, back in rows]])
    wide = WIDE - NAMES - NUMBERS
    shapes: list[Shape] = []
    for index, (name, value, back) in enumerate(rows):
        y = 24 + ROW * index
        shapes.append(Words(NAMES - 12, y + 19, _short(name), "label", "end", 14))
        if back:
            shapes.append(Box(NAMES, y + 5, wide * back / most, ROW - 10, "bar-behind"))
        if value:
            shapes.append(Box(NAMES, y + 5, wide * value / most, ROW - 10, "bar"))
        words = say_number(value) + (f" / {say_number(back)}" if back is not None else "")
        shapes.append(Words(NAMES + wide * max(value, back or 0) / most + 8, y + 20, words, "number", size=14))
        told = f"{name}\u00a0: {say_number(value)} {unit}" + (
            f" sur {say_number(back)} {behind}" if back is not None else ""
        )
        shapes.append(Spot(Box(0, y, WIDE, ROW, "hit"), told))
    return Picture(WIDE, 28 + ROW * len(rows), caption, tuple(shapes))


def _short(name: str, most: int = 42) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"

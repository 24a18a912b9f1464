"""A picture on paper: the same shapes as on the page, as vectors. Light and dark, dashes and widths hold without colour."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from forum.attendance.drawing.shapes import Box, Disc, Line, Picture, Spot, Words
from forum.attendance.paper.leaf import HIGH, Leaves
from forum.badges.drawing.palette import BAD, INK, INK_SOFT, LINE, WHITE, Colour, colour
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import STRONG, TEXT

SPRUCE, PALE, LAKE, BROWN = colour("#1f5f45"), colour("#deeae0"), colour("#1d6088"), colour("#835500")
_FILLS: dict[str, Colour] = {
    "area": PALE,
    "column": LAKE,
    "bar": SPRUCE,
    "bar-behind": PALE,
    "map-edge": INK,
    "map-none": WHITE,
    "map-a": colour("#12402d"),
    "map-b": colour("#2a74a3"),
    "map-c": colour("#e3b23c"),
    "map-d": colour("#7a4a00"),
    "map-e": colour("#f4f0e4"),
    "peak": INK,
}
_STROKES: dict[str, tuple[Colour, float, str]] = {
    "ridge": (SPRUCE, 0.45, ""),
    "limit": (BAD, 0.45, "4 2"),
    "grid": (LINE, 0.12, ""),
    "forecast": (BROWN, 0.7, ""),
    "map-scale": (INK, 0.3, ""),
}
_INKS: dict[str, Colour] = {"limit-words": BAD, "label": INK_SOFT, "map-light": WHITE}
_BOLD = {"title", "peak-words", "map-light", "map-dark", "limit-words"}


def draw(leaves: Leaves, picture: Picture, left: float, wide: float, *, move: bool = True) -> float:
    """The picture, so many millimetres wide, at the place reached on the page; answers its height."""
    scale = wide / picture.wide
    high = picture.high * scale
    if move:
        leaves.room(high)
    top = HIGH - leaves.down

    def at(x: float, y: float) -> tuple[float, float]:
        return left + x * scale, top - y * scale

    for shape in picture.shapes:
        if isinstance(shape, Words):
            _words(leaves.pen, shape, at, scale)
        elif not isinstance(shape, Spot):
            _shape(leaves.pen, shape, at, scale)
    if move:
        leaves.down += high + 3
    return high


At = Callable[[float, float], tuple[float, float]]


def _shape(pen: Pen, shape: Box | Line | Disc, at: At, scale: float) -> None:
    if isinstance(shape, Disc):
        pen.disc(*at(shape.x, shape.y), shape.radius * scale, _FILLS.get(shape.role, INK))
    elif isinstance(shape, Box):
        right, foot = shape.x + shape.wide, shape.y + shape.high
        corners = [at(shape.x, shape.y), at(right, shape.y), at(right, foot), at(shape.x, foot)]
        pen.fill(corners, _FILLS.get(shape.role, INK))
        if shape.role == "bar-behind":
            pen.outline(corners, SPRUCE, 0.15)
    elif shape.closed:
        pen.fill([at(x, y) for x, y in shape.points], _FILLS.get(shape.role, PALE))
    else:
        ink, thick, dash = _STROKES.get(shape.role, (INK, 0.2, ""))
        for before, after in pairwise(at(x, y) for x, y in shape.points):
            pen.line(*before, *after, ink, thick, dash)


def _words(pen: Pen, words: Words, at: At, scale: float) -> None:
    family = STRONG if words.role in _BOLD else TEXT
    write = {"start": pen.text, "middle": pen.centred, "end": pen.right}[words.anchor]
    write(*at(words.x, words.y), words.text, family, max(6.2, words.size * scale * MM), _INKS.get(words.role, INK))

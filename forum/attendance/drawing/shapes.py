"""What pictures are made of. A shape says its role (« limit »), never its colour: the style sheet and the paper know that.

Lengths are the picture's own units, from its upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    wide: float
    high: float
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; closed and filled when `closed`."""

    points: tuple[tuple[float, float], ...]
    role: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle around a point."""

    x: float
    y: float
    radius: float
    role: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `anchor` is start, middle or end; `size` in picture units."""

    x: float
    y: float
    text: str
    role: str = "label"
    anchor: str = "start"
    size: float = 13


@dataclass(frozen=True, slots=True)
class Spot:
    """A part that tells its value when pointed at or focused; on paper, nothing.

    The value stands in the upper right corner, or above the part itself when it is `near`: what scrolls shows it, too.
    """

    box: Box
    value: str
    near: bool = False


Shape = Box | Line | Disc | Words | Spot


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its size and what it shows, in a sentence."""

    wide: float
    high: float
    caption: str
    shapes: tuple[Shape, ...]

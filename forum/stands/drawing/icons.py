"""The sectors' icons: the strokes of static/icons/sectors.svg, as PDF operators for the paper and as one path for the plan."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath

from forum.badges.drawing.palette import Colour
from forum.badges.drawing.pen import MM, Pen
from forum.web.static import ROOT

Point = tuple[float, float]
_BOX = 24  # the icons' own unit
_SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


def draw_icon(pen: Pen, code: str, x: float, y: float, side: float, ink: Colour) -> None:
    """The icon of a sector, its lower left corner at x, y; nothing for a code without icon."""
    strokes = _operators(code)
    if not strokes:
        return
    scale = side * MM / _BOX
    place = f"{scale:.4f} 0 0 {-scale:.4f} {(pen.left + x) * MM:.2f} {(pen.bottom + y + side) * MM:.2f} cm"
    pen.write(f"q {place} {ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f} RG 2 w 1 J 1 j {strokes} Q")


@lru_cache(maxsize=2048)
def icon_outline(code: str, x: int, y: int, side: int) -> str:
    """What a `<path>` strokes for the icon, its upper left corner at (x, y), in whole units; empty without icon."""

    def at(*points: Point) -> str:
        return " ".join(f"{round(x + right * side / _BOX)} {round(y + down * side / _BOX)}" for right, down in points)

    verbs = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z", "endPath": ""}
    return "".join(verbs[name] + at(*points) for name, points in _strokes().get(code, ()))


@lru_cache(maxsize=1)
def _strokes() -> dict[str, list[tuple[str, Any]]]:
    sprite = (ROOT / "icons/sectors.svg").read_text(encoding="utf-8")
    return {code: _pen_of(drawing) for code, drawing in _SYMBOL.findall(sprite)}


def _pen_of(drawing: str) -> list[tuple[str, Any]]:
    recorder = DecomposingRecordingPen({})
    SVGPath.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'.encode()).draw(recorder)
    return list(recorder.value)


@lru_cache(maxsize=64)
def _operators(code: str) -> str:
    parts: list[str] = []
    here: Any = (0.0, 0.0)
    for name, points in _strokes().get(code, ()):
        if name == "moveTo":
            parts.append(f"{_at(points[0])} m")
        elif name == "lineTo":
            parts.append(f"{_at(points[0])} l")
        elif name == "curveTo":
            parts.append(" ".join(_at(point) for point in points) + " c")
        elif name == "qCurveTo":  # the same curve, raised to a cubic one
            middle, end = points
            first = tuple(a + 2 * (m - a) / 3 for a, m in zip(here, middle, strict=True))
            second = tuple(e + 2 * (m - e) / 3 for e, m in zip(end, middle, strict=True))
            parts.append(f"{_at(first)} {_at(second)} {_at(end)} c")
        elif name == "closePath":
            parts.append("h")
        here = points[-1] if points else here
    return " ".join([*parts, "S"]) if parts else ""


def _at(point: Any) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"

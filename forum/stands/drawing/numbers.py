"""The stands' numbers as outlines of the display typeface, for the plan on the screen: a browser lays out a text of a
drawing in a third of a millisecond, again for each typeface that arrives, and a slow phone has four hundred of them.
The words for those who do not see the drawing stand beside it, in its labels and in the list."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from forum.badges.drawing.typefaces import DISPLAY, FOLDER

FINE = 2
"""Parts of a centimetre: in whole ones a number looked at closely is lumpy."""
MIDDLE = 0.35
"""How far below its middle a figure's foot is, of its size."""
Point = tuple[int, int]


@lru_cache(maxsize=4096)
def outline(text: str, x: int, y: int, size: int, centred: bool = True) -> str:
    """What a `<path>` draws for these letters, in `FINE` parts of a centimetre: around (x, y), or from there on, on that
    line. Empty when the typeface lacks one of them: the page then writes them."""
    x, y, size = x * FINE, y * FINE, size * FINE
    letters = [_letter(letter, size) for letter in text]
    if None in letters:
        return ""
    known = [letter for letter in letters if letter]
    at = x - sum(wide for _, _, wide in known) / 2 if centred else float(x)
    foot = round(y + size * MIDDLE) if centred else y
    parts = []
    for (right, down), strokes, wide in known:
        if strokes:
            parts.append(f"M{_pair(round(at) + right, foot + down)}{strokes}")
        at += wide
    return "".join(parts)


@lru_cache(maxsize=512)
def _letter(letter: str, size: int) -> tuple[Point, str, float] | None:
    """Where its pen starts, what it draws from there, how far the next letter is."""
    font, glyphs = _typeface()
    name = font.getBestCmap().get(ord(letter))
    if name is None:
        return None
    scale = size / font["head"].unitsPerEm
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    start: Point | None = None
    here = begun = (0, 0)
    strokes: list[tuple[str, str]] = []
    for verb, spots in pen.value:
        points = [(round(right * scale), round(-up * scale)) for right, up in spots]
        if verb == "moveTo":
            if start is None:
                start = points[0]
            else:
                strokes.append(("m", _step(here, points[0])))
            here = begun = points[0]
        elif verb == "lineTo":
            strokes += _line(here, points[0])
            here = points[0]
        elif verb == "qCurveTo":
            strokes += _curve(here, points)
            here = points[-1]
        else:
            strokes.append(("z", ""))
            here = begun
    return start or (0, 0), _written(strokes), glyphs[name].width * scale


def _line(here: Point, there: Point) -> list[tuple[str, str]]:
    right, down = there[0] - here[0], there[1] - here[1]
    if not down:
        return [("h", str(right))] if right else []
    return [("l", _pair(right, down))] if right else [("v", str(down))]


def _written(strokes: list[tuple[str, str]]) -> str:
    """A verb is said once for as long as it goes on."""
    parts = []
    before = ""
    for verb, numbers in strokes:
        parts.append(_after(numbers) if verb == before else verb + numbers)
        before = verb
    return "".join(parts)


def _curve(here: Point, points: list[Point]) -> list[tuple[str, str]]:
    """A TrueType curve: between two bends it passes half way, so that each bend mirrors the one before, and `t` says it.
    What rounding moved a bend by is made good at the next."""
    *bends, last = points
    bend = bends[0]
    strokes = []
    for rank, beyond in enumerate([*bends[1:], None]):
        end = last if beyond is None else ((bend[0] + beyond[0]) // 2, (bend[1] + beyond[1]) // 2)
        strokes.append(("t", _step(here, end)) if rank else ("q", _step(here, bend) + _after(_step(here, end))))
        bend = (2 * end[0] - bend[0], 2 * end[1] - bend[1])
        here = end
    return strokes


def _step(here: Point, there: Point) -> str:
    return _pair(there[0] - here[0], there[1] - here[1])


def _pair(right: int, down: int) -> str:
    return f"{right}{_after(str(down))}"


def _after(number: str) -> str:
    return number if number[:1] in {"-", ""} else f" {number}"


@cache
def _typeface() -> tuple[TTFont, Any]:
    font = TTFont(FOLDER / f"{DISPLAY[0]}.ttf")
    return font, font.getGlyphSet()

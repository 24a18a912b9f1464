"""What is drawn rather than written: the mark, the shapes of the roles, the ridges of the Haut-Jura, the small signs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from forum.badges.drawing.palette import (
    BAD,
    COMTE,
    COMTE_BRIGHT,
    COMTE_EDGE,
    GROUND,
    SPRUCE_DEEP,
    WHITE,
    Colour,
    Role,
    colour,
    mix,
)
from forum.badges.drawing.pen import MM, Pen, regular
from forum.badges.drawing.typefaces import DISPLAY, STRONG, width

Points = list[tuple[float, float]]


def shape(pen: Pen, kind: str, x: float, y: float, radius: float, ink: Colour) -> None:
    """The shape of a role around x, y; all look equally big."""
    thick = radius * 0.34
    if kind == "disc":
        pen.disc(x, y, radius * 0.92, ink)
    elif kind == "ring":
        pen.ring(x, y, radius * 0.76, ink, thick)
    elif kind == "half":
        pen.write(f"q {pen.rounded_path(x - 2 * radius, y - radius * 0.55, 4 * radius, 2 * radius, 0)} W n")
        pen.disc(x, y - radius * 0.55, radius * 1.18, ink)
        pen.write("Q")
    elif kind == "outline":
        pen.outline(regular(x, y - radius * 0.2, radius * 0.94, 3), ink, thick)
    else:
        pen.fill(_corners(kind, x, y, radius), ink)


def _corners(kind: str, x: float, y: float, radius: float) -> Points:
    if kind == "square":
        return regular(x, y, radius * 1.18, 4, 45)
    if kind == "triangle":
        return regular(x, y - radius * 0.22, radius * 1.2, 3)
    if kind == "diamond":
        return regular(x, y, radius * 1.12, 4)
    if kind == "hexagon":
        return regular(x, y, radius, 6)
    outer, inner = regular(x, y - radius * 0.06, radius * 1.1, 5), regular(x, y - radius * 0.06, radius * 0.46, 5, 126)
    return [corner for pair in zip(outer, inner, strict=True) for corner in pair]


def mark(pen: Pen, x: float, y: float, side: float) -> None:
    """The forum's mark: a spruce, a comté wheel for a sun, two slopes."""
    unit = side / 64

    def at(px: float, py: float) -> tuple[float, float]:
        return x + px * unit, y + (64 - py) * unit

    pen.write(f"q {pen.rounded_path(x, y, side, side, 14 * unit)} W n")
    pen.rounded(x, y, side, side, 0, SPRUCE_DEEP)
    pen.disc(*at(40, 25), 13 * unit, COMTE_BRIGHT)
    pen.fill([at(40, 25), at(54, 24), at(54, 33), at(47, 37)], SPRUCE_DEEP)
    back = [(0, 45), (11, 37), (23, 34), (31, 36), (37, 40), (43, 42), (51, 40), (64, 35), (64, 64), (0, 64)]
    front = [(0, 50), (12, 48), (25, 46), (36, 48), (48, 52), (56, 51.5), (64, 49), (64, 64), (0, 64)]
    pen.fill([at(px, py) for px, py in back], colour("#8fb89a"))
    pen.fill([at(px, py) for px, py in front], GROUND)
    tree = [at(px, 53 - py) for px, py in spruce(15, 31, 17)]
    pen.outline(tree, GROUND, 3.2 * unit)
    pen.fill(tree, colour("#0f2b22"))
    pen.write("Q")


def spruce(middle: float, high: float, wide: float) -> Points:
    """A spruce standing on zero: three tiers and a trunk, upwards positive."""
    half = wide / 2
    right = [
        (middle + 0.12 * half, 0.0),
        (middle + 0.12 * half, 0.14 * high),
        (middle + half, 0.14 * high),
        (middle + 0.42 * half, 0.44 * high),
        (middle + 0.78 * half, 0.44 * high),
        (middle + 0.3 * half, 0.72 * high),
        (middle + 0.52 * half, 0.72 * high),
        (middle, high),
    ]
    return right + [(2 * middle - px, py) for px, py in reversed(right[:-1])]


def scene(pen: Pen, wide: float, high: float, role: Role, radius: float) -> None:
    """The ridges in the colour of the role, its shape and word on the nearest one. Lower left corner at 0, 0."""
    base, warm = role.colour, role.colour == COMTE
    sky, far, middle = mix(base, WHITE, 0.86), mix(base, WHITE, 0.66), mix(base, WHITE, 0.38)
    near = 0.47 if wide > 4 * high else 0.42
    pen.write(f"q {pen.rounded_path(0, 0, wide, high, radius)} W n")
    pen.rounded(0, 0, wide, high, 0, sky)
    wheel(pen, wide * 0.78, high * 0.7, high * 0.21, warm)
    pen.fill(
        _slope(wide, lambda x: high * (near + 0.18 + 0.1 * math.sin(2.4 + 5.2 * x) + 0.05 * math.sin(11 * x))), far
    )
    second = _line(high, near + 0.1, 0.07, 0.4, 6.1)
    pen.fill(_slope(wide, second), middle)
    for place, tall in _trees(wide / high, 11, 5):
        _stand(pen, place * wide, second(place), high * 0.13 * tall, middle)
    first = _line(high, near, 0.045, 3.6, 4.4)
    pen.fill(_slope(wide, first), base)
    for place, tall in _trees(wide / high, 8, 2):
        _stand(pen, place * wide, first(place), high * 0.26 * tall, base)
    pen.write("Q")
    size = min(high * 1.08 * near * 1.45, 30.0, (wide - 15) / width(role.word.upper(), DISPLAY, 1 / MM))
    letters = size * 0.66 / MM
    foot, reach = high * near * 0.46 - letters / 2, letters * 0.6
    left = max(3.0, radius * 0.8)
    shape(pen, role.shape, left + reach, foot + letters / 2, reach, role.on)
    pen.text(left + 2 * reach + letters * 0.5, foot, role.word.upper(), DISPLAY, size, role.on)


def wheel(pen: Pen, x: float, y: float, radius: float, warm: bool = False) -> None:
    """The sun of the Haut-Jura: a comté wheel, its first wedge drawn out."""
    paste, wedge = (colour("#fff3d0"), WHITE) if warm else (colour("#f4c04f"), colour("#fbdc92"))
    pen.disc(x, y, radius * 1.32, mix(COMTE_BRIGHT, WHITE, 0.62))
    whole = [(x, y), *(_around(x, y, radius, math.radians(68), math.radians(378)))]
    out_x, out_y = x + radius * 0.2 * math.cos(math.radians(43)), y + radius * 0.2 * math.sin(math.radians(43))
    first = [(out_x, out_y), *(_around(out_x, out_y, radius, math.radians(18), math.radians(68)))]
    for points, ink in ((whole, paste), (first, wedge)):
        pen.fill(points, ink)
        pen.outline(points, COMTE_EDGE, radius * 0.07)
    for hole_x, hole_y, size in (
        (-0.42, 0.24, 0.09),
        (-0.1, 0.55, 0.05),
        (-0.62, -0.12, 0.05),
        (0.46, -0.34, 0.08),
        (-0.2, -0.5, 0.06),
    ):
        pen.disc(x + hole_x * radius, y + hole_y * radius, size * radius, mix(paste, COMTE_EDGE, 0.5))


def photo(pen: Pen, x: float, y: float, high: float, allowed: str, room: float = 200.0) -> None:
    """« Photo : non » as a crossed camera and words on red, at most `room` wide. Nothing when photos are allowed."""
    if allowed == "yes":
        return
    words = "PHOTO\u00a0: NON" if allowed == "no" else "PHOTO\u00a0: DEMANDER"
    high = min(high, room / (1.55 + 0.56 * width(words, STRONG)))
    wide = high * (1.55 + 0.56 * width(words, STRONG))
    pen.stamp(
        f"photo-{allowed}", None, x, y, wide, high, lambda stamp: _photo(stamp, wide, high, words, allowed == "no")
    )


def _photo(pen: Pen, wide: float, high: float, words: str, crossed: bool) -> None:
    pen.rounded(0, 0, wide, high, high * 0.25, BAD)
    left, foot, box = high * 0.28, high * 0.24, high * 0.78
    pen.rounded(left, foot, box, high * 0.46, high * 0.08, WHITE)
    pen.rounded(left + box * 0.32, foot + high * 0.38, box * 0.36, high * 0.16, high * 0.05, WHITE)
    pen.disc(left + box / 2, foot + high * 0.23, high * 0.14, BAD)
    if crossed:
        corners = (left - high * 0.06, foot - high * 0.1, left + box + high * 0.06, foot + high * 0.6)
        pen.line(*corners, BAD, high * 0.17)
        pen.line(*corners, WHITE, high * 0.07)
    pen.text(high * 1.25, high * 0.31, words, STRONG, high * 0.56 * MM, WHITE)


def _line(high: float, level: float, swing: float, phase: float, pace: float) -> Callable[[float], float]:
    return lambda x: (
        high * (level + swing * math.sin(phase + pace * x) + swing * 0.35 * math.sin(phase + pace * 2.7 * x))
    )


def _slope(wide: float, height: Callable[[float], float]) -> Points:
    crest = [(wide * step / 36, height(step / 36)) for step in range(37)]
    return [*crest, (wide, 0.0), (0.0, 0.0)]


def _trees(aspect: float, density: float, seed: int) -> Iterator[tuple[float, float]]:
    """Where trees stand (0 to 1) and how tall (about 1), in groves: a fixed forest, whatever the machine."""
    count = int(aspect * density)
    for number in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        place = (number + (seed >> 8) % 100 / 80) / count
        grove = math.sin(place * 15 + 0.4) + 0.6 * math.sin(place * 41)
        if grove > 0.05 and 0.012 < place < 0.988:
            yield place, 0.62 + (seed >> 16) % 100 / 180 + 0.12 * grove


def _stand(pen: Pen, x: float, foot: float, tall: float, ink: Colour) -> None:
    pen.fill([(px, py + foot - tall * 0.12) for px, py in spruce(x, tall, tall * 0.52)], ink)


def _around(x: float, y: float, radius: float, start: float, end: float) -> Points:
    angles = (start + (end - start) * step / 40 for step in range(41))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]

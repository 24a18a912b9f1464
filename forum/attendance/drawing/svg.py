"""A picture as SVG, with classes for the style sheet and no style of its own."""

from __future__ import annotations

from markupsafe import Markup, escape

from forum.attendance.drawing.shapes import Box, Disc, Line, Picture, Shape, Spot, Words

LETTER = 8.2
"""About how wide a letter of a value is."""


def svg(picture: Picture) -> Markup:
    """The drawing, to set into a page; every spot can be reached by the keyboard and says its value."""
    inside = "".join(_drawn(shape, picture) for shape in picture.shapes)
    return Markup(  # noqa: S704 - every word in it was escaped
        f'<svg class="chart__drawing" viewBox="0 0 {_n(picture.wide)} {_n(picture.high)}" role="group"'
        f' aria-label="{escape(picture.caption)}">{inside}</svg>'
    )


def _drawn(shape: Shape, picture: Picture) -> str:
    if isinstance(shape, Box):
        return (
            f'<rect class="chart__{shape.role}" x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.wide)}"'
            f' height="{_n(shape.high)}"/>'
        )
    if isinstance(shape, Line):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
        return f'<{"polygon" if shape.closed else "polyline"} class="chart__{shape.role}" points="{points}"/>'
    if isinstance(shape, Disc):
        return f'<circle class="chart__{shape.role}" cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"/>'
    if isinstance(shape, Words):
        return (
            f'<text class="chart__{shape.role}" x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
            f' text-anchor="{shape.anchor}" aria-hidden="true">{escape(shape.text)}</text>'
        )
    return _spot(shape, picture)


def _spot(spot: Spot, picture: Picture) -> str:
    """The value stands at the top of the drawing while its part is pointed at: no script is needed."""
    box = spot.box
    x, anchor = picture.wide - 4, "end"
    if spot.near:
        half = LETTER * len(spot.value) / 2
        x, anchor = min(max(box.x + box.wide / 2, half), picture.wide - half), "middle"
    return (
        f'<g class="chart__spot" tabindex="0" role="img" aria-label="{escape(spot.value)}">'
        f'<rect class="chart__hit" x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.wide)}" height="{_n(box.high)}"/>'
        f'<text class="chart__value" x="{_n(x)}" y="16" font-size="15" text-anchor="{anchor}"'
        f' aria-hidden="true">{escape(spot.value)}</text></g>'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")

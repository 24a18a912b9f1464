"""The day's chart: people present against the limit above, arrivals against the forecast below, on one axis of time."""

from __future__ import annotations

from collections.abc import Callable

from forum import clock
from forum.attendance.drawing.shapes import Box, Disc, Line, Picture, Shape, Spot, Words
from forum.attendance.rules.sheet import Curve, Point
from forum.web.words import HARD, say_hour, say_number

WIDE, LEFT, RIGHT = 960.0, 56.0, 12.0
TOP, HIGH = 44.0, 190.0
GAP, LOW = 44.0, 96.0


def day(curve: Curve, caption: str) -> Picture:
    """One day by quarters of an hour."""
    points = curve.points
    step = (WIDE - LEFT - RIGHT) / max(1, len(points))
    shapes: list[Shape] = [
        *_present(curve, step),
        *_arrivals(points, step),
        *_hours(points, step),
        *[_spot(point, index, step, to_come=index >= len(curve.known)) for index, point in enumerate(points)],
    ]
    return Picture(WIDE, TOP + HIGH + GAP + LOW + 26, caption, tuple(shapes))


def _present(curve: Curve, step: float) -> list[Shape]:
    highest = max([curve.limit, *[point.highest for point in curve.points], 1])
    most = nice(highest * 112 // 100 + 1)  # room above for the words of the peak and of the limit
    shapes: list[Shape] = [Words(LEFT, TOP - 14, "Personnes présentes", "title", size=15), *_scale(most, TOP, HIGH)]

    def y(heads: float) -> float:
        return TOP + HIGH - HIGH * heads / most

    ridge = [
        (LEFT + step * (index + side), y(point.highest)) for index, point in enumerate(curve.known) for side in (0, 1)
    ]
    if ridge:
        foot = TOP + HIGH
        shapes += [
            Line(((ridge[0][0], foot), *ridge, (ridge[-1][0], foot)), "area", closed=True),
            Line(tuple(ridge), "ridge"),
        ]
    if curve.limit:
        shapes.append(Line(((LEFT, y(curve.limit)), (WIDE - RIGHT, y(curve.limit))), "limit"))
        words = f"limite {say_number(curve.limit)}"
        shapes.append(Words(WIDE - RIGHT - 4, y(curve.limit) - 6, words, "limit-words", "end"))
    if curve.peak and curve.peak_at:
        at = max((i for i, point in enumerate(curve.points) if point.at <= curve.peak_at), default=None)
        if at is not None:
            x = LEFT + step * (at + 0.5)
            words = f"{say_number(curve.peak)} à {say_hour(curve.peak_at)}"
            anchor = "start" if x < WIDE / 2 else "end"
            shapes += [
                Disc(x, y(curve.peak), 4, "peak"),
                Words(
                    x + (9 if anchor == "start" else -9),
                    _clear(y(curve.peak) - 8, curve, y),
                    words,
                    "peak-words",
                    anchor,
                    14,
                ),
            ]
    return shapes


def _clear(baseline: float, curve: Curve, y: Callable[[float], float]) -> float:
    """The peak's words, moved over the line of the limit when they would stand on it."""
    if curve.limit and -4 < baseline - y(curve.limit) < 16:
        return y(curve.limit) - 6
    return baseline


def _arrivals(points: tuple[Point, ...], step: float) -> list[Shape]:
    top = TOP + HIGH + GAP
    most = nice(max([1, *[max(point.arrivals or 0, point.forecast or 0) for point in points]]))
    shapes: list[Shape] = [
        Words(LEFT, top - 12, "Arrivées, et classes prévues", "title", size=15),
        *_scale(most, top, LOW, halves=False),
    ]
    for index, point in enumerate(points):
        x = LEFT + step * index
        if point.arrivals:
            tall = LOW * point.arrivals / most
            shapes.append(Box(x + step * 0.12, top + LOW - tall, step * 0.76, tall, "column"))
        if point.forecast:
            y = top + LOW - LOW * point.forecast / most
            shapes.append(Line(((x, y), (x + step, y)), "forecast"))
    return shapes


def _scale(most: int, top: float, high: float, *, halves: bool = True) -> list[Shape]:
    shapes: list[Shape] = []
    for share in (0.0, 0.5, 1.0) if halves else (0.0, 1.0):
        y = top + high - high * share
        shapes.append(Line(((LEFT, y), (WIDE - RIGHT, y)), "grid"))
        shapes.append(Words(LEFT - 8, y + 4.5, say_number(round(most * share)), "label", "end"))
    return shapes


def _hours(points: tuple[Point, ...], step: float) -> list[Shape]:
    y = TOP + HIGH + GAP + LOW + 19
    every = 1 if len(points) <= 56 else 2
    hours = [index for index, point in enumerate(points) if clock.local(point.at).minute == 0]
    return [
        Words(LEFT + step * index, y, f"{clock.local(points[index].at).hour}{HARD}h", "label", "middle")
        for index in hours[::every]
    ]


def _spot(point: Point, index: int, step: float, *, to_come: bool) -> Spot:
    box = Box(LEFT + step * index, TOP, step, HIGH + GAP + LOW, "hit")
    expected = f"{say_number(point.forecast)} {'prévues' if point.forecast > 1 else 'prévue'}" if point.forecast else ""
    if to_come:
        return Spot(box, f"{say_hour(point.at)}\u00a0: {expected or 'à venir'}", near=True)
    if point.arrivals is None:
        arrived = "arrivées non publiées"
    else:
        arrived = f"{say_number(point.arrivals)} {'arrivées' if point.arrivals > 1 else 'arrivée'}"
    planned = f" ({expected})" if expected else ""
    there = f"{say_number(point.highest)} {'présents' if point.highest > 1 else 'présent'} au plus"
    return Spot(box, f"{say_hour(point.at)}\u00a0: {arrived}{planned}, {there}", near=True)


def nice(number: int) -> int:
    """A round number at or above, whose half is round too.

    >>> nice(1209), nice(96), nice(3)
    (1400, 100, 4)
    """
    if number <= 4:
        return max(2, number + number % 2)
    size = int(10 ** (len(str(number)) - 1))
    return next(
        size * tenths // 10 for tenths in (10, 12, 14, 16, 20, 30, 40, 50, 60, 80, 100) if size * tenths // 10 >= number
    )

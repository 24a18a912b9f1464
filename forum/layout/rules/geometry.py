"""Plane geometry of rectangles that may be turned: corners, overlap, the gap between two. Lengths in centimetres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol, TypeAlias

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = tuple[Point, ...]
Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
HAIR_CM = 1.0
"""What two stands may share without overlapping: nobody lays out to the millimetre."""


class Placed(Protocol):
    """A rectangle by its unturned upper left corner and its sizes."""

    @property
    def x_cm(self) -> int: ...
    @property
    def y_cm(self) -> int: ...
    @property
    def width_cm(self) -> int: ...
    @property
    def depth_cm(self) -> int: ...


def corners(one: Placed, rotation: float = 0) -> Polygon:
    """The four corners, clockwise from the upper left, turned about the centre."""
    left, top = one.x_cm, one.y_cm
    right, bottom = left + one.width_cm, top + one.depth_cm
    square = ((left, top), (right, top), (right, bottom), (left, bottom))
    if not rotation % 360:
        return square
    cx, cy = (left + right) / 2, (top + bottom) / 2
    sin, cos = math.sin(math.radians(rotation)), math.cos(math.radians(rotation))
    return tuple(
        (round(cx + (x - cx) * cos - (y - cy) * sin, 3), round(cy + (x - cx) * sin + (y - cy) * cos, 3))
        for x, y in square
    )


def box(polygon: Polygon) -> Box:
    """The upright rectangle around a polygon."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    return min(xs), min(ys), max(xs), max(ys)


def overlap(a: Polygon, b: Polygon) -> bool:
    """Whether two convex polygons share more than a hair (separating axes)."""
    if _upright(a) and _upright(b):
        (left, top), (right, bottom) = a[0], a[2]
        return min(right, b[2][0]) - max(left, b[0][0]) > HAIR_CM and min(bottom, b[2][1]) - max(top, b[0][1]) > HAIR_CM
    return all(_shadows_meet(axis, a, b) for axis in (*_axes(a), *_axes(b)))


def _axes(polygon: Polygon) -> list[Point]:
    found = []
    for (x, y), (to_x, to_y) in _edges(polygon):
        length = math.hypot(to_x - x, to_y - y)
        if length:
            found.append(((to_y - y) / length, (x - to_x) / length))
    return found


def _shadows_meet(axis: Point, a: Polygon, b: Polygon) -> bool:
    one = [x * axis[0] + y * axis[1] for x, y in a]
    other = [x * axis[0] + y * axis[1] for x, y in b]
    return min(max(one), max(other)) - max(min(one), min(other)) > HAIR_CM


def gap(a: Polygon, b: Polygon) -> tuple[float, Point, Point]:
    """The width between two convex polygons that do not overlap, and where: the middle of what faces what."""
    if _upright(a) and _upright(b):
        (x, other_x), (y, other_y) = _between(a, b, 0), _between(a, b, 1)
        return math.hypot(other_x - x, other_y - y), (x, y), (other_x, other_y)
    found: list[tuple[float, Point, Point]] = []
    for corner in a:
        for edge in _edges(b):
            there = nearest(corner, *edge)
            found.append((math.dist(corner, there), corner, there))
    for corner in b:
        for edge in _edges(a):
            here = nearest(corner, *edge)
            found.append((math.dist(corner, here), here, corner))
    least = min(width for width, _, _ in found)
    near = [(here, there) for width, here, there in found if width - least < HAIR_CM]
    return least, _middle([here for here, _ in near]), _middle([there for _, there in near])


def _upright(polygon: Polygon) -> bool:
    """Most stands are not turned, and their answers are much cheaper."""
    return (
        len(polygon) == 4
        and polygon[0][1] == polygon[1][1] < polygon[2][1]
        and polygon[0][0] == polygon[3][0] < polygon[2][0]
    )


def _between(a: Polygon, b: Polygon, axis: int) -> tuple[float, float]:
    """Along one axis: the two ends of what lies between two upright rectangles, twice the middle where they face."""
    start, end, other_start, other_end = a[0][axis], a[2][axis], b[0][axis], b[2][axis]
    if end < other_start:
        return end, other_start
    if other_end < start:
        return start, other_end
    middle = (max(start, other_start) + min(end, other_end)) / 2
    return middle, middle


def nearest(point: Point, start: Point, end: Point) -> Point:
    """The point of a segment that is closest to another."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length)) if length else 0.0
    return start[0] + share * dx, start[1] + share * dy


def passes_near(start: Point, end: Point, polygon: Polygon, within: float) -> bool:
    """Whether a segment crosses a convex polygon or comes closer than `within`."""
    line = (start, end)
    if overlap_or_touch(line, polygon):
        return True
    return gap(line, polygon)[0] < within


def overlap_or_touch(a: Polygon, b: Polygon) -> bool:
    """Whether two convex shapes, a segment among them, share a point at least."""
    for axis in (*_axes(a), *_axes(b)):
        one = [x * axis[0] + y * axis[1] for x, y in a]
        other = [x * axis[0] + y * axis[1] for x, y in b]
        if min(max(one), max(other)) < max(min(one), min(other)):
            return False
    return True


def _edges(polygon: Polygon) -> Sequence[tuple[Point, Point]]:
    return [(point, polygon[(index + 1) % len(polygon)]) for index, point in enumerate(polygon)]


def _middle(points: Sequence[Point]) -> Point:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

"""A schematic map: a disc for each commune, at its place, its area the people who came, its shade and letter the communauté.

The shipped data knows the place of the larger communes only: those of one communauté whose place is not known are together
one square, in the middle of the others, so that the marks of a communauté add up to its row in the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from forum.attendance.drawing.shapes import Box, Disc, Line, Picture, Shape, Spot, Words
from forum.attendance.rules.sheet import Cell, Heads, Sheet
from forum.territory.communes import codes_of, find_commune, territory
from forum.territory.places import Place, find_place
from forum.web.words import HARD, say_number

WIDE, TALL, LEGEND_ROW = 560.0, 584.0, 23.0
PRESENT = 4
"""The column of the people present in the sheet of origins."""
LETTERS = "ABCDE"
DARK = frozenset("ABD")
"""The communautés whose shade is dark: their letter is white."""
NORTH, WEST = 46.885, 5.44
SCALE = 8.0
"""Units of the picture in a kilometre."""
BETWEEN = 4.0
"""What is left free between two discs."""
LETTER = 7.9
"""How wide a letter of a name is at most, as a rule."""
SMALL = 8.0
"""A mark whose side is no longer than this has no room for its letter."""
NAMED = 12
"""So many of the largest have their name beside them, where there is room."""


Ground = tuple[float, float, float, float]
"""What something covers: left, top, right, foot."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Somewhere that people came from."""

    name: str
    letter: str
    heads: int
    x: float
    y: float
    square: bool
    told: str

    def side(self, most: int) -> float:
        """The radius, or half the square's side: areas are as the people."""
        size = 34 * math.sqrt(self.heads / most)
        return max(3.0, size * math.sqrt(math.pi) / 2 if self.square else size)


def origin_map(origins: Sheet, caption: str) -> Picture | None:
    """The map of the sheet of origins; None when nobody came from the territory."""
    marks = sorted(_marks(origins), key=lambda mark: (-mark.heads, mark.name))
    if not marks:
        return None
    most = marks[0].heads
    marks = _apart(_beside_each_other(marks, most), most)
    empty = list(_empty_places(origins))
    shapes: list[Shape] = [*empty]
    for mark in marks:
        shapes += _drawn(mark, mark.side(most))
    shapes += _names(marks, most, empty)
    legend = list(_legend(origins))
    spots = [
        Spot(Box(mark.x - side, mark.y - side, 2 * side, 2 * side, "hit"), mark.told)
        for mark in marks
        for side in [max(8.0, mark.side(most))]
    ]
    return Picture(WIDE, TALL, caption, (*shapes, *legend, *spots))


def _marks(origins: Sheet) -> Iterator[Mark]:
    for letter, one in zip(LETTERS, territory().epcis, strict=True):
        total = _of(origins, one.siren)
        seen = 0
        left = 0
        for code in codes_of(one.siren):
            heads = _of(origins, code) or 0
            place = find_place(code)
            if heads and place:
                name = commune.name if (commune := find_commune(code)) else code
                told = f"{name} ({one.short_name}){HARD}: {_present(heads)}"
                yield Mark(name, letter, heads, *_put(place), False, told)
                seen += heads
            else:
                left += heads
        others = left if total is None else total - seen
        if others > 0:
            places = [place for code in codes_of(one.siren) if (place := find_place(code))]
            middle = Place(
                sum(place.latitude for place in places) / len(places),
                sum(place.longitude for place in places) / len(places),
            )
            told = f"Autres communes de {one.short_name}{HARD}: {_present(others)}"
            yield Mark("autres communes", letter, others, *_put(middle), True, told)


def _beside_each_other(marks: list[Mark], most: int) -> list[Mark]:
    """Discs that would cover each other, moved apart until they do not: the smaller gives way to the larger."""
    discs = [mark for mark in marks if not mark.square]
    at = [[mark.x, mark.y, mark.side(most)] for mark in discs]
    touching = True
    for _ in range(80):
        if not touching:
            break
        touching = False
        for one, (rank, other) in ((a[1], b) for a, b in combinations(enumerate(at), 2)):
            east, south = other[0] - one[0], other[1] - one[1]
            away = math.hypot(east, south)
            missing = one[2] + other[2] + BETWEEN - away
            if missing > 0.1:
                touching = True
                # Two of one place go apart in a direction of their own.
                east, south = (east / away, south / away) if away else (math.cos(rank), math.sin(rank))
                gives = one[2] / (one[2] + other[2])
                for mark, share in ((one, gives - 1), (other, gives)):
                    mark[0] += east * missing * share
                    mark[1] += south * missing * share
    moved = iter(at)
    return [mark if mark.square else replace(mark, x=(put := next(moved))[0], y=put[1]) for mark in marks]


def _empty_places(origins: Sheet) -> Iterator[Disc]:
    """The other places that the data knows, so that the map is one: nobody, or so few that it is not published."""
    for one in territory().epcis:
        for code in codes_of(one.siren):
            place = find_place(code)
            if place and not _of(origins, code):
                x, y = _put(place)
                yield Disc(x, y, 2.6, "map-edge")
                yield Disc(x, y, 1.6, "map-none")


def _apart(marks: list[Mark], most: int) -> list[Mark]:
    """The squares, which stand for no place in particular, moved to the nearest ground that no disc takes."""
    taken = [_ground(mark, mark.side(most)) for mark in marks if not mark.square]
    found = []
    for mark in marks:
        if mark.square:
            tries = [
                replace(mark, x=mark.x + away * math.cos(turn), y=mark.y + away * math.sin(turn))
                for away in range(0, 120, 6)
                for turn in (math.tau * part / 12 for part in range(12))
            ]
            free = (one for one in tries if not any(_cross(_ground(one, one.side(most)), other) for other in taken))
            mark = next(free, mark)
            taken.append(_ground(mark, mark.side(most)))
        found.append(mark)
    return found


def _ground(mark: Mark, side: float) -> Ground:
    return mark.x - side - 2, mark.y - side - 2, mark.x + side + 2, mark.y + side + 2


def _of(origins: Sheet, ref: str) -> int | None:
    """The people present of a row; None when it is not there or not shown."""
    cell: Cell = next((row[PRESENT] for index, row in enumerate(origins.rows) if origins.ref(index) == ref), None)
    return cell.value if isinstance(cell, Heads) else None


def _present(heads: int) -> str:
    return f"{say_number(heads)} personne{'s présentes' if heads > 1 else ' présente'}"


def _put(place: Place) -> tuple[float, float]:
    """Kilometres east and south of the map's corner, in a plain projection, set to the size of the picture."""
    return 100 + (place.longitude - WEST) * 76.6 * SCALE, (NORTH - place.latitude) * 111.2 * SCALE


def _drawn(mark: Mark, side: float) -> list[Shape]:
    role, edge = f"map-{mark.letter.lower()}", side + 1.2
    shapes: list[Shape]
    if mark.square:
        shapes = [
            Box(mark.x - edge, mark.y - edge, 2 * edge, 2 * edge, "map-edge"),
            Box(mark.x - side, mark.y - side, 2 * side, 2 * side, role),
        ]
    else:
        shapes = [Disc(mark.x, mark.y, edge, "map-edge"), Disc(mark.x, mark.y, side, role)]
    if side > SMALL:
        shapes.append(_letter(mark.letter, mark.x, mark.y))
    return shapes


def _letter(letter: str, x: float, y: float) -> Words:
    return Words(x, y + 4.5, letter, "map-light" if letter in DARK else "map-dark", "middle", 13)


def _names(marks: list[Mark], most: int, empty: list[Disc]) -> Iterator[Words]:
    """The largest, named where the words cover nothing: on the right, on the left, above, below or aslant.

    A mark too small for its letter has it beside, so that its communauté is known without colour.
    """
    taken = [(0.0, 0.0, 260.0, 18 + LEGEND_ROW * 7), *[_ground(mark, mark.side(most)) for mark in marks]]
    taken += [(one.x - 3, one.y - 3, one.x + 3, one.y + 3) for one in empty]
    named = [mark for mark in marks if not mark.square][:NAMED]
    texts = [(mark, f"{mark.name}, {say_number(mark.heads)}") for mark in named]
    small = [(mark, mark.letter) for mark in marks if mark.side(most) <= SMALL]
    for mark, text in (*texts, *small):
        side, wide = mark.side(most) + 5, LETTER * len(text)
        slant, own = 0.7 * side + 1, _ground(mark, mark.side(most))
        for x, y, anchor, left in (
            (mark.x + side, mark.y + 4.5, "start", mark.x + side),
            (mark.x - side, mark.y + 4.5, "end", mark.x - side - wide),
            (mark.x, mark.y - side - 2, "middle", mark.x - wide / 2),
            (mark.x, mark.y + side + 10, "middle", mark.x - wide / 2),
            (mark.x + slant, mark.y - slant, "start", mark.x + slant),
            (mark.x - slant, mark.y - slant, "end", mark.x - slant - wide),
            (mark.x + slant, mark.y + slant + 10, "start", mark.x + slant),
            (mark.x - slant, mark.y + slant + 10, "end", mark.x - slant - wide),
        ):
            box = (left, y - 11, left + wide, y + 3)
            if box[0] >= 0 and box[2] <= WIDE and not any(_cross(box, other) for other in taken if other != own):
                taken.append(box)
                yield Words(x, y, text, "label" if len(text) > 1 else "map-dark", anchor, 13)
                break


def _printed(name: str) -> str:
    return name[:1].upper() + name[1:].replace("'", "’")


def _cross(one: Ground, other: Ground) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(origins: Sheet) -> Iterator[Shape]:
    """In the corners that the territory leaves free: the shades in the north-west, the scale in the south-east."""
    yield Line(((WIDE - 12 - 10 * SCALE, TALL - 26), (WIDE - 12, TALL - 26)), "map-scale")
    yield Words(WIDE - 12 - 5 * SCALE, TALL - 10, f"10{HARD}km", "label", "middle", 12)
    for number, (letter, one) in enumerate(zip(LETTERS, territory().epcis, strict=True)):
        y = 14 + number * LEGEND_ROW
        yield Disc(14, y, 10.2, "map-edge")
        yield Disc(14, y, 9, f"map-{letter.lower()}")
        yield _letter(letter, 14, y)
        heads = _of(origins, one.siren)
        said = f", {say_number(heads)}" if heads is not None else ""
        yield Words(32, y + 5, f"{_printed(one.short_name)}{said}", "label", size=13)
    y = 14 + len(LETTERS) * LEGEND_ROW
    yield Box(6, y - 8, 16, 16, "map-edge")
    yield Box(7, y - 7, 14, 14, "map-none")
    yield Words(32, y + 5, "ses autres communes", "label", size=13)
    yield Disc(14, y + LEGEND_ROW, 2.6, "map-edge")
    yield Disc(14, y + LEGEND_ROW, 1.6, "map-none")
    yield Words(32, y + LEGEND_ROW + 5, "personne, ou non publié", "label", size=13)

"""A schematic map: one disc for each communauté de communes, its area the people who came, at the place of its seat.

The shipped reference data holds no boundaries. The places are those of the seats, from the sexagesimal positions of the
towns rounded to a hundredth of a degree, in a plain projection: enough to see where north and the lakes are, no more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from forum.attendance.drawing.shapes import Box, Disc, Picture, Shape, Spot, Words
from forum.territory.communes import territory
from forum.web.words import say_number

SEATS = {
    "200026573": ("Saint-Claude", 46.39, 5.86, "below"),
    "243900479": ("Hauts de Bienne", 46.52, 6.02, "below"),
    "243900610": ("Saint-Laurent-en-Grandvaux", 46.58, 5.96, "left"),
    "200090579": ("Orgelet", 46.52, 5.61, "below"),
    "200069623": ("Champagnole", 46.75, 5.91, "below"),
}
"""The seats of the five by SIREN: town, latitude, longitude, and on which side the name has room."""
WIDE, HIGH = 560.0, 520.0


def origin_map(present: Mapping[str, int], caption: str) -> Picture:
    """`present` gives the people by SIREN."""
    most = max([1, *present.values()])
    shapes: list[Shape] = []
    spots: list[Spot] = []
    names = {one.siren: one.short_name for one in territory().epcis}
    for siren, (_, latitude, longitude, side) in SEATS.items():
        x, y = _place(latitude, longitude)
        heads = present.get(siren, 0)
        radius = max(5.0, 48 * math.sqrt(heads / most))
        shapes.append(Disc(x, y, radius, "disc" if heads else "disc-none"))
        name = names.get(siren, siren)
        fits = radius > 20
        if fits:
            shapes.append(Words(x, y + 5, say_number(heads), "disc-number", "middle", 15))
        label = name if fits else f"{name}, {say_number(heads)}"
        if side == "left":
            shapes.append(Words(x - radius - 6, y + 4, label, "label", "end", 14))
        else:
            shapes.append(Words(x, y + radius + 16, label, "label", "middle", 14))
        spots.append(
            Spot(
                Box(x - radius, y - radius, 2 * radius, 2 * radius, "hit"),
                f"{name}\u00a0: {say_number(heads)} présents",
            )
        )
    return Picture(WIDE, HIGH, caption, (*shapes, *spots))


def _place(latitude: float, longitude: float) -> tuple[float, float]:
    """Kilometres east and south of the middle, set to the size of the picture."""
    east = (longitude - 5.83) * 76.6
    south = (46.57 - latitude) * 111.2
    return WIDE / 2 + east * 9, HIGH / 2 - 24 + south * 9

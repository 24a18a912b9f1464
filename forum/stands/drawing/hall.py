"""One hall on paper, to scale: its zones, obstacles, stands with their holders, doors and circuits."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportlab.lib.units import mm

from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import COMTE, GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP, WHITE, colour, mix
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import STRONG, TEXT
from forum.editions.values import EditionValue, HallValue
from forum.stands.drawing.icons import draw_icon
from forum.stands.queries import StandValue
from forum.stands.queries.floor import GATE_CM, Things
from forum.stands.rules.floor import DoorSpot

EXIT = colour("#1f6b3f")

# The colours of static/css/tokens.css, which says --sector-<code>.
SECTOR_INKS = {
    "lunetterie": "#2a4fa0",
    "plasturgie": "#6b3fae",
    "mecanique": "#46566a",
    "horlogerie": "#7a6214",
    "bois": "#7b3d29",
    "industrie": "#ad4a0a",
    "fromagerie": "#8f5c00",
    "agriculture": "#3f6f17",
    "btp": "#a02c1a",
    "sante": "#b4234e",
    "tourisme": "#0a6c94",
    "commerce": "#962e78",
    "transport": "#5f5b33",
    "securite": "#22335f",
    "numerique": "#00706a",
    "emploi": "#1f5f45",
}


class Sheet:
    """Where a hall lies on the paper: centimetres of floor become millimetres."""

    def __init__(self, pen: Pen, hall: HallValue, box: tuple[float, float, float, float]) -> None:
        x, y, wide, high = box
        self.pen, self.hall = pen, hall
        self.scale = min(wide / hall.width_cm, high / hall.depth_cm)
        self.left, self.top = x + (wide - hall.width_cm * self.scale) / 2, y + high

    def at(self, x_cm: float, y_cm: float) -> tuple[float, float]:
        return self.left + x_cm * self.scale, self.top - y_cm * self.scale

    def box(self, x_cm: float, y_cm: float, width_cm: float, depth_cm: float) -> tuple[float, float, float, float]:
        """Left, bottom, width and height in millimetres."""
        return (*self.at(x_cm, y_cm + depth_cm), width_cm * self.scale, depth_cm * self.scale)


def draw_hall(
    pen: Pen,
    edition: EditionValue,
    hall: HallValue,
    stands: Sequence[StandValue],
    inside: Things,
    box: tuple[float, float, float, float],
) -> float:
    """The hall as large as it fits in a box (left, bottom, width, height in mm), in the middle; answers where its foot is."""
    sheet = Sheet(pen, hall, box)
    floor = sheet.box(0, 0, hall.width_cm, hall.depth_cm)
    pen.rounded(*floor, 1, GROUND)
    _zones(sheet, inside)
    pen.rounded_line(*floor, 1, SPRUCE_DEEP, 0.6)
    own = [one for one in stands if one.hall == hall.id]
    for one in own:
        _stand(sheet, one)
    for gate in (gate for gate in edition.gates if gate.hall == hall.id):
        _door(sheet, DoorSpot(0, f"Porte {gate.code}", gate.x_cm, gate.y_cm, GATE_CM, emergency=False))
    for door in inside.doors:
        _door(sheet, door)
    _scale_bar(sheet, floor[1])
    return floor[1]


def _zones(sheet: Sheet, inside: Things) -> None:
    for zone in inside.zones:
        ink = colour(SECTOR_INKS[zone.sector]) if zone.sector in SECTOR_INKS else INK_SOFT
        place = sheet.box(zone.x_cm, zone.y_cm, zone.width_cm, zone.depth_cm)
        sheet.pen.rounded(*place, 0.8, mix(ink, WHITE, 0.9))
        sheet.pen.rounded_line(*place, 0.8, mix(ink, WHITE, 0.4), 0.2)
        x, y = sheet.at(zone.x_cm, zone.y_cm)
        size = max(5.0, min(9.0, 190 * sheet.scale))
        block = fit(
            f"{zone.mark.letter} · {zone.name}" if zone.mark else zone.name,
            STRONG,
            (place[2] - 3) * mm,
            5 * mm,
            size,
            1,
        )
        sheet.pen.text(x + 1.2, y - 1 - block.size * 0.3, block.lines[0], STRONG, block.size, ink)
    for thing in inside.obstacles:
        place = sheet.box(thing.x_cm, thing.y_cm, thing.width_cm, thing.depth_cm)
        sheet.pen.rounded(*place, 0.2, LINE)
        sheet.pen.rounded_line(*place, 0.2, INK_SOFT, 0.2)
        if place[2] > 8 and place[3] > 3:
            block = fit(thing.name, TEXT, (place[2] - 1) * mm, 4 * mm, 7, 1)
            sheet.pen.centred(
                place[0] + place[2] / 2, place[1] + place[3] / 2 - 0.9, block.lines[0], TEXT, block.size, INK
            )


def _stand(sheet: Sheet, one: StandValue) -> None:
    pen = sheet.pen
    x, y, wide, high = sheet.box(one.x_cm, one.y_cm, one.width_cm, one.depth_cm)
    ink = colour(SECTOR_INKS[one.sector_code]) if one.holder and one.sector_code else WHITE
    words = WHITE if one.holder else INK
    edge = ink if one.holder else LINE
    if one.rotation:
        corners = _turned(x, y, wide, high, one.rotation)
        pen.fill(corners, ink)
        pen.outline(corners, edge, 0.2)
    else:
        pen.rounded(x, y, wide, high, 0.3, ink)
        pen.rounded_line(x, y, wide, high, 0.3, edge, 0.2)
    number = f"{one.number} {one.sector.letter}" if one.holder and one.sector else one.number
    size = min(14.0, high * 1.1, wide * 0.75)
    middle = x + wide / 2
    pen.centred(
        middle - (size * 0.16 if one.holder else 0),
        y + high * (0.66 if one.holder else 0.4),
        number,
        STRONG,
        size * 0.8,
        words,
    )
    if one.holder and one.sector_code:
        side = size * 0.3
        draw_icon(pen, one.sector_code, middle + wide * 0.5 - side - 0.5, y + high - side - 0.5, side, words)
        block = fit(one.holder, TEXT, (wide - 1.2) * mm, high * 0.5 * mm, size * 0.62, 2)
        for index, line in enumerate(block.lines):
            pen.centred(middle, y + high * 0.4 - index * block.leading / mm, line, TEXT, block.size, words)


def _turned(x: float, y: float, wide: float, high: float, degrees: int) -> list[tuple[float, float]]:
    """The corners, turned clockwise on the paper as on the screen."""
    cx, cy = x + wide / 2, y + high / 2
    sin, cos = math.sin(math.radians(-degrees)), math.cos(math.radians(-degrees))
    around = ((-wide / 2, -high / 2), (wide / 2, -high / 2), (wide / 2, high / 2), (-wide / 2, high / 2))
    return [(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos) for dx, dy in around]


def _door(sheet: Sheet, door: DoorSpot) -> None:
    hall, pen = sheet.hall, sheet.pen
    wall = door.wall(hall.width_cm, hall.depth_cm)
    upright = wall in {"left", "right"}
    across, along = (44, door.width_cm) if upright else (door.width_cm, 44)
    ink = EXIT if door.emergency else COMTE
    pen.rounded(*sheet.box(door.x_cm - across / 2, door.y_cm - along / 2, across, along), 0.4, ink)
    x, y = sheet.at(door.x_cm, door.y_cm)
    size = max(5.5, min(9.0, 200 * sheet.scale))
    words = EXIT if door.emergency else INK
    if wall == "left":
        pen.text(x + 40 * sheet.scale, y - size * 0.12, door.name, STRONG, size, words)
    elif wall == "right":
        pen.right(x - 40 * sheet.scale, y - size * 0.12, door.name, STRONG, size, words)
    else:
        pen.centred(
            x, y + (60 * sheet.scale if wall == "bottom" else -110 * sheet.scale), door.name, STRONG, size, words
        )


def _scale_bar(sheet: Sheet, foot: float) -> None:
    long = 500 * sheet.scale
    sheet.pen.line(sheet.left, foot - 3, sheet.left + long, foot - 3, INK, 0.3)
    for x in (sheet.left, sheet.left + long):
        sheet.pen.line(x, foot - 3, x, foot - 2, INK, 0.3)
    sheet.pen.text(sheet.left + long + 1.2, foot - 3.4, "5\u00a0m", TEXT, 7, INK_SOFT)

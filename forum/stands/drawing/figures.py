"""What is written over the stands of the plan on the screen, all of one look in one path: a slow phone takes as long for
four hundred small elements as for the rest of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from forum.stands.drawing.icons import icon_outline
from forum.stands.drawing.numbers import FINE, outline
from forum.stands.queries import StandValue

LOOKS = ("free", "taken", "closed", "icon")
ICON_CM = 58
ROOM_FOR_ICON_CM = 260


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one look, set aside or not: whose they are, and their strokes, a line for each stand."""

    look: str
    aside: bool
    of: str
    strokes: str


def figures(stands: Iterable[StandValue], aside: Collection[str]) -> list[Figures]:
    """Every look twice, set aside or not, empty ones too: the page moves strokes from one to the other."""
    drawn: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for stand in stands:
        apart = stand.number in aside
        drawn[look_of(stand), apart].append((stand.number, number_outline(stand)))
        if stand.holder and stand.width_cm >= ROOM_FOR_ICON_CM:
            right = stand.x_cm + stand.width_cm - ICON_CM - 12
            icon = icon_outline(stand.sector_code or "", right * FINE, (stand.y_cm + 12) * FINE, ICON_CM * FINE)
            drawn["icon", apart].append((stand.number, icon))
    return [
        Figures(look, apart, *("\n".join(part) for part in zip(*drawn[look, apart], strict=True)))
        if drawn[look, apart]
        else Figures(look, apart, "", "")
        for look in LOOKS
        for apart in (False, True)
    ]


def look_of(stand: StandValue) -> str:
    """free, taken, or closed while somebody fills the form for it."""
    return "free" if stand.free else "taken" if stand.state else "closed"


def number_outline(stand: StandValue) -> str:
    """The number in the middle; with a holder small in the corner, the sector's letter after it. Empty when the typeface
    lacks a letter."""
    if not stand.holder:
        return outline(stand.number, *stand.centre, 78)
    letter = stand.sector.letter if stand.sector else ""
    return outline(f"{stand.number} {letter}".rstrip(), stand.x_cm + 16, stand.y_cm + 60, 60, False)

"""Where badges lie on their sheets, in millimetres. Refuses a grid that does not fit its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forum.errors import Refusal

A4 = (210.0, 297.0)
_SLACK = 0.05


class GridDoesNotFit(Refusal):
    """The cards of a grid hang over the edge of the page, or there are none."""

    sentence = (
        "Cette grille ne tient pas sur la page\u00a0: réduisez les cartes, leur nombre, les marges ou les écarts."
    )
    field = "layout"


@dataclass(frozen=True, slots=True)
class Place:
    """A card on the sheet of that number (0 first), its lower left corner there."""

    sheet: int
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of cards on a page, measured from the top left corner of the page as one measures a sheet of labels.

    `fold` says how a card continues: "" (the card alone), "side" (its back on its left, to fold behind it) or "four"
    (a sheet folded twice: back on the left, something to read above).
    """

    name: str
    page: tuple[float, float]
    card: tuple[float, float]
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0
    marks: bool = False
    fold: str = ""

    def __post_init__(self) -> None:
        across = self.left + self.columns * self.card[0] + (self.columns - 1) * self.gap_x
        down = self.top + self.rows * self.card[1] + (self.rows - 1) * self.gap_y
        room = self.page[0] + _SLACK, self.page[1] + _SLACK
        fits = across <= room[0] and down <= room[1] and min(self.left, self.top, self.gap_x, self.gap_y) >= 0
        if (
            not fits
            or min(self.columns, self.rows) < 1
            or min(self.card) < 30
            or min(self.page) <= 0
            or max(self.page) > 1000
        ):
            raise GridDoesNotFit

    @property
    def per_sheet(self) -> int:
        """How many cards a sheet takes."""
        return self.columns * self.rows

    def places(self, count: int, start: int = 1) -> Iterator[Place]:
        """Where `count` cards go, row by row, the first one on card `start` (1 first) of the first sheet."""
        for number in range(start - 1, start - 1 + count):
            sheet, slot = divmod(number, self.per_sheet)
            row, column = divmod(slot, self.columns)
            left = self.left + column * (self.card[0] + self.gap_x)
            top = self.top + row * (self.card[1] + self.gap_y)
            yield Place(sheet, left, self.page[1] - top - self.card[1])

    def behind(self, place: Place) -> Place:
        """Where the back of that card lies when the sheet is turned over its long side (its short one if it lies)."""
        return replace(place, left=self.page[0] - place.left - self.card[0])


CARDS = Layout("cards", A4, (90, 54), 2, 5, 15, 13.5, marks=True)
"""90 × 54 mm, ten to an A4."""
STICKERS = Layout("stickers", A4, (63.5, 38.1), 3, 7, 7.2, 15.15, 2.5, 0)
"""63.5 × 38.1 mm, twenty-one to an A4, as label sheets are cut."""
FOLDED_TWO = Layout("folded", A4, (105, 148.5), 1, 2, 105, 0, marks=True, fold="side")
"""A6, front and back side by side to fold, two to an A4 cut across."""
FOLDED_HOME = Layout("home", A4, (105, 148.5), 1, 1, 105, 148.5, fold="four")
"""A sheet of A4 that its holder prints and folds in four: the badge, its back, and what to know inside."""
A6_FOUR = Layout("a6", A4, (105, 148.5), 2, 2, marks=False)
"""A6, four to an A4, backs on the other side."""
CARD_PRINTER = Layout("card-printer", (85.6, 54), (85.6, 54))
"""One per page, for a printer of plastic cards."""
PASS = Layout("pass", (148, 210), (148, 210))
"""A class pass on A5."""
PASS_TWO = Layout("pass-two", (297.0, 210.0), (148.5, 210), 2, 1, marks=True)
"""Two class passes side by side on a lying A4."""

LAYOUTS = {
    layout.name: layout for layout in (CARDS, STICKERS, FOLDED_TWO, FOLDED_HOME, A6_FOUR, CARD_PRINTER, PASS, PASS_TWO)
}

"""A leaf of A4 that is written from top to bottom, and turned when it is full. Lengths in millimetres, letters in points."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.palette import COMTE, GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP, Colour
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT, font, width

WIDE, HIGH, SIDE, TOP, FOOT = 210.0, 297.0, 17.0, 24.0, 20.0
INSIDE = WIDE - 2 * SIDE


class Leaves:
    """The document while it is written; `pages` is how many there will be, once that is known from a first writing."""

    def __init__(self, title: str, author: str, pages: int | None = None) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(
            self.file,
            pagesize=(WIDE * MM, HIGH * MM),
            initialFontName=font(TEXT[0]).fontName,  # else every page names Helvetica, which is not embedded
            invariant=1,
            pageCompression=1,
            lang="fr-FR",
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject("Fréquentation")
        self.canvas.setCreator(author)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.canvas.showOutline()
        self.pen = Pen(self.canvas)
        self.title, self.author, self.pages, self.page = title, author, pages, 0
        self.foot = author
        self.down = TOP
        self._begin()

    # ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def turn(self) -> None:
        """On to a new page."""
        self._end()
        self._begin()

    def room(self, high: float) -> None:
        """Turn the page unless so many millimetres are left on it."""
        if self.down + high > HIGH - FOOT:
            self.turn()

    def done(self) -> bytes:
        """The file."""
        self._end()
        self.canvas.save()
        return self.file.getvalue()

    def _begin(self) -> None:
        self.page += 1
        self.down = TOP
        if self.page > 1:
            self.pen.text(SIDE, HIGH - 14, shortened(self.title, TEXT, 8, INSIDE), TEXT, 8, INK_SOFT)
            self.pen.line(SIDE, HIGH - 16.5, WIDE - SIDE, HIGH - 16.5, LINE, 0.15)

    def _end(self) -> None:
        self.pen.line(SIDE, 14.5, WIDE - SIDE, 14.5, LINE, 0.15)
        self.pen.text(SIDE, 10, shortened(self.foot, TEXT, 8, INSIDE - 30), TEXT, 8, INK_SOFT)
        of = f" sur {self.pages}" if self.pages else ""
        self.pen.right(WIDE - SIDE, 10, f"Page {self.page}{of}", TEXT, 8, INK_SOFT)
        self.canvas.showPage()

    # ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def mark(self, words: str, level: int = 0, *, closed: bool | None = None) -> None:
        """A bookmark to this place."""
        key = f"m{self.page}-{self.down:.1f}-{level}"
        self.canvas.bookmarkHorizontal(key, 0, (HIGH - self.down + 6) * MM)
        self.canvas.addOutlineEntry(words, key, level, closed=level > 0 if closed is None else closed)

    def heading(self, words: str, size: float = 15, level: int = 0, *, marked: bool = True, after: float = 22) -> None:
        """A heading with its bookmark; it never stands without the first `after` millimetres of what it is about."""
        self.room(size * 0.6 + after)
        self.down += size * 0.42
        if marked:
            self.mark(words, level)
        for line in wrapped(words, DISPLAY, size, INSIDE):
            self.pen.text(SIDE, HIGH - self.down, line, DISPLAY, size, SPRUCE_DEEP)
            self.down += size * 0.42
        self.down += 0.6

    def paragraph(
        self,
        words: str,
        size: float = 10,
        family: tuple[str, ...] = TEXT,
        ink: Colour = INK,
        left: float = SIDE,
        wide: float = INSIDE,
    ) -> None:
        """A paragraph, broken into lines."""
        leading = size * 0.49
        for line in wrapped(words, family, size, wide):
            self.room(leading)
            self.down += leading * 0.78
            self.pen.text(left, HIGH - self.down, line, family, size, ink)
            self.down += leading * 0.22
        self.down += size * 0.2

    @staticmethod
    def height(words: str, size: float = 10, family: tuple[str, ...] = TEXT, wide: float = INSIDE) -> float:
        """How much of the page that paragraph takes."""
        return len(wrapped(words, family, size, wide)) * size * 0.49 + size * 0.2

    def left(self) -> float:
        """How much of this page is left."""
        return HIGH - FOOT - self.down

    def boxes(self, figures: Sequence[tuple[str, str]], per_row: int = 4) -> None:
        """Key figures in boxes: (number, what it counts)."""
        gap, high = 4.0, 23.0
        wide = (INSIDE - gap * (per_row - 1)) / per_row
        for start in range(0, len(figures), per_row):
            self.room(high + gap)
            for column, (number, words) in enumerate(figures[start : start + per_row]):
                left, foot = SIDE + column * (wide + gap), HIGH - self.down - high
                self.pen.rounded(left, foot, wide, high, 1.5, GROUND)
                self.pen.line(left, foot + high, left + wide, foot + high, COMTE, 1.1)
                size = min(20.0, 20 * (wide - 6) / max(1.0, width(number, DISPLAY, 20) / MM))
                self.pen.text(left + 3, foot + high - 9.4, number, DISPLAY, size, INK)
                for rank, line in enumerate(wrapped(words, TEXT, 8, wide - 6)[:3]):
                    self.pen.text(left + 3, foot + high - 14 - 3.5 * rank, line, TEXT, 8, INK_SOFT)
            self.down += high + gap

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        words: Sequence[bool],
        depths: Sequence[int] = (),
        foot: Sequence[str] | None = None,
        size: float = 8,
    ) -> None:
        """A table; `words` says which columns are text (left) rather than numbers (right). Heads are said again on each page."""
        wides = column_widths(heads, [*rows, *([foot] if foot else [])], words, size)
        self._heads(heads, wides, words, size)
        last_with_foot = size * 0.44 + 1.8 if foot else 0.0
        for number, row in enumerate([*rows, *([foot] if foot else [])]):
            last = foot is not None and number == len(rows)
            depth = depths[number] if number < len(depths) else 0
            family = STRONG if last or (depths and depth == 0 and not last) else TEXT
            first = wrapped(row[0], family, size, wides[0] - 2 - 3 * depth)
            lines = [first, *[wrapped(c, family, size, w - 2) for c, w in zip(row[1:], wides[1:], strict=True)]]
            high = max(len(cell) for cell in lines) * size * 0.44 + 1.8
            # The sums do not begin a page alone: the row above them comes along.
            if high + (last_with_foot if number == len(rows) - 1 else 0) > self.left():
                self.turn()
                self._heads(heads, wides, words, size)
            if last:
                self.pen.line(SIDE, HIGH - self.down, WIDE - SIDE, HIGH - self.down, INK, 0.25)
            self._cells(lines, wides, words, family, size, 3.0 * depth)
            self.down += high
            self.pen.line(SIDE, HIGH - self.down, WIDE - SIDE, HIGH - self.down, LINE, 0.08)
        self.down += 4

    def _heads(self, heads: Sequence[str], wides: Sequence[float], words: Sequence[bool], size: float) -> None:
        lines = [wrapped(head, STRONG, size - 0.5, wide - 2) for head, wide in zip(heads, wides, strict=True)]
        high = max(len(cell) for cell in lines) * size * 0.44 + 2
        self.room(high + 12)
        self.pen.rounded(SIDE, HIGH - self.down - high, INSIDE, high, 0.6, GROUND)
        self._cells(lines, wides, words, STRONG, size - 0.5, 0)
        self.down += high
        self.pen.line(SIDE, HIGH - self.down, WIDE - SIDE, HIGH - self.down, SPRUCE_DEEP, 0.3)

    def _cells(
        self,
        lines: Sequence[Sequence[str]],
        wides: Sequence[float],
        words: Sequence[bool],
        family: tuple[str, ...],
        size: float,
        indent: float,
    ) -> None:
        left = SIDE
        for column, (cell, wide) in enumerate(zip(lines, wides, strict=True)):
            for rank, line in enumerate(cell):
                y = HIGH - self.down - 0.5 - size * 0.36 - rank * size * 0.44
                if words[column]:
                    self.pen.text(left + 1 + (indent if column == 0 else 0), y, line, family, size, INK)
                else:
                    self.pen.right(left + wide - 1, y, line, family, size, INK)
            left += wide


def wrapped(words: str, family: tuple[str, ...], size: float, wide: float) -> list[str]:
    """The words in lines no wider than so many millimetres; non-breaking spaces hold."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, family, size) / MM > wide:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines or [""]


def shortened(words: str, family: tuple[str, ...], size: float, wide: float) -> str:
    """The words on one line no wider than so many millimetres, an ellipsis for what does not fit."""
    if width(words, family, size) / MM <= wide:
        return words
    while words and width(words + "…", family, size) / MM > wide:
        words = words[:-1].rstrip(" ,–")
    return words + "…"


def column_widths(
    heads: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[bool], size: float
) -> list[float]:
    """Numbers take what they need, text columns share the rest; none is narrower than the longest word of its head."""
    longest = [max([width(row[n], STRONG, size) / MM for row in rows] or [10.0]) for n in range(len(heads))]
    least = [max(width(word, STRONG, size - 0.5) for word in head.split(" ")) / MM + 3 for head in heads]
    wides = [0.0 if words[n] else min(37.0, max(least[n], longest[n] + 3, 12.0)) for n in range(len(heads))]
    sharing = [n for n in range(len(heads)) if words[n]]
    while sharing:
        left = INSIDE - sum(wides)
        total = sum(longest[n] + 3 for n in sharing)
        tight = [n for n in sharing if left * (longest[n] + 3) / total < least[n]]
        for n in tight or sharing:
            wides[n] = least[n] if tight else left * (longest[n] + 3) / total
        sharing = [n for n in sharing if tight and n not in tight]
    return wides

"""A pen on a PDF page. Lengths are millimetres from the lower left corner of what is being drawn, sizes of letters points.

It writes the PDF operators itself: a badge is some forty of them, and a thousand badges must not take long.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from reportlab.lib.utils import ImageReader

from forum.badges.drawing.fitting import Block
from forum.badges.drawing.palette import BLACK, Colour
from forum.badges.drawing.typefaces import font, setting
from forum.badges.faces import PictureFace
from forum.badges.qr import pdf_path

MM = 72 / 25.4
_ROUND = 0.5523  # of a quarter circle by a Bézier curve


@dataclass
class _File:
    """What the pens of one file share: the letters that its fonts have a code for."""

    encoded: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)
    history: int = 0
    """Stands for all that was coded, in its order: fonts number their letters as they come."""
    coded: list[tuple[str, str]] = field(default_factory=list)
    """Font and letters, since a stamp began."""
    closed: bool = False
    """The stamp that is being drawn needs more of this file than letters (a picture, another stamp)."""


_MOST_STAMPS = 64
_stamps: dict[Hashable, tuple[list[str], list[tuple[str, str]]]] = {}
"""PDF operators of what is drawn again in every file, and the letters in it: backs, ridges, the sheet's inside."""


class Pen:
    """Draws on a canvas, moved to where the badge lies on its sheet."""

    def __init__(self, canvas: Any, left: float = 0.0, bottom: float = 0.0) -> None:
        self.canvas = canvas
        self.left, self.bottom = left, bottom
        self._file = _File()

    def at(self, left: float, bottom: float) -> Pen:
        """The same pen for a place whose lower left corner is there on the page."""
        moved = Pen(self.canvas, left, bottom)
        moved._file = self._file
        return moved

    def write(self, code: str) -> None:
        """PDF operators, as they are."""
        self.canvas._code.append(code)

    def stamp(
        self, name: str, of: Hashable, x: float, y: float, wide: float, high: float, draw: Callable[[Pen], object]
    ) -> None:
        """What `draw` draws in a place of that size, once in a file, repeated at x, y.

        `name` and `of` say all that it depends on: it is kept for the next file that begins with the same letters,
        unless `of` is None, because names of people come before it.
        """
        form = f"{name}-{wide:.2f}-{high:.2f}".replace(".", "_")
        if not self.canvas.hasForm(form):
            self.canvas.beginForm(form, 0, 0, wide * MM, high * MM)
            self._draw_or_repeat(None if of is None else (form, of, self._file.history), draw)
            self.canvas.endForm()
        self._file.closed = True
        self.write(f"q 1 0 0 1 {self._x(x)} {self._y(y)} cm")
        self.canvas.doForm(form)
        self.write("Q")

    def _draw_or_repeat(self, key: Hashable | None, draw: Callable[[Pen], object]) -> None:
        if key is not None and key in _stamps:
            code, coded = _stamps[key]
            for name, letters in coded:
                self._coded(name, letters)
            self.canvas._code.extend(code)
            return
        file, begun = self._file, len(self.canvas._code)
        file.coded, file.closed = [], False
        draw(self.at(0, 0))
        if key is not None and not file.closed:
            if len(_stamps) >= _MOST_STAMPS:
                _stamps.clear()
            _stamps[key] = (self.canvas._code[begun:], file.coded)

    # ── Letters ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, x: float, y: float, words: str, family: tuple[str, ...], size: float, ink: Colour = BLACK) -> float:
        """The words from x on the baseline y; answers where they end (millimetres)."""
        line = setting(words, family)
        parts = [f"BT {_rgb(ink)} rg 1 0 0 1 {self._x(x)} {self._y(y)} Tm"]
        rise = 0.0
        for run in line.runs:
            if run.rise != rise:
                rise = run.rise
                parts.append(f"{_short(rise * size)} Ts")
            array: list[str] = []
            shown = ""
            for letters, closer in run.pieces:
                for internal, coded in self._coded(run.font, letters):
                    if internal != shown:
                        if array:
                            parts.append(f"[{''.join(array)}] TJ")
                            array = []
                        parts.append(f"{internal} {_short(run.size * size)} Tf")
                        shown = internal
                    array.append(f"<{coded}>")
                if closer:
                    array.append(str(-closer))
            if array:
                parts.append(f"[{''.join(array)}] TJ")
        self.write(" ".join([*parts, "0 Ts ET" if rise else "ET"]))
        return x + line.width * size / MM

    def right(self, x: float, y: float, words: str, family: tuple[str, ...], size: float, ink: Colour = BLACK) -> None:
        """The words ending at x."""
        self.text(x - setting(words, family).width * size / MM, y, words, family, size, ink)

    def centred(
        self, x: float, y: float, words: str, family: tuple[str, ...], size: float, ink: Colour = BLACK
    ) -> None:
        """The words in the middle of x."""
        self.text(x - setting(words, family).width * size / MM / 2, y, words, family, size, ink)

    def block(self, x: float, top: float, block: Block, family: tuple[str, ...], ink: Colour = BLACK) -> float:
        """The lines, the top of the first one's capitals at `top`; answers where the next thing may begin."""
        y = top - 0.69 * block.size / MM
        for line in block.lines:
            self.text(x, y, line, family, block.size, ink)
            y -= block.leading / MM
        return top - block.height / MM

    def _coded(self, name: str, letters: str) -> list[tuple[str, str]]:
        file = self._file
        known = file.encoded.get((name, letters))
        if known is None:
            document, face = self.canvas._doc, font(name)
            known = [
                (face.getSubsetInternalName(subset, document), part.hex())
                for subset, part in face.splitString(letters, document)
            ]
            file.history = hash((file.history, name, letters))
            file.coded.append((name, letters))
            if len(file.encoded) < 5000:
                file.encoded[name, letters] = known
        return known

    # ── Shapes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def fill(self, points: Iterable[tuple[float, float]], ink: Colour) -> None:
        """A filled polygon."""
        self.write(f"{_rgb(ink)} rg {self._polygon(points)} h f")

    def outline(self, points: Iterable[tuple[float, float]], ink: Colour, thick: float) -> None:
        """A closed line along a polygon."""
        self.write(f"{_rgb(ink)} RG {_short(thick * MM)} w 1 j {self._polygon(points)} h S")

    def line(
        self, x: float, y: float, to_x: float, to_y: float, ink: Colour, thick: float = 0.1, dash: str = ""
    ) -> None:
        """A straight line; `dash` as « 1 2 » in points."""
        self.write(
            f"{_rgb(ink)} RG {_short(thick * MM)} w {f'[{dash}] 0 d' if dash else ''}"
            f" {self._x(x)} {self._y(y)} m {self._x(to_x)} {self._y(to_y)} l S{' [] 0 d' if dash else ''}"
        )

    def rounded(self, x: float, y: float, wide: float, high: float, radius: float, ink: Colour) -> None:
        """A filled rectangle with round corners."""
        self.write(f"{_rgb(ink)} rg {self.rounded_path(x, y, wide, high, radius)} f")

    def rounded_line(
        self, x: float, y: float, wide: float, high: float, radius: float, ink: Colour, thick: float
    ) -> None:
        """Its outline."""
        self.write(f"{_rgb(ink)} RG {_short(thick * MM)} w {self.rounded_path(x, y, wide, high, radius)} S")

    def rounded_path(self, x: float, y: float, wide: float, high: float, radius: float) -> str:
        """The path of a rectangle with round corners, to fill, stroke or clip."""
        r, c = radius, radius * (1 - _ROUND)
        right, top = x + wide, y + high
        moves = [
            ("m", [(x + r, y)]),
            ("l", [(right - r, y)]),
            ("c", [(right - c, y), (right, y + c), (right, y + r)]),
            ("l", [(right, top - r)]),
            ("c", [(right, top - c), (right - c, top), (right - r, top)]),
            ("l", [(x + r, top)]),
            ("c", [(x + c, top), (x, top - c), (x, top - r)]),
            ("l", [(x, y + r)]),
            ("c", [(x, y + c), (x + c, y), (x + r, y)]),
        ]
        drawn = (f"{' '.join(f'{self._x(px)} {self._y(py)}' for px, py in points)} {move}" for move, points in moves)
        return " ".join(drawn) + " h"

    def disc(self, x: float, y: float, radius: float, ink: Colour) -> None:
        """A filled circle around x, y."""
        self.rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius, ink)

    def ring(self, x: float, y: float, radius: float, ink: Colour, thick: float) -> None:
        """A circle's line."""
        self.rounded_line(x - radius, y - radius, 2 * radius, 2 * radius, radius, ink, thick)

    def qr(self, code: str, x: float, y: float, module: float) -> None:
        """The dark modules of the code, lower left corner at x, y; the white around is the caller's to keep."""
        side = _short(module * MM)
        self.write(f"q {side} 0 0 {side} {self._x(x)} {self._y(y)} cm 0 g {pdf_path(code)} f Q")

    def picture(self, face: PictureFace, x: float, y: float, wide: float, high: float) -> float:
        """The picture as big as it fits, its left edge at x, in the middle of the height; answers how wide it came out."""
        scale = min(wide / face.width, high / face.height)
        broad, tall = face.width * scale, face.height * scale
        place = (self.left + x) * MM, (self.bottom + y + (high - tall) / 2) * MM
        self._file.closed = True
        self.canvas.drawImage(_image(face), *place, broad * MM, tall * MM)
        return broad

    def _polygon(self, points: Iterable[tuple[float, float]]) -> str:
        placed = [f"{self._x(x)} {self._y(y)}" for x, y in points]
        return f"{placed[0]} m " + " ".join(f"{place} l" for place in placed[1:])

    def _x(self, x: float) -> str:
        return _short((self.left + x) * MM)

    def _y(self, y: float) -> str:
        return _short((self.bottom + y) * MM)


@lru_cache(maxsize=32)
def _image(face: PictureFace) -> ImageReader:
    return ImageReader(io.BytesIO(face.png))


def regular(x: float, y: float, radius: float, corners: int, turn: float = 90.0) -> list[tuple[float, float]]:
    """The corners of a regular polygon, the first one at `turn` degrees."""
    angles = (math.radians(turn + 360 * corner / corners) for corner in range(corners))
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


@lru_cache(maxsize=512)
def _rgb(ink: Colour) -> str:
    return f"{ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f}"


def _short(number: float) -> str:
    return f"{number:.2f}"

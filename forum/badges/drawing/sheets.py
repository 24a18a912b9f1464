"""Badges on sheets, as a PDF file: the same bytes for the same input, fonts embedded, a title, a language."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.back import back, inside
from forum.badges.drawing.front import front
from forum.badges.drawing.palette import INK, INK_SOFT, LINE
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import STRONG, TEXT, font
from forum.badges.faces import BadgeFace, EditionFace
from forum.badges.layouts import Layout

rl_config.useA85 = 0  # plain bytes instead of five letters for four: smaller and much faster

# The letters' postman and the printing desk draw at the same time, in threads, and neither reportlab's typefaces nor
# fontTools' lazy tables bear that: they answered wrong glyphs or fell over. So each sheet is drawn alone.
_turn = threading.Lock()

Told = Callable[[int], None]


def draw_badges(
    faces: BadgeFace | Sequence[BadgeFace],
    edition: EditionFace,
    layout: Layout,
    *,
    title: str = "",
    start: int = 1,
    backs: bool = False,
    told: Told | None = None,
) -> bytes:
    """The badges as a PDF file. Takes as long as there are badges: call it in a thread.

    `start` is the first free card of a begun sheet (1 first); `backs` adds, after every sheet, the page for its other
    side, in register when the printer turns on the long side; `told` hears after each sheet how many are done.
    """
    faces = [faces] if isinstance(faces, BadgeFace) else faces
    file = io.BytesIO()
    with _turn:
        canvas = _canvas(file, layout, title or _title(faces, edition), edition.name)
    pen = Pen(canvas)
    done = 0
    for _, sheet in groupby(
        zip(faces, layout.places(len(faces), start), strict=True), key=lambda lying: lying[1].sheet
    ):
        lying = list(sheet)
        with _turn:
            # What every badge of the edition has in common first: it is kept for the next file that begins so.
            if layout.fold == "four":
                above = layout.page[0], layout.page[1] - layout.card[1]
                inside(pen.at(0, layout.card[1]), lying[0][0].kind, edition, *above)
            for face, place in lying:
                if layout.fold:
                    back(pen.at(place.left - layout.card[0], place.bottom), edition, *layout.card)
                front(pen.at(place.left, place.bottom), face, edition, *layout.card)
            _marks(pen, layout)
            canvas.showPage()
            if backs and not layout.fold:
                for _, place in lying:
                    other = layout.behind(place)
                    back(pen.at(other.left, other.bottom), edition, *layout.card)
                canvas.showPage()
        done += len(lying)
        if told:
            told(done)
    with _turn:
        canvas.save()
    return file.getvalue()


def draw_trial(layout: Layout) -> bytes:
    """The outlines of the cards with two rulers: printed on plain paper and laid over the real sheet, it shows how far
    the printer is off."""
    with _turn:
        return _trial(layout)


def _trial(layout: Layout) -> bytes:
    file = io.BytesIO()
    canvas = _canvas(file, layout, "Page d’essai", "Forum")
    pen = Pen(canvas)
    for number, place in enumerate(layout.places(layout.per_sheet), 1):
        pen.rounded_line(place.left, place.bottom, *layout.card, 0, INK, 0.15)
        middle = place.left + layout.card[0] / 2, place.bottom + layout.card[1] / 2
        pen.line(middle[0] - 3, middle[1], middle[0] + 3, middle[1], INK_SOFT, 0.1)
        pen.line(middle[0], middle[1] - 3, middle[0], middle[1] + 3, INK_SOFT, 0.1)
        pen.text(place.left + 2.5, place.bottom + 2.5, f"{number}", STRONG, 9, INK)
    said = "Imprimez à 100\u00a0%, sans ajustement. Cette règle mesure 50\u00a0mm\u00a0:"
    across, up = layout.page[0] / 2 - 25, 7.0
    pen.text(across - 8, up + 3.4, said, TEXT, 7, INK_SOFT)
    for step in range(51):
        tick = 2.6 if step % 10 == 0 else 1.8 if step % 5 == 0 else 1.1
        pen.line(across + step, up, across + step, up + tick, INK, 0.1)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _canvas(file: io.BytesIO, layout: Layout, title: str, author: str) -> Any:
    canvas = Canvas(
        file,
        pagesize=(layout.page[0] * MM, layout.page[1] * MM),
        initialFontName=font(TEXT[0]).fontName,  # else every page names Helvetica, which is not embedded
        invariant=1,
        pageCompression=1,
        lang="fr",
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("Badges")
    canvas.setCreator(author)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")  # a sheet of labels does not bear « fit to page »
    return canvas


def _title(faces: Sequence[BadgeFace], edition: EditionFace) -> str:
    if len(faces) == 1 and faces[0].title:
        return f"Badge\u00a0: {faces[0].title} – {edition.name}"
    return f"{len(faces)} badges – {edition.name}"


def _marks(pen: Pen, layout: Layout) -> None:
    """Where to cut (short strokes outside the cards) and where to fold (dashes)."""
    wide, high = layout.page
    if layout.fold:
        for y in (0.0, high - 7):
            pen.line(layout.left, y, layout.left, y + 7, INK_SOFT, 0.15, "2 2")
        middle = high / 2
        for x in (0.0, wide - 7):
            pen.line(x, middle, x + 7, middle, INK_SOFT, 0.15, "2 2" if layout.fold == "four" else "")
        if layout.fold == "four":
            pen.line(12, middle, wide - 12, middle, LINE, 0.1, "1 3")
        return
    if not layout.marks:
        return
    (broad, tall), places = layout.card, list(layout.places(layout.per_sheet))
    across = {place.left + edge for place in places for edge in (0, broad)}
    down = {place.bottom + edge for place in places for edge in (0, tall)}
    out = 1 if min(layout.left, layout.top) > 5 else -1  # a grid that fills its page is marked inside
    for x in sorted(across):
        for y, reach in ((max(down), 5 * out), (min(down), -5 * out)):
            pen.line(x, y + reach * 0.3, x, y + reach, INK, 0.1)
    for y in sorted(down):
        for x, reach in ((max(across), 5 * out), (min(across), -5 * out)):
            pen.line(x + reach * 0.3, y, x + reach, y, INK, 0.1)

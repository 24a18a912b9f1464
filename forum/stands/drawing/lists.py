"""Tables on A4 paper for people who carry furniture and cables: a title, a row per stand, the head on every page."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT

LEFT, RIGHT, TOP, FOOT, ROW = 14.0, 283.0, 178.0, 16.0, 6.4


def draw_list(
    title: str, under: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> bytes:
    """The table as a PDF; `shares` are the columns' parts of the width. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), pageCompression=1)
    canvas.setTitle(title)
    per_page = int((TOP - FOOT) / ROW) - 1
    pages = [rows[at : at + per_page] for at in range(0, max(1, len(rows)), per_page)]
    for number, part in enumerate(pages, 1):
        pen = Pen(canvas)
        pen.text(LEFT, 195, title, DISPLAY, 18, SPRUCE_DEEP)
        pen.text(LEFT, 188, under, TEXT, 9, INK_SOFT)
        pen.right(RIGHT, 188, f"page {number} sur {len(pages)}", TEXT, 9, INK_SOFT)
        _table(pen, heads, part, shares)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _table(pen: Pen, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
    wide = (RIGHT - LEFT) / sum(shares)
    places = [LEFT + wide * sum(shares[:column]) for column in range(len(shares))]
    for column, head in enumerate(heads):
        pen.text(places[column] + 1, TOP, head, STRONG, 9, INK_SOFT)
    pen.line(LEFT, TOP - 2, RIGHT, TOP - 2, INK, 0.3)
    y = TOP - ROW
    for index, row in enumerate(rows):
        if index % 2:
            pen.rounded(LEFT, y - 2, RIGHT - LEFT, ROW, 0.5, GROUND)
        for column, words in enumerate(row):
            room = shares[column] * wide - 2
            block = fit(words, STRONG if column == 0 else TEXT, room * mm, ROW * mm, 9.5, 1)
            if block.lines:
                pen.text(places[column] + 1, y, block.lines[0], STRONG if column == 0 else TEXT, block.size, INK)
        pen.line(LEFT, y - 2, RIGHT, y - 2, LINE, 0.1)
        y -= ROW

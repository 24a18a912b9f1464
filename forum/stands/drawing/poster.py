"""The floor plan on paper, as vectors: an A3 poster of a hall, and an A4 handout with the list of the exhibitors."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import INK, INK_SOFT, SPRUCE_DEEP, WHITE, colour
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.editions.values import EditionValue, HallValue
from forum.stands.drawing.hall import SECTOR_INKS, draw_hall
from forum.stands.drawing.icons import draw_icon
from forum.stands.queries import StandValue
from forum.stands.queries.floor import Things
from forum.territory.folding import fold
from forum.web.words import say_date


def draw_poster(
    edition: EditionValue, stands: Sequence[StandValue], things: Mapping[int, Things] | None = None
) -> bytes:
    """A page of A3, lying, for each hall. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A3), pageCompression=1)
    canvas.setTitle(f"Plan des stands, {edition.name}")
    for hall in edition.halls:
        pen = Pen(canvas)
        _head(pen, edition, hall, 20, 272, 28)
        low = draw_hall(pen, edition, hall, stands, _inside(things, hall), (20, 36, 380, 218))
        _sectors(pen, edition, [one for one in stands if one.hall == hall.id], 20, low - 11, 380)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def draw_handout(
    edition: EditionValue, stands: Sequence[StandValue], things: Mapping[int, Things] | None = None
) -> bytes:
    """A4, upright: the halls, then every confirmed exhibitor by name. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle(f"Plan et exposants, {edition.name}")
    for hall in edition.halls:
        pen = Pen(canvas)
        _head(pen, edition, hall, 14, 277, 20)
        low = draw_hall(pen, edition, hall, stands, _inside(things, hall), (14, 60, 182, 204))
        _sectors(pen, edition, [one for one in stands if one.hall == hall.id], 14, low - 12, 182)
        canvas.showPage()
    _list(canvas, [one for one in stands if one.holder])
    canvas.save()
    return out.getvalue()


def _head(pen: Pen, edition: EditionValue, hall: HallValue, x: float, y: float, size: float) -> None:
    pen.text(x, y, edition.name, DISPLAY, size, SPRUCE_DEEP)
    under = f"{say_date(edition.first_day.date)}, {edition.place}, {edition.city} – {hall.name}"
    pen.text(x, y - size * 0.36 - 2, under, TEXT, size * 0.48, INK_SOFT)


def _inside(things: Mapping[int, Things] | None, hall: HallValue) -> Things:
    return things[hall.id] if things is not None else Things()


def _sectors(pen: Pen, edition: EditionValue, stands: Sequence[StandValue], x: float, y: float, wide: float) -> None:
    """The letters and colours of the sectors that are there, in rows from above."""
    shown = sorted({one.sector for one in stands if one.holder and one.sector}, key=lambda sector: sector.letter)
    columns = max(1, int(wide // 60))
    for index, sector in enumerate(shown):
        left = x + (index % columns) * wide / columns
        base = y - (index // columns) * 5.5
        pen.rounded(left, base - 1, 5, 4.2, 0.6, colour(SECTOR_INKS[sector.code]))
        pen.centred(left + 2.5, base, sector.letter, STRONG, 8, WHITE)
        draw_icon(pen, sector.code, left + 6, base - 0.9, 3.8, colour(SECTOR_INKS[sector.code]))
        block = fit(edition.sector(sector).name, TEXT, (wide / columns - 13) * mm, 5.2 * mm, 8, 2)
        for rank, line in enumerate(block.lines):
            pen.text(left + 11, base + (len(block.lines) - 1 - 2 * rank) * 1.2, line, TEXT, block.size, INK)


def _list(canvas: Canvas, holders: Sequence[StandValue]) -> None:
    """Two columns of names with their stands, by name."""
    named = sorted(holders, key=lambda one: fold(one.holder or ""))
    per_column, step = 46, 5.5
    for start in range(0, len(named), 2 * per_column):
        pen = Pen(canvas)
        pen.text(14, 280, "Les exposants", DISPLAY, 20, SPRUCE_DEEP)
        for index, one in enumerate(named[start : start + 2 * per_column]):
            left = 14 + (index // per_column) * 94
            y = 270 - (index % per_column) * step
            pen.text(left, y, one.number, STRONG, 9, INK)
            block = fit(one.holder or "", TEXT, 76 * mm, step * mm, 9, 1)
            pen.text(left + 11, y, block.lines[0], TEXT, block.size, INK)
        canvas.showPage()

"""A guide on one A4 page."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.fitting import Block
from forum.badges.drawing.palette import COMTE_BRIGHT, GROUND, INK, SPRUCE_DEEP, WHITE, Colour
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT, width
from forum.guides.rules import Guide

LEFT, RIGHT = 18.0, 192.0
STEPS_TOP, STEPS_FOOT, BOX_TOP, BOX_FOOT = 244.0, 72.0, 68.0, 14.0
"""Millimetres from the foot of the page."""
_LEADING = 1.3


def draw_guide(guide: Guide, name: str) -> bytes:
    """The page as a PDF; `name` is the forum's. Words shrink before they overflow. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle(f"{guide.name} – {name}")
    canvas.setAuthor(name)
    canvas.setSubject(guide.lead)
    pen = Pen(canvas)
    pen.rounded(0, 254, 210, 43, 0, SPRUCE_DEEP)
    pen.text(LEFT, 277, guide.name, DISPLAY, 26, WHITE)
    _words(pen, LEFT, 272, RIGHT - LEFT, 14, f"{name} – {guide.lead}", TEXT, 12, WHITE)
    high = (STEPS_TOP - STEPS_FOOT) / len(guide.steps)
    for number, (title, sentence) in enumerate(guide.steps, 1):
        top = STEPS_TOP - high * (number - 1)
        pen.disc(LEFT + 6, top - 5, 6, COMTE_BRIGHT)
        pen.centred(LEFT + 6, top - 7, str(number), DISPLAY, 16, INK)
        pen.text(LEFT + 17, top - 4, title, STRONG, 14, INK)
        _words(pen, LEFT + 17, top - 7.5, RIGHT - LEFT - 17, high - 9, sentence, TEXT, 12.5, INK)
    pen.rounded(LEFT - 4, BOX_FOOT, RIGHT - LEFT + 8, BOX_TOP - BOX_FOOT, 3, GROUND)
    pen.text(LEFT + 2, BOX_TOP - 9, "À savoir", DISPLAY, 14, SPRUCE_DEEP)
    line = (BOX_TOP - BOX_FOOT - 15) / len(guide.good_to_know)
    for number, sentence in enumerate(guide.good_to_know):
        top = BOX_TOP - 13 - line * number
        pen.disc(LEFT + 4, top - 2, 0.9, SPRUCE_DEEP)
        _words(pen, LEFT + 8, top, RIGHT - LEFT - 10, line, sentence, TEXT, 12, INK)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(
    pen: Pen,
    x: float,
    top: float,
    wide: float,
    high: float,
    words: str,
    family: tuple[str, ...],
    size: float,
    ink: Colour,
) -> None:
    """A paragraph in a place, in millimetres: as big as `size` points if it can be, smaller rather than over the edge."""
    while size > 6 and len(_lines(words, family, size, wide * mm)) * size * _LEADING > high * mm:
        size -= 0.5
    lines = tuple(_lines(words, family, size, wide * mm))
    pen.block(x, top, Block(lines, size, size * _LEADING, wide * mm), family, ink)


def _lines(words: str, family: tuple[str, ...], size: float, wide: float) -> list[str]:
    """As many words on each line as it holds; no-break spaces do not break."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, family, size) <= wide:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

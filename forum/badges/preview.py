"""Every kind of badge at once, as a picture: the PDF of the real renderer, put on pixels."""

from __future__ import annotations

import io
import threading

import pypdfium2

from forum.badges.drawing.sheets import draw_badges
from forum.badges.faces import BadgeFace, EditionFace
from forum.badges.layouts import PASS, Layout

CODE = "HJ7KQFM2XP9RTD4WZA8"
"""Well formed, given to nobody."""
_CARDS = Layout("specimen", (282, 178), (90, 54), 3, 3, 4, 4, 2, 4)
_WORN = Layout("worn", (218, 156.5), (105, 148.5), 1, 1, 109, 4, fold="side")
_SPECIMENS = (
    BadgeFace(CODE, "exhibitor", "Lunetterie Grandvaux", "Élise Michaud", "Stand B12"),
    BadgeFace(CODE, "visitor", "Camille", "Grandclément-Monnier", "Lycéenne", pupils=2, adults=1),
    BadgeFace(
        CODE,
        "class",
        "3e B",
        "Collège du Plateau",
        "Arrivée 9\u00a0h\u00a015, porte A",
        pupils=27,
        adults=2,
        photo="partial",
    ),
    BadgeFace(CODE, "chaperone", "Thérèse", "Lacroix", "3e B, collège du Plateau"),
    BadgeFace(CODE, "pupil", "3e B", "Collège du Plateau", "n° 7", photo="no"),
    BadgeFace(CODE, "organizer", "Odile", "Bouvier", "Organisation"),
    BadgeFace(CODE, "door", "Dora", "Vuillermoz", "Porte A"),
    BadgeFace(CODE, "press", "Marie-Élisabeth", "de La Rochefoucauld-Doudeauville", "Presse locale"),
    BadgeFace(CODE, "blank", "", "", "n° 12"),
)
_one_at_a_time = threading.Lock()  # PDFium is not made for two threads


def preview(edition: EditionFace, which: str) -> bytes:
    """A PNG: « cards » (the nine kinds), « worn » (front and back of a badge to wear) or « pass » (a class pass)."""
    if which == "worn":
        drawn = draw_badges(_SPECIMENS[1], edition, _WORN)
    elif which == "pass":
        drawn = draw_badges(_SPECIMENS[2], edition, PASS)
    else:
        drawn = draw_badges(_SPECIMENS, edition, _CARDS)
    return on_pixels(drawn, 110)


def on_pixels(drawn: bytes, resolution: int) -> bytes:
    """The first page of a PDF as a PNG of so many pixels an inch."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(drawn)
        try:
            picture = document[0].render(scale=resolution / 72).to_pil()
        finally:
            document.close()
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=4)
    return file.getvalue()

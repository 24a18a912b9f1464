"""The poster at the entrance: its address, and the A4 page that organisers print."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.address import draw_address
from forum.badges.drawing.art import mark
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import INK, INK_SOFT, LINE, SPRUCE_DEEP, WHITE
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.editions.values import EditionValue
from forum.settings import settings
from forum.web.words import say_date

WORDS = ("Filmez", "Répondez", "Entrez")
_WIDE, _SIDE = 210.0, 112.0
_LEFTS = (21.0, 78.0, 150.0)
"""Where each word's number stands."""


def key_of(edition: int) -> str:
    """What the poster's address ends with, so that robots do not find the form: eight letters and digits, one per edition."""
    made = hmac.new(settings().secret.encode(), f"poster:{edition}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:5]).decode().lower()


def address_of(edition: int) -> str:
    """The whole address, as the code on the poster holds it."""
    return f"{settings().base_url}/sur-place/{key_of(edition)}"


def draw_poster(edition: EditionValue) -> bytes:
    """One upright A4 page: three words, the code to film, the address in clear. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle("Affiche de l’entrée")
    canvas.setAuthor(edition.name)
    pen = Pen(canvas)
    pen.rounded(0, 232, _WIDE, 65, 0, SPRUCE_DEEP)
    pen.centred(_WIDE / 2, 268, "Pas encore de badge\u00a0?", DISPLAY, 44, WHITE)
    pen.centred(_WIDE / 2, 249, "Quinze secondes sur votre téléphone", TEXT, 24, WHITE)
    address = address_of(edition.id)
    draw_address(pen, address, (_WIDE - _SIDE) / 2, 108, _SIDE)
    for n, word in enumerate(WORDS):
        left = _LEFTS[n]
        pen.disc(left, 85.6, 6.5, SPRUCE_DEEP)
        pen.centred(left, 83, str(n + 1), DISPLAY, 22, WHITE)
        pen.text(left + 9, 82.7, word, DISPLAY, 28, INK)
    pen.centred(_WIDE / 2, 64, "Ni nom, ni courriel. Gratuit.", STRONG, 20, INK)
    clear = fit(address.partition("://")[2], TEXT, 180 * mm, 9 * mm, 17, 1)
    pen.centred(_WIDE / 2, 53, clear.lines[0], TEXT, clear.size, INK_SOFT)
    pen.centred(_WIDE / 2, 43, "Sans téléphone\u00a0: l’accueil vous fait un badge.", TEXT, 15, INK_SOFT)
    pen.line(15, 32, _WIDE - 15, 32, LINE, 0.3)
    mark(pen, 15, 13, 13)
    pen.text(33, 21.5, edition.name, STRONG, 14, INK)
    pen.text(33, 15.5, f"{say_date(edition.first_day.date)}, {edition.place}, {edition.city}", TEXT, 11, INK_SOFT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()

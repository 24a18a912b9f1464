"""The declaration of a machine shown running, on one A4 page, for the safety file (ERP type T, articles T 39 and T 40)."""

from __future__ import annotations

import io
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum import clock
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.editions.values import EditionValue
from forum.exhibitors.queries import ExhibitorLine
from forum.stands.queries import BookingLine
from forum.stands.rules import GUARDS, MachineSaid
from forum.web.words import say_date, say_hour, say_number, say_phone

LEFT, RIGHT, FOOT = 20.0, 190.0, 22.0


def draw_declaration(
    edition: EditionValue, exhibitor: ExhibitorLine, booking: BookingLine, said: MachineSaid, declared_at: datetime
) -> bytes:
    """The page as a PDF. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle(f"Déclaration de machine, stand {booking.number}, {exhibitor.name}")
    canvas.setAuthor(edition.name)
    pen = Pen(canvas)
    pen.text(LEFT, 276, "Déclaration de machine en démonstration", DISPLAY, 20, SPRUCE_DEEP)
    pen.text(LEFT, 268.5, "Règlement de sécurité des ERP, type T, articles T\u00a039 et T\u00a040", TEXT, 10, INK_SOFT)
    pen.line(LEFT, 264, RIGHT, 264, LINE, 0.3)
    y = 255.0
    for title, value in _lines(edition, exhibitor, booking, said):
        y = _row(pen, y, title, value)
    y = _undertakings(pen, y - 4)
    on = clock.local(declared_at)
    pen.text(LEFT, y - 8, f"Déclaré par {said.signed_by}", STRONG, 11, INK)
    pen.text(
        LEFT, y - 14, f"le {say_date(on.date())} à {say_hour(declared_at)}, dans l’espace exposant.", TEXT, 10, INK_SOFT
    )
    pen.rounded_line(120, y - 34, 70, 30, 2, LINE, 0.3)
    pen.text(123, y - 9, "Visa de l’organisateur", TEXT, 9, INK_SOFT)
    pen.text(LEFT, FOOT - 6, f"{edition.name} – {edition.controller_name}", TEXT, 8, INK_SOFT)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(
    edition: EditionValue, exhibitor: ExhibitorLine, booking: BookingLine, said: MachineSaid
) -> list[tuple[str, str]]:
    dangers = [
        words
        for there, words in (
            (said.moving_parts, "parties en mouvement"),
            (said.hot_surfaces, "surfaces chaudes"),
            (said.laser, "laser"),
            (said.smoke, "fumée ou vapeur"),
            (said.pressurised_gas, "gaz sous pression"),
        )
        if there
    ]
    hands = "oui" + (f", à partir de {said.least_age} ans" if said.least_age else "") if said.hands_on else "non"
    return [
        ("Manifestation", f"{edition.name}, {say_date(edition.first_day.date)}, {edition.place}, {edition.city}"),
        ("Exposant", exhibitor.name),
        ("Stand", f"{booking.number or 'pas encore attribué'}{', ' + booking.zone if booking.zone else ''}"),
        ("Contact", ", ".join(one for one in (exhibitor.contact, exhibitor.email, say_phone(exhibitor.phone)) if one)),
        ("Machine", said.machine),
        ("Puissance", f"{say_number(said.watts)}\u00a0W"),
        ("Risques", ", ".join(dangers) or "aucun déclaré"),
        ("Protection du public", GUARDS[said.guard]),
        ("Équipements de protection", said.ppe or "aucun"),
        ("Manipulée par le public", hands),
    ]


def _row(pen: Pen, y: float, title: str, value: str) -> float:
    block = fit(value, TEXT, 112 * mm, 24 * mm, 11, 3)
    high: float = max(8.0, block.height / mm + 4)
    pen.text(LEFT, y, title, STRONG, 10, INK_SOFT)
    pen.block(LEFT + 58, y + 2.7, block, TEXT, INK)
    pen.line(LEFT, y + 4 - high, RIGHT, y + 4 - high, LINE, 0.15)
    return y - high - 1


def _undertakings(pen: Pen, y: float) -> float:
    words = (
        "La machine est présentée sous la responsabilité de l’exposant (T\u00a039).",
        "Ses parties dangereuses restent à 1\u00a0m au moins de l’allée, ou derrière un écran rigide (T\u00a040).",
        "Elle s’arrête à la demande de l’organisateur ou du service de sécurité.",
    )
    pen.rounded(LEFT, y - 25, RIGHT - LEFT, 26, 2, GROUND)
    for number, line in enumerate(words):
        pen.text(LEFT + 5, y - 6 - 7 * number, line, TEXT, 10, INK)
    return y - 30

"""The set-up sheet of a stand, one A4 page for whoever drives the van: when, where, with what, and whom to call."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import COMTE, GROUND, INK, INK_SOFT, LINE, SPRUCE_DEEP, WHITE
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.editions.values import EditionValue, HallValue
from forum.stands.queries import BookingLine, StandValue
from forum.stands.rules import VEHICLES, DetailsSaid
from forum.web.words import say_date, say_hour, say_number, say_phone

LEFT, RIGHT = 18.0, 192.0


@dataclass(frozen=True, slots=True)
class SheetFace:
    """What the sheet says; `contact` is the exhibitor's own, `mine` its stand among `stands`."""

    booking: BookingLine
    contact: str
    details: DetailsSaid | None
    mine: StandValue
    stands: Sequence[StandValue]


def draw_setup_sheet(edition: EditionValue, face: SheetFace) -> bytes:
    """The page as a PDF. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle(f"Fiche de montage, stand {face.booking.number}")
    canvas.setAuthor(edition.name)
    pen = Pen(canvas)
    _head(pen, edition, face)
    y = 240.0
    for title, value in _lines(edition, face):
        y = _row(pen, y, title, value)
    hall = next(hall for hall in edition.halls if hall.id == face.mine.hall)
    _plan(pen, edition, hall, face, 38, y - 8)
    pen.text(
        LEFT,
        16,
        "Merci de rester jusqu’à la fermeture\u00a0: des familles viennent en fin de journée.",
        STRONG,
        10,
        INK,
    )
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(pen: Pen, edition: EditionValue, face: SheetFace) -> None:
    pen.rounded(LEFT, 252, 44, 27, 3, SPRUCE_DEEP)
    pen.text(LEFT + 4, 272.5, "STAND", STRONG, 9, WHITE)
    number = fit(face.booking.number, DISPLAY, 36 * mm, 15 * mm, 40, 1)
    pen.block(LEFT + 4, 270, number, DISPLAY, WHITE)
    name = fit(face.booking.exhibitor_name, DISPLAY, (RIGHT - LEFT - 50) * mm, 16 * mm, 22, 2)
    pen.text(LEFT + 50, 274, "Fiche de montage", STRONG, 11, INK_SOFT)
    pen.block(LEFT + 50, 270, name, DISPLAY, SPRUCE_DEEP)
    pen.text(LEFT + 50, 252.5, f"{edition.name}, {say_date(edition.first_day.date)}", TEXT, 10, INK_SOFT)


def _lines(edition: EditionValue, face: SheetFace) -> list[tuple[str, str]]:
    day, details, booking = edition.first_day, face.details, face.booking
    halls = {hall.id: hall.name for hall in edition.halls}
    asked: datetime = details.setup_at if details and details.setup_at else day.setup_at
    told = [
        ("Montage", f"à partir de {say_hour(asked)}\u00a0; stand prêt à {say_hour(day.opens_at)}"),
        ("Démontage", f"après {say_hour(day.closes_at)}, jusqu’à {say_hour(day.teardown_until)}"),
        ("Où", f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}"),
        ("Emplacement", f"{halls[face.mine.hall]}, {booking.zone}\u00a0; {_near(edition, face.mine)}"),
        ("Surface", f"{_metres(face.mine.width_cm)} × {_metres(face.mine.depth_cm)}"),
        ("Véhicule", VEHICLES[details.vehicle] if details else "pas encore dit"),
        ("Sur place", _furniture(booking)),
        ("Électricité", _power(booking, details)),
        ("Accès", edition.access),
        ("Vous", face.contact),
        ("Le forum", say_phone(edition.contact_phone)),
    ]
    if edition.emergency_phone:
        told.append(("Urgence", say_phone(edition.emergency_phone)))
    return [(title, value) for title, value in told if value]


def _near(edition: EditionValue, mine: StandValue) -> str:
    """The gate that is nearest along the aisles."""
    x, y = mine.centre
    gates = [gate for gate in edition.gates if gate.hall == mine.hall]
    if not gates:
        return "voir le plan"
    nearest = min(gates, key=lambda gate: abs(gate.x_cm - x) + abs(gate.y_cm - y))
    return f"la porte la plus proche est la {nearest.code}"


def _metres(centimetres: int) -> str:
    return f"{say_number(centimetres / 100)}\u00a0m"


def _furniture(booking: BookingLine) -> str:
    counted = ((booking.tables, "table"), (booking.chairs, "chaise"), (booking.panels, "grille"))
    told = [f"{count}\u00a0{word}{'s' if count > 1 else ''}" for count, word in counted if count]
    return ", ".join(told) or "pas de mobilier demandé"


def _power(booking: BookingLine, details: DetailsSaid | None) -> str:
    if not booking.power_watts:
        return "aucune"
    sockets = f", {details.sockets}\u00a0prise{'s' if details.sockets > 1 else ''}" if details else ""
    return f"{say_number(booking.power_watts)}\u00a0W{sockets}"


def _row(pen: Pen, y: float, title: str, value: str) -> float:
    wide = (RIGHT - LEFT - 36) * mm
    block = fit(value, TEXT, wide, 12 * mm, 10.5, 2)
    if block.size < 9.5 and len(block.lines) == 1:  # two lines of a good size rather than one of a small one
        block = fit(value, TEXT, wide * 0.62, 12 * mm, 10.5, 2)
    high: float = max(6.6, block.height / mm + 2.8)
    pen.text(LEFT, y, title, STRONG, 10, INK_SOFT)
    pen.block(LEFT + 36, y + 2.6, block, TEXT, INK)
    pen.line(LEFT, y + 4.4 - high, RIGHT, y + 4.4 - high, LINE, 0.15)
    return y - high


def _plan(pen: Pen, edition: EditionValue, hall: HallValue, face: SheetFace, low: float, top: float) -> None:
    """The hall between two heights, the own stand filled and named, the gates by letter."""
    scale = min((RIGHT - LEFT) / hall.width_cm, (top - low - 8) / hall.depth_cm)
    wide, high = hall.width_cm * scale, hall.depth_cm * scale
    left = LEFT + (RIGHT - LEFT - wide) / 2

    def at(x_cm: float, y_cm: float) -> tuple[float, float]:
        return left + x_cm * scale, top - y_cm * scale

    pen.rounded(left, top - high, wide, high, 0.8, GROUND)
    pen.rounded_line(left, top - high, wide, high, 0.8, SPRUCE_DEEP, 0.4)
    for one in (one for one in face.stands if one.hall == hall.id):
        x, y = at(one.x_cm, one.y_cm + one.depth_cm)
        own = one.id == face.mine.id
        size = (one.width_cm * scale, one.depth_cm * scale)
        pen.rounded(x, y, *size, 0.2, SPRUCE_DEEP if own else WHITE)
        pen.rounded_line(x, y, *size, 0.2, SPRUCE_DEEP if own else LINE, 0.15)
        letters = min(7.0, size[1] * 1.3)
        pen.centred(
            x + size[0] / 2, y + size[1] * 0.36, one.number, STRONG if own else TEXT, letters, WHITE if own else INK
        )
    for gate in (gate for gate in edition.gates if gate.hall == hall.id):
        x, y = at(gate.x_cm, gate.y_cm)
        pen.disc(x, y, 2.6, COMTE)
        pen.centred(x, y - 1.0, gate.code, STRONG, 8, INK)

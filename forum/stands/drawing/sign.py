"""The sign of a stand, one lying A4 page: the name to be read from afar, the number, the sector, the way to the public page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges.drawing.address import draw_address
from forum.badges.drawing.art import mark
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.palette import INK, INK_SOFT, LINE, WHITE, colour
from forum.badges.drawing.pen import Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.badges.faces import PictureFace
from forum.editions.values import EditionValue
from forum.stands.drawing.hall import SECTOR_INKS
from forum.territory.sectors import Sector
from forum.web.words import say_date

BAND, EDGE, WIDE, HIGH = 66.0, 80.0, 297.0, 210.0
CODE = 38.0


@dataclass(frozen=True, slots=True)
class SignFace:
    """What a sign says; `address` is the public page's, `logo` a PNG of ours or none."""

    number: str
    name: str
    sector: Sector
    zone: str
    commune: str
    jobs: tuple[str, ...]
    address: str
    logo: PictureFace | None = None


def draw_signs(edition: EditionValue, faces: Sequence[SignFace]) -> bytes:
    """A page for each stand. Pure but slow: not in the event loop."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), pageCompression=1)
    canvas.setTitle(f"Panneau du stand {faces[0].number}" if len(faces) == 1 else "Panneaux des stands")
    canvas.setAuthor(edition.name)
    for face in faces:
        pen = Pen(canvas)
        _band(pen, face)
        _words(pen, face)
        _foot(pen, edition, face)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _band(pen: Pen, face: SignFace) -> None:
    """The sector's colour and letter, and the stand's number, on the left."""
    ink = colour(SECTOR_INKS[face.sector.code])
    pen.rounded(0, 0, BAND, HIGH, 0, ink)
    pen.text(10, 190, "STAND", STRONG, 16, WHITE)
    number = fit(face.number, DISPLAY, (BAND - 16) * mm, 46 * mm, 92, 1)
    pen.block(9, 184, number, DISPLAY, WHITE)
    pen.rounded(10, 40, 30, 30, 4, WHITE)
    pen.centred(25, 47.5, face.sector.letter, DISPLAY, 64, ink)
    name = fit(face.sector.name, STRONG, (BAND - 18) * mm, 24 * mm, 14, 3)
    pen.block(10, 34, name, STRONG, WHITE)


def _words(pen: Pen, face: SignFace) -> None:
    """The name, as big as it fits, then where it comes from and what it shows."""
    room, top = WIDE - EDGE - 14, 194.0
    if face.logo:
        pen.picture(face.logo, EDGE, 162, room, 32)
        top = 154.0
    name = fit(face.name, DISPLAY, room * mm, (top - 92) * mm, 84, 3)
    low = pen.block(EDGE, top, name, DISPLAY, INK)
    if face.commune:
        pen.text(EDGE, low - 9, face.commune, TEXT, 18, INK_SOFT)
    y = 71.0
    for job in face.jobs[:3]:
        block = fit(job, STRONG, (room - CODE - 12) * mm, 9 * mm, 17, 1)
        pen.rounded(EDGE, y + 0.9, 2.6, 2.6, 1.3, colour(SECTOR_INKS[face.sector.code]))
        pen.text(EDGE + 6, y, block.lines[0], STRONG, block.size, INK)
        y -= 10.5


def _foot(pen: Pen, edition: EditionValue, face: SignFace) -> None:
    left = WIDE - 14 - CODE
    draw_address(pen, face.address, left, 41, CODE)
    pen.right(WIDE - 14, 35, "Métiers, stages, emplois\u00a0:", STRONG, 10, INK)
    pen.right(WIDE - 14, 30.5, "filmez ce code", TEXT, 10, INK_SOFT)
    pen.line(EDGE, 25, WIDE - 14, 25, LINE, 0.3)
    mark(pen, EDGE, 9, 11)
    pen.text(EDGE + 15, 15.8, edition.name, STRONG, 12, INK)
    pen.text(
        EDGE + 15, 10.6, f"{say_date(edition.first_day.date)}, {edition.place}, {edition.city}", TEXT, 10, INK_SOFT
    )
    pen.right(WIDE - 14, 13, face.zone, TEXT, 11, INK_SOFT)

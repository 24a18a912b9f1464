"""Badges on paper: how many a second, beside reportlab drawing as many bare rectangles and lines of text.

In time of the processor, because one thread works and a busy neighbour should not show."""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges import qr
from forum.badges.codes import new_code
from forum.badges.drawing.sheets import draw_badges
from forum.badges.faces import BadgeFace, EditionFace
from forum.badges.layouts import CARDS
from forum.badges.rules import KINDS

FAIR = EditionFace("Forum des métiers du Haut-Jura", "vendredi 27 novembre 2026", "Palais des sports", "Saint-Claude")
_FIRST = ("Camille", "Léa", "Hugo", "Inès", "Şükrü", "Zoé", "Élodie", "Thérèse", "Marie-Élisabeth")
_LAST = ("Grandclément", "Vuillermoz", "Yıldızoğlu", "Benoît-Guyod", "de La Rochefoucauld-Doudeauville")


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """One line: how many a second, how long each (ms), the share of the ceiling, megabytes of the file and at the peak."""

    scene: str
    rate: float
    each_ms: float
    share_of_ceiling: float | None
    file_mb: float
    peak_mb: float


def run(count: int, told: Callable[[str], None] = print) -> list[PaperFigure]:
    """Draw `count` badges on A4 sheets, ten to a sheet, and as many bare marks. The best of three of each."""
    faces = [
        BadgeFace(
            new_code(),
            KINDS[n % len(KINDS)],
            f"{_FIRST[n % 9]} {n}",
            f"{_LAST[n % 5]} {n}",
            f"Stand {n}",
            n % 30,
            2,
            ("yes", "no")[n % 2],
        )
        for n in range(count)
    ]
    lines = 6
    marks = sum(len(qr.runs(face.code)) for face in faces[:50]) // min(count, 50) + 1
    told(f"plafond\u00a0: {marks} rectangles et {lines} lignes de texte par badge")
    bare, bare_size = _best(lambda: _bare(count, marks, lines))
    told("matrices des codes QR")
    codes, _ = _best(lambda: _matrices([face.code for face in faces]))
    told(f"{count} badges")
    drawn, size = _best(lambda: draw_badges(faces, FAIR, CARDS))
    return [
        _figure("plafond\u00a0: rectangles et texte nus", count, bare, None, bare_size),
        _figure("codes QR, la matrice", count, codes, None, 0),
        _figure("badges, dix par A4", count, drawn, bare / drawn, size),
    ]


def _best(work: Callable[[], bytes]) -> tuple[float, int]:
    took, size = float("inf"), 0
    for _ in range(3):
        began = time.process_time()
        size = len(work())
        took = min(took, time.process_time() - began)
    return took, size


def _figure(scene: str, count: int, took: float, share: float | None, size: int) -> PaperFigure:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return PaperFigure(scene, count / took, took / count * 1000, share, size / 1e6, peak)


def _matrices(codes: list[str]) -> bytes:
    for code in codes:
        qr.matrix(code)
    return b""


def _bare(count: int, marks: int, lines: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(CARDS.page[0] * mm, CARDS.page[1] * mm), invariant=1, pageCompression=1)
    for number in range(count):
        if number and number % CARDS.per_sheet == 0:
            canvas.showPage()
        for mark in range(marks):
            canvas.rect(mark, number % 10, 3, 1, stroke=0, fill=1)
        for line in range(lines):
            canvas.drawString(40, 40 + 12 * line, f"Grandclément {number} {line}")
    canvas.save()
    return file.getvalue()

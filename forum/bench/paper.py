"""Badges on paper: how many a second, beside reportlab drawing as many bare rectangles and lines of text.

Each scene in a process of its own that has drawn nothing before, the best of three: nothing is warm, and the peak of the
memory is this scene's. In time of the processor, because one thread works and a busy neighbour should not show.
"""

from __future__ import annotations

import io
import multiprocessing
import re
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from forum.badges import qr
from forum.badges.codes import new_code
from forum.badges.drawing.sheets import draw_badges
from forum.badges.faces import BadgeFace, EditionFace
from forum.badges.layouts import CARDS
from forum.badges.rules import KINDS

FAIR = EditionFace("Forum des métiers du Haut-Jura", "vendredi 27 novembre 2026", "Palais des sports", "Saint-Claude")
MANY = 20
"""So many times as many badges once more: whether the cost of each stays."""
_FIRST = ("Camille", "Léa", "Hugo", "Inès", "Şükrü", "Zoé", "Élodie", "Thérèse", "Marie-Élisabeth")
_LAST = ("Grandclément", "Vuillermoz", "Yıldızoğlu", "Benoît-Guyod", "de La Rochefoucauld-Doudeauville")
_LINES = 6


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """One line: how many, how many a second, each (ms), the share of the ceiling, megabytes of the file and at the peak."""

    scene: str
    count: int
    rate: float
    each_ms: float
    share_of_ceiling: float | None
    file_mb: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class _Took:
    seconds: float
    size: int
    peak_mb: float


def run(count: int, told: Callable[[str], None] = print) -> list[PaperFigure]:
    """Draw `count` badges on A4 sheets, ten to a sheet, as many bare marks, and twenty times as many badges."""
    told(f"plafond\u00a0: {_marks()} rectangles et {_LINES} lignes de texte par badge")
    bare = _best("bare", count)
    told("codes QR")
    codes = _best("codes", count)
    told(f"{count} badges")
    drawn = _best("badges", count)
    told(f"{count * MANY} badges")
    many = _best("badges", count * MANY, times=1)
    return [
        _figure("plafond\u00a0: rectangles et texte nus", count, bare),
        _figure("codes QR, en un tracé", count, codes),
        _figure("badges, dix par A4", count, drawn, bare.seconds / drawn.seconds),
        _figure("badges, dix par A4", count * MANY, many, bare.seconds * MANY / many.seconds),
    ]


def _best(scene: str, count: int, times: int = 3) -> _Took:
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
        return min((pool.submit(_measure, scene, count).result() for _ in range(times)), key=lambda took: took.seconds)


def _measure(scene: str, count: int) -> _Took:
    """In a process of its own: what one scene takes."""
    faces = [_face(number) for number in range(count)]
    works: dict[str, Callable[[], bytes]] = {
        "bare": lambda: _bare(count),
        "codes": lambda: "".join(qr.pdf_path(face.code) for face in faces).encode(),
        "badges": lambda: draw_badges(faces, FAIR, CARDS),
    }
    began = time.process_time()
    size = len(works[scene]())
    took = time.process_time() - began
    return _Took(took, size if scene != "codes" else 0, _peak_mb())


def _peak_mb() -> float:
    """Not by getrusage alone: on Linux a new process inherits there the peak of the one that began it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _face(n: int) -> BadgeFace:
    photo = ("yes", "no")[n % 2]
    first, last = f"{_FIRST[n % 9]} {n}", f"{_LAST[n % 5]} {n}"
    return BadgeFace(new_code(), KINDS[n % len(KINDS)], first, last, f"Stand {n}", n % 30, 2, photo)


def _marks() -> int:
    """How many rectangles a code has."""
    return sum(len(qr.runs(new_code())) for _ in range(50)) // 50 + 1


def _figure(scene: str, count: int, took: _Took, share: float | None = None) -> PaperFigure:
    each = took.seconds / count
    return PaperFigure(scene, count, 1 / each, each * 1000, share, took.size / 1e6, took.peak_mb)


def _bare(count: int) -> bytes:
    file, marks = io.BytesIO(), _marks()
    canvas = Canvas(file, pagesize=(CARDS.page[0] * mm, CARDS.page[1] * mm), invariant=1, pageCompression=1)
    for number in range(count):
        if number and number % CARDS.per_sheet == 0:
            canvas.showPage()
        for mark in range(marks):
            canvas.rect(mark, number % 10, 3, 1, stroke=0, fill=1)
        for line in range(_LINES):
            canvas.drawString(40, 40 + 12 * line, f"Grandclément {number} {line}")
    canvas.save()
    return file.getvalue()

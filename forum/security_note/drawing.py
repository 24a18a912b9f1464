"""The note on paper: two pages at the most, with a place to sign."""

from __future__ import annotations

from forum.attendance.paper.leaf import HIGH, INSIDE, SIDE, Leaves
from forum.badges.drawing.palette import COMTE, INK_SOFT, LINE, SPRUCE_DEEP
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.security_note.rules import Section
from forum.security_note.values import Facts
from forum.web.words import say_date

TITLE = "Note de sécurité"


def draw_note(told: Facts, sections: tuple[Section, ...]) -> bytes:
    """The PDF. Pure but slow: not in the event loop. Written twice: the first time tells how many pages there are."""
    return _written(told, sections, _written(told, sections, None).page).done()


def _written(told: Facts, sections: tuple[Section, ...], pages: int | None) -> Leaves:
    leaves = Leaves(f"{TITLE} – {told.forum}", told.controller or told.forum, pages)
    leaves.canvas.setSubject(TITLE)
    leaves.mark(TITLE)
    pen = leaves.pen
    pen.rounded(SIDE, HIGH - 42, 2.2, 20, 0.8, COMTE)
    pen.text(SIDE + 6, HIGH - 27, TITLE, DISPLAY, 24, SPRUCE_DEEP)
    pen.text(SIDE + 6, HIGH - 34, told.forum, STRONG, 12)
    pen.text(
        SIDE + 6, HIGH - 40, f"{told.address}, état du {say_date(told.made_on, weekday=False)}", TEXT, 10, INK_SOFT
    )
    leaves.down = 50
    for section in sections:
        leaves.heading(section.title, 12, 1)
        for point in section.points:
            leaves.paragraph(f"–\u00a0{point}", 9)
    leaves.room(34)
    leaves.down += 6
    for left, words in (
        (SIDE, "Le responsable du traitement"),
        (SIDE + INSIDE / 2, "Le délégué à la protection des données"),
    ):
        pen.text(left, HIGH - leaves.down, words, STRONG, 9)
        pen.text(left, HIGH - leaves.down - 5, "Nom, date, signature\u00a0:", TEXT, 9, INK_SOFT)
        pen.line(left, HIGH - leaves.down - 24, left + INSIDE / 2 - 8, HIGH - leaves.down - 24, LINE, 0.3)
    return leaves

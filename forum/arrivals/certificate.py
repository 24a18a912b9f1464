"""The certificate of visit: what the door saw of a class, for the pupils' Parcours Avenir."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.attendance.paper.leaf import HIGH, INSIDE, SIDE, Leaves
from forum.badges.drawing.palette import COMTE, INK_SOFT, SPRUCE_DEEP
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.class_visits.queries import VisitLine
from forum.editions.values import EditionValue
from forum.web.words import say_class, say_date, say_hour


@dataclass(frozen=True, slots=True)
class Seen:
    """A class that came: when the door let it in first, and the heads that it counted as (pupils, adults), (0, 0) if none."""

    visit: VisitLine
    at: datetime
    came: tuple[int, int]


def draw_certificate(edition: EditionValue, seen: Seen, on: datetime) -> bytes:
    """One page of A4, dated `on`. Pure but slow: not in the event loop."""
    visit = seen.visit
    leaves = Leaves(f"Attestation de visite, {say_class(visit.class_name)}", edition.name)
    pen = leaves.pen
    pen.rounded(SIDE, HIGH - 62, 2.2, 24, 0.8, COMTE)
    pen.text(SIDE + 6, HIGH - 45, edition.name, STRONG, 12, INK_SOFT)
    pen.text(SIDE + 6, HIGH - 55, "Attestation de visite", DISPLAY, 28, SPRUCE_DEEP)
    pen.text(SIDE + 6, HIGH - 62, f"{edition.place}, {edition.city}", TEXT, 11, INK_SOFT)
    leaves.down = 80
    leaves.paragraph(f"{edition.controller_name or edition.name} atteste que la classe", 13)
    leaves.paragraph(f"{say_class(visit.class_name)}, {visit.school_name}", 18, STRONG)
    leaves.paragraph(f"{visit.commune}{f', UAI {visit.uai}' if visit.uai else ''}", 12)
    leaves.down += 5
    leaves.paragraph(f"a visité le forum le {say_date(seen.at)}. {_heads(seen)}", 13)
    leaves.paragraph(f"Entrée à {say_hour(seen.at)}. Référent de la visite\u00a0: {visit.referent_name}.", 13)
    leaves.down += 5
    leaves.paragraph(
        "Cette visite peut être inscrite au parcours Avenir des élèves (arrêté du 1er juillet 2015)\u00a0: découvrir le monde"
        " économique et professionnel. Aucun nom d’élève n’a été demandé.",
        11,
    )
    leaves.down += 14
    leaves.paragraph(f"Fait à {edition.city}, le {say_date(on, weekday=False)}.", 12)
    if edition.publication_director:
        leaves.paragraph(edition.publication_director, 12, left=SIDE + INSIDE / 2, wide=INSIDE / 2)
    return leaves.done()


def _heads(seen: Seen) -> str:
    pupils, adults = seen.came
    if not pupils + adults:
        return f"{seen.visit.pupils} élèves et {seen.visit.adults} accompagnateurs étaient inscrits."
    with_them = f" et {adults} accompagnateur{'s' if adults > 1 else ''}" if adults else ""
    return f"{pupils} élève{'s' if pupils > 1 else ''}{with_them} ont été comptés à l’entrée."

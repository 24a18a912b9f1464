"""The sheets of the arrival plan on paper: one per slot for whoever receives the coaches, one per school for its teachers."""

from __future__ import annotations

from collections.abc import Sequence

from forum.arrivals.queries import Coming, PlanSlot
from forum.attendance.paper.leaf import HIGH, SIDE, Leaves
from forum.badges.drawing.palette import COMTE, INK_SOFT, SPRUCE_DEEP
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT
from forum.class_visits.queries import VisitLine
from forum.class_visits.rules import PHOTOS
from forum.editions.values import EditionValue
from forum.web.words import say_class, say_date, say_hour, say_phone


def draw_slots(edition: EditionValue, slots: Sequence[PlanSlot]) -> bytes:
    """One sheet for each slot that expects a class; a last column is left for the heads. Pure but slow: not in the event loop."""
    leaves = Leaves(f"Feuilles d’arrivée, {edition.name}", edition.name)
    for number, one in enumerate(slots):
        if number:
            leaves.turn()
        _slot(leaves, edition, one)
    return leaves.done()


def _slot(leaves: Leaves, edition: EditionValue, one: PlanSlot) -> None:
    slot = one.slot
    title = f"{say_hour(slot.starts_at)} – {say_hour(slot.ends_at)}, porte {slot.gate_code}"
    _head(leaves, title, edition.name, say_date(slot.starts_at))
    leaves.boxes(
        [
            (str(len(one.classes)), "classes" if len(one.classes) > 1 else "classe"),
            (str(sum(each.visit.pupils for each in one.classes)), "élèves"),
            (str(sum(each.visit.adults for each in one.classes)), "accompagnateurs"),
            (str(sum(each.visit.coaches for each in one.classes)), "cars"),
        ]
    )
    if not one.classes:
        leaves.paragraph("Aucune classe n’est attendue sur ce créneau.")
        return
    leaves.table(
        ["Classe", "Établissement", "Élèves", "Adultes", "Transport", "Référent", "Comptés"],
        [_row(each) for each in one.classes],
        [True, True, False, False, True, True, False],
        size=9,
    )
    if needs := [
        f"{say_class(each.visit.class_name)}\u00a0: {each.visit.special_needs}"
        for each in one.classes
        if each.visit.special_needs
    ]:
        leaves.paragraph(
            f"Élèves à besoins particuliers – {', '.join(needs)}. Entrée de plain-pied à prévoir.", 10, STRONG
        )
    leaves.paragraph(f"Accueil du forum\u00a0: {say_phone(edition.contact_phone)}.", 10)


def _row(each: Coming) -> list[str]:
    visit = each.visit
    word = {"late": f" (retard, vers {say_hour(each.at)})", "absent": " (absente)", "offered": " (à confirmer)"}
    return [
        say_class(visit.class_name) + word.get(each.state, ""),
        visit.school_name,
        str(visit.pupils),
        str(visit.adults),
        visit.transport_name,
        f"{visit.referent_name} {say_phone(visit.referent_phone)}",
        str(sum(each.came)) if any(each.came) else "",
    ]


def draw_schools(edition: EditionValue, visits: Sequence[VisitLine]) -> bytes:
    """One sheet for each school, by name, with its classes by arrival. Pure but slow: not in the event loop."""
    leaves = Leaves(f"Feuilles des établissements, {edition.name}", edition.name)
    schools = sorted({(one.school_name, one.school) for one in visits})
    for number, (name, school) in enumerate(schools):
        if number:
            leaves.turn()
        _school(leaves, edition, name, [one for one in visits if one.school == school])
    if not schools:
        leaves.paragraph("Aucune classe n’est attendue.")
    return leaves.done()


def _school(leaves: Leaves, edition: EditionValue, name: str, visits: Sequence[VisitLine]) -> None:
    _head(leaves, name, edition.name, f"{visits[0].commune}{f', {visits[0].uai}' if visits[0].uai else ''}")
    leaves.paragraph(
        f"{edition.place}, {edition.address}, {edition.postal_code} {edition.city}. Un seul code pour toute la classe\u00a0:"
        " le référent le présente à la porte, nous comptons ensemble. Aucun nom d’élève n’est demandé.",
        10,
    )
    several = len(edition.days) > 1
    leaves.table(
        ["Classe", "Arrivée", "Porte", "Départ", "Élèves", "Adultes", "Transport", "Référent", "Photos"],
        [
            [
                say_class(one.class_name),
                (f"{say_date(one.starts_at, year=False, weekday=False)}, " if several else "")
                + say_hour(one.starts_at),
                one.gate_code,
                say_hour(one.departs_at),
                str(one.pupils),
                str(one.adults),
                one.transport_name,
                f"{one.referent_name} {say_phone(one.referent_phone)}",
                PHOTOS[one.photo],
            ]
            for one in visits
        ],
        [True, True, True, True, False, False, True, True, True],
        size=8.5,
    )
    leaves.paragraph(f"Retard ou absence\u00a0: {say_phone(edition.contact_phone)}.", 11, STRONG)
    if edition.access:
        leaves.paragraph(f"Accès. {edition.access}", 10)


def _head(leaves: Leaves, title: str, over: str, under: str) -> None:
    pen = leaves.pen
    leaves.mark(title)
    pen.rounded(SIDE, HIGH - 42, 2.2, 18, 0.8, COMTE)
    pen.text(SIDE + 6, HIGH - 27.5, over, STRONG, 10, INK_SOFT)
    size = 22 if len(title) < 40 else 16
    pen.text(SIDE + 6, HIGH - 35.5, title, DISPLAY, size, SPRUCE_DEEP)
    pen.text(SIDE + 6, HIGH - 41.5, under, TEXT, 10, INK_SOFT)
    leaves.down = 50

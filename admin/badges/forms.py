"""What an organiser asks of the printing desk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forum.badges.layouts import (
    A4,
    A6_FOUR,
    CARD_PRINTER,
    CARDS,
    FOLDED_TWO,
    LAYOUTS,
    PASS,
    PASS_TWO,
    STICKERS,
    GridDoesNotFit,
    Layout,
)
from forum.badges.rules import ORDERS
from forum.forms import Typed

KINDS = [
    ("exhibitor", "Exposants"),
    ("visitor", "Visiteurs"),
    ("class", "Classes"),
    ("chaperone", "Accompagnateurs"),
    ("pupil", "Élèves (étiquettes sans nom)"),
    ("organizer", "Organisation"),
    ("door", "Accueil"),
    ("press", "Presse"),
    ("blank", "Badges vierges"),
]
_KIND = {code: code for code, _ in KINDS}
WHICH = [
    ("due", "À imprimer", "jamais imprimés, ou changés depuis"),
    ("never", "Jamais imprimés", ""),
    ("changed", "Changés depuis l’impression", ""),
    ("all", "Tous", ""),
]
ORDER_NAMES = [
    ("name", "par nom"),
    ("stand", "par stand (donc par allée)"),
    ("arrival", "par heure d’arrivée (donc par car)"),
    ("issued", "par date d’inscription"),
]
LAYOUT_NAMES = [
    (CARDS.name, "Cartes 90 × 54 mm, dix par A4"),
    (FOLDED_TWO.name, "A6 à plier, recto et verso, deux par A4"),
    (A6_FOUR.name, "A6, quatre par A4"),
    (STICKERS.name, "Étiquettes 63,5 × 38,1 mm, vingt-et-une par A4"),
    (CARD_PRINTER.name, "Une carte par page, pour imprimante à cartes"),
    (PASS_TWO.name, "Laissez-passer de classe A5, deux par A4"),
    (PASS.name, "Laissez-passer de classe A5, un par page"),
    ("own", "Ma propre grille sur A4 (mesures ci-dessous)"),
]
assert {name for name, _ in LAYOUT_NAMES} <= {*LAYOUTS, "own"}
assert {name for name, _ in ORDER_NAMES} == set(ORDERS)
USUAL = {"kind": "tous", "which": "due", "order": "name", "layout": CARDS.name, "start": "1"}
"""What is chosen when the page opens."""
USUAL_OF = {
    "pupil": {"layout": STICKERS.name, "order": "arrival"},
    "chaperone": {"order": "arrival"},
    "class": {"layout": PASS.name, "order": "arrival"},
    "exhibitor": {"order": "stand"},
}
"""What is chosen instead for these kinds."""
GRID = [
    ("card_wide", "Largeur d’une carte", 90.0),
    ("card_high", "Hauteur d’une carte", 54.0),
    ("left", "Marge de gauche", 15.0),
    ("top", "Marge du haut", 13.5),
    ("gap_x", "Écart entre colonnes", 0.0),
    ("gap_y", "Écart entre lignes", 0.0),
]


@dataclass(frozen=True, slots=True)
class PrintRun:
    """Which badges, in which order, on which sheets."""

    kind: str | None
    which: str
    words: str
    order: str
    layout: Layout
    start: int
    backs: bool
    again: bool

    @property
    def told(self) -> str:
        """« Visiteurs, jamais imprimés, « Plateau » »."""
        kind = dict(KINDS).get(self.kind or "", "Tous les genres")
        which = next(name for code, name, _ in WHICH if code == self.which)
        words = f", « {self.words} »" if self.words else ""
        return f"{kind}, {which[0].lower()}{which[1:]}{words}"


class PrintForm(Typed):
    """The printing desk."""

    def read(self) -> PrintRun | None:
        """The run that was asked for, or nothing when the form has faults."""
        layout = self.layout()
        most = layout.per_sheet if layout else 1
        run = PrintRun(
            kind=_KIND.get(self.choice("kind", ["tous", *_KIND], "Choisissez un genre de badge.", default="tous")),
            which=self.choice(
                "which", [code for code, *_ in WHICH], "Choisissez quels badges imprimer.", default="due"
            ),
            words=self.text("words", most=120),
            order=self.choice("order", ORDERS, "Choisissez un ordre.", default="name"),
            layout=layout or CARDS,
            start=self.whole("start", "La première carte", 1, most, default=1),
            backs=self.ticked("backs"),
            again=self.ticked("again"),
        )
        return None if self.faults else run

    def layout(self) -> Layout | None:
        """The sheet that was chosen or measured."""
        name = self.choice("layout", [code for code, _ in LAYOUT_NAMES], "Choisissez une feuille.", default=CARDS.name)
        if name != "own":
            return LAYOUTS.get(name)
        wide, high, left, top, gap_x, gap_y = (self._millimetres(*line) for line in GRID)
        columns = self.whole("columns", "Le nombre de colonnes", 1, 10, default=2)
        rows = self.whole("rows", "Le nombre de lignes", 1, 20, default=5)
        try:
            return Layout("own", A4, (wide, high), columns, rows, left, top, gap_x, gap_y, marks=min(left, top) > 5)
        except GridDoesNotFit as refusal:
            self.fault("layout", refusal.sentence)
            return None

    def _millimetres(self, name: str, what: str, default: float) -> float:
        value = self.typed.get(name, "").strip()
        if not value:
            return default
        if not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", value):
            self.fault(name, f"{what} s’écrit en millimètres, par exemple 63,5.")
            return default
        return float(value.replace(",", "."))


class BlankForm(Typed):
    """How many blank badges."""

    def read(self) -> int:
        """The number asked for."""
        return self.whole("count", "Le nombre de badges", 1, 2000)


COMPANIONS = [
    ("pupil", "étiquettes d’élèves", "Préparer les étiquettes des élèves"),
    ("chaperone", "badges d’accompagnateurs", "Préparer les badges des accompagnateurs"),
]


class CompanionsForm(Typed):
    """What is to be prepared for the classes."""

    def read(self) -> str:
        """pupil or chaperone."""
        return self.choice("companions", [kind for kind, *_ in COMPANIONS], "Choisissez ce qu’il faut préparer.")


class LookForm(Typed):
    """Colours and lines of the model."""

    def read(self) -> tuple[str, str]:
        """The line on the front and the line on the back."""
        return self.text("line", most=120), self.text("back_line", most=160)

    def colours(self, usual: dict[str, str]) -> dict[str, str]:
        """The colours that differ from the usual ones, by kind."""
        typed = {kind: self.typed.get(f"colour_{kind}", "").strip().lower() for kind, _ in KINDS}
        return {kind: code for kind, code in typed.items() if code and code != usual[f"colour_{kind}"]}


class PictureForm(Typed):
    """A logo to add."""

    def read(self) -> tuple[str, str]:
        """Its part (logo or partner) and whose it is."""
        part = self.choice("part", ("logo", "partner"), "Dites où va ce logo.")
        return part, self.text("name", "Indiquez de qui est ce logo\u00a0: il sera dit à qui ne le voit pas.", most=80)


TEAM = [("organizer", "Organisation"), ("door", "Accueil"), ("press", "Presse"), ("chaperone", "Accompagnateur")]


class TeamForm(Typed):
    """A badge that no registration gives."""

    def read(self) -> tuple[str, str, str, str]:
        """Kind, given name, family name, and the last line."""
        kind = self.choice("kind", [code for code, _ in TEAM], "Choisissez un genre de badge.")
        title = self.text("title", "Indiquez un prénom ou un nom.", most=80)
        return kind, title, self.text("subtitle", most=80), self.text("detail", most=80)

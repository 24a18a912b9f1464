"""Names shrink, then break; nothing is cut, nothing hangs over, and no letter becomes a box."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from forum.badges import qr
from forum.badges.drawing.back import back, inside
from forum.badges.drawing.fitting import fit
from forum.badges.drawing.front import front
from forum.badges.drawing.palette import INK, ROLES, WHITE, Colour, contrast
from forum.badges.drawing.pen import MM, Pen
from forum.badges.drawing.typefaces import DISPLAY, STRONG, TEXT, letters_of, setting, width
from forum.badges.drawing.words import printed
from forum.badges.layouts import LAYOUTS
from forum.badges.rules import KINDS
from tests.badges.torture import FAIR, LONG_FAIR, NAMES, SCHOOL, faces

FAMILIES = (DISPLAY, TEXT, STRONG)
SIZES = sorted({layout.card for layout in LAYOUTS.values()})


class Box(NamedTuple):
    """Where something was drawn, in millimetres."""

    left: float
    foot: float
    right: float
    top: float
    words: str = ""

    def meets(self, other: Box) -> bool:
        return self.left < other.right and self.right > other.left and self.foot < other.top and self.top > other.foot

    def within(self, wide: float, high: float, edge: float) -> bool:
        return self.left >= edge and self.right <= wide - edge and self.foot >= 0.2 and self.top <= high - 0.2

    def shrunk(self) -> Box:
        """The part that letters really ink: without the room for accents above and tails below."""
        tall = self.top - self.foot
        return Box(self.left, self.foot + 0.2 * tall, self.right, self.foot + 0.86 * tall, self.words)


class Watched(Pen):
    """A pen that remembers where letters and codes went."""

    def __init__(self, *where: object) -> None:
        super().__init__(*where)  # type: ignore[arg-type]
        self.seen: list[Box] = []
        self.codes: list[tuple[float, float, float]] = []

    def at(self, left: float, bottom: float) -> Watched:
        moved = Watched(self.canvas, left, bottom)
        moved.seen, moved.codes = self.seen, self.codes
        return moved

    def text(self, x: float, y: float, words: str, family: tuple[str, ...], size: float, ink: Colour = INK) -> float:
        end = super().text(x, y, words, family, size, ink)
        self.seen.append(Box(x, y - 0.26 * size / MM, end, y + 0.74 * size / MM, words))
        return end

    def stamp(
        self, name: str, of: object, x: float, y: float, wide: float, high: float, draw: Callable[[Pen], object]
    ) -> None:
        inner = Watched(self.canvas)
        draw(inner)
        self.seen += [Box(a + x, b + y, c + x, d + y, words) for a, b, c, d, words in inner.seen]

    def qr(self, code: str, x: float, y: float, module: float) -> None:
        super().qr(code, x, y, module)
        self.codes.append((x, y, module))


def watched() -> Watched:
    return Watched(Canvas(io.BytesIO(), invariant=1), 0.0, 0.0)


@pytest.mark.parametrize("card", SIZES)
def test_nothing_on_the_front_leaves_the_card_or_the_white_around_the_code(card: tuple[float, float]) -> None:
    for face in faces():
        for fair in (FAIR, LONG_FAIR):
            pen = watched()
            front(pen, face, fair, *card)
            assert pen.seen
            assert [box for box in pen.seen if not box.within(*card, 1)] == []
            ((x, y, module),) = pen.codes
            side, quiet = qr.MODULES * module, qr.QUIET * module
            white = Box(x - quiet, y - quiet, x + side + quiet, y + side + quiet)
            assert min(white.left, white.foot, card[0] - white.right, card[1] - white.top) > -0.01
            inner = Box(white.left + 0.01, white.foot + 0.01, white.right - 0.01, white.top - 0.01)
            assert [box for box in pen.seen if box.meets(inner)] == [], face


@pytest.mark.parametrize("card", SIZES)
def test_the_code_is_at_least_25_millimetres(card: tuple[float, float]) -> None:
    pen = watched()
    front(pen, faces()[0], FAIR, *card)
    assert pen.codes[0][2] * qr.MODULES >= 25


@pytest.mark.parametrize("card", SIZES)
def test_lines_of_a_front_do_not_run_into_each_other(card: tuple[float, float]) -> None:
    for face in faces():
        pen = watched()
        front(pen, face, FAIR, *card)
        bodies = [box.shrunk() for box in pen.seen]
        assert [(one, other) for one, other in combinations(bodies, 2) if one.meets(other)] == [], face


@pytest.mark.parametrize("card", SIZES)
def test_nothing_on_the_back_leaves_the_card(card: tuple[float, float]) -> None:
    for fair in (FAIR, LONG_FAIR):
        pen = watched()
        back(pen, fair, *card)
        assert pen.seen
        assert [box for box in pen.seen if not box.within(*card, 1)] == []


def test_nothing_inside_the_folded_sheet_leaves_it() -> None:
    for fair in (FAIR, LONG_FAIR):
        pen = watched()
        inside(pen, "visitor", fair, 210, 148.5)
        assert [box for box in pen.seen if not box.within(210, 148.5, 5)] == []


@pytest.mark.parametrize("name", [*NAMES, SCHOOL])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_letter_of_a_name_is_in_the_font_that_draws_it(name: str, family: tuple[str, ...]) -> None:
    runs = setting(name, family).runs
    assert all(letters_of(run.font).issuperset(letters) for run in runs for letters, _ in run.pieces)


def test_european_and_vietnamese_names_lose_no_letter() -> None:
    for name in (
        "Şükrü Yıldızoğlu",
        "Nguyễn Thị Ánh",
        "İbrahim",
        "Łukasz Brzęczyszczykiewicz",
        "Владимир",
        "Ελευθερία",
    ):
        for family in FAMILIES:
            drawn = "".join(letters for run in setting(name, family).runs for letters, _ in run.pieces)
            assert drawn.replace("\u00a0", " ") == name
            assert len({run.font for run in setting(name, family).runs}) == 1, "a name set in two fonts looks patched"


def shown(name: str, family: tuple[str, ...] = DISPLAY) -> str:
    return "".join(letters for run in setting(name, family).runs for letters, _ in run.pieces)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("محمد", "ﺪﻤﺤﻣ"),
        ("پگاه", "ﻩﺎﮕﭘ"),
        ("الأمين (علي)", "(ﻲﻠﻋ) ﻦﻴﻣﻷﺍ"),
        ("Nadia محمد", "Nadia ﺪﻤﺤﻣ"),
    ],
)
@pytest.mark.parametrize("family", FAMILIES)
def test_arabic_letters_are_joined_and_run_from_right_to_left(name: str, drawn: str, family: tuple[str, ...]) -> None:
    assert shown(name, family).replace("\u00a0", " ") == drawn


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("李小龍", "Li Xiao Long"),
        ("김민수", "Gim Min Su"),
        ("ნინო", "Nino"),
        ("Anne 小龍", "Anne Xiao Long"),
        ("שרה", "Srh"),
    ],
)
def test_a_name_in_a_script_that_no_font_has_is_spelt_in_latin_letters(name: str, drawn: str) -> None:
    assert shown(name) == drawn


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_whatever_draws_a_box(text: str) -> None:
    for family in FAMILIES:
        for run in setting(text, family).runs:
            assert all(letters_of(run.font).issuperset(letters) for letters, _ in run.pieces)


@given(st.text(min_size=1, max_size=160), st.floats(20, 500), st.floats(8, 200), st.floats(6, 70), st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_a_block_fits_its_place(text: str, wide: float, high: float, size: float, lines: int) -> None:
    block = fit(text, DISPLAY, wide, high, size, lines)
    assert all(width(line, DISPLAY, block.size) <= wide * 1.0001 for line in block.lines)
    assert block.height <= high * 1.0001
    assert block.size <= size
    assert "".join("".join(block.lines).split()) == "".join(text.split())


def test_a_name_shrinks_a_little_then_breaks_between_words() -> None:
    assert fit("Camille", DISPLAY, 250, 120, 40, 3).size == 40
    short = fit("Élisabeth-Marie", DISPLAY, 250, 120, 40, 3)
    assert (len(short.lines), 28 <= short.size < 40) == (1, True)
    long = fit("Marie-Élisabeth de La Rochefoucauld-Doudeauville", DISPLAY, 250, 120, 40, 3)
    assert long.lines == ("Marie-Élisabeth de", "La Rochefoucauld-", "Doudeauville")


def test_a_word_is_cut_only_where_it_pays_and_into_like_parts() -> None:
    assert fit("Łukasz Brzęczyszczykiewicz", DISPLAY, 70, 26, 21, 2).lines == ("Łukasz", "Brzęczyszczykiewicz")
    long = fit("Llanfairpwllgwyngyllgogerychwyrndrobwll", DISPLAY, 70, 40, 21, 3)
    assert len(long.lines) > 1
    assert max(map(len, long.lines)) - min(map(len, long.lines)) <= 1


def test_a_short_name_is_bigger_than_a_long_one_on_every_card() -> None:
    for wide, high in SIZES:
        sizes = []
        for face in (faces()[11], faces()[0]):
            pen = watched()
            front(pen, face, FAIR, wide, high)
            sizes.append(max(box.top - box.foot for box in pen.seen if box.words in printed(face.title)))
        assert all(bigger > smaller for bigger, smaller in pairwise(sizes))


def test_hours_and_ranks_are_printed_in_french() -> None:
    assert printed("3e B, arrivée 9 h 15, porte A") == "3ᵉ B, arrivée 9\u00a0h\u00a015, porte\u00a0A"
    assert printed("Lycée Jeanne d'Arc") == "Lycée Jeanne d’Arc"
    assert printed("1ère G") == "1ʳᵉ G"
    assert printed("Lycée de la Porte du Jura 2000") == "Lycée de la Porte\u00a0du Jura 2000"


def test_every_kind_has_its_word_shape_and_readable_colour() -> None:
    assert set(ROLES) == set(KINDS)
    assert len({role.shape for role in ROLES.values()}) == len(ROLES)
    assert all(contrast(role.colour, role.on) >= 4.5 and contrast(role.colour, WHITE) >= 1.8 for role in ROLES.values())

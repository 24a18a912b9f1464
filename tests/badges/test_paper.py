"""The PDF files themselves: clean, the same bytes twice, fonts inside, every code readable from the printed page."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from forum.badges.codes import new_code
from forum.badges.drawing.sheets import draw_badges, draw_trial
from forum.badges.faces import BadgeFace
from forum.badges.layouts import CARDS, FOLDED_HOME, FOLDED_TWO, LAYOUTS, PASS, STICKERS, GridDoesNotFit, Layout
from forum.badges.rules import KINDS
from tests.badges.torture import FAIR, faces
from tests.kit.tools import tool

every_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def pictures(content: bytes, folder: Path, resolution: int = 150) -> list[Image.Image]:
    """Each page as an office printer would put it on paper."""
    file = folder / "badges.pdf"
    file.write_bytes(content)
    subprocess.run([tool("pdftoppm"), "-r", str(resolution), "-gray", file, folder / "page"], check=True)
    return [Image.open(page) for page in sorted(folder.glob("page-*.pgm"))]


def codes_on(picture: Image.Image) -> list[tuple[str, float, float]]:
    """What is read from the whole page: the codes with the middle of each, as shares of the page."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    middles = [(one.position.top_left, one.position.bottom_right) for one in found]
    return [
        (one.text, (a.x + b.x) / 2 / picture.width, (a.y + b.y) / 2 / picture.height)
        for one, (a, b) in zip(found, middles, strict=True)
    ]


def of_every_kind(count: int) -> list[BadgeFace]:
    return [
        BadgeFace(new_code(), KINDS[n % len(KINDS)], f"Ada {n}", "Lovelace", f"n° {n}", n % 30, 2) for n in range(count)
    ]


def read_back(content: bytes, layout: Layout, drawn: Sequence[BadgeFace], folder: Path) -> list[Image.Image]:
    """Every code, on its own card, and no other; answers the pages."""
    pages = pictures(content, folder)
    places = list(layout.places(len(drawn)))
    found: dict[str, tuple[int, float, float]] = {}
    for number, picture in enumerate(pages):
        for text, x, y in codes_on(picture):
            assert text not in found
            found[text] = (number, x * layout.page[0], layout.page[1] - y * layout.page[1])
    assert set(found) == {face.code for face in drawn}
    for face, place in zip(drawn, places, strict=True):
        sheet, x, y = found[face.code]
        assert sheet == place.sheet
        assert 0 < x - place.left < layout.card[0]
        assert 0 < y - place.bottom < layout.card[1]
    return pages


@every_layout
def test_every_code_is_read_from_the_page_on_its_own_card_and_the_white_around_it_is_white(
    layout: Layout, tmp_path: Path
) -> None:
    drawn = [*faces(), *of_every_kind(4)]
    for picture in read_back(draw_badges(drawn, FAIR, layout), layout, drawn, tmp_path):
        assert_white_around(picture)


@pytest.mark.long
def test_a_thousand_codes_are_read_from_the_pages(tmp_path: Path) -> None:
    drawn = of_every_kind(1000)
    read_back(draw_badges(drawn, FAIR, CARDS), CARDS, drawn, tmp_path)


def assert_white_around(picture: Image.Image) -> None:
    """Four modules on every side of each code, seen on the picture: nothing of the drawing reaches in."""
    for one in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
        start, end = one.position.top_left, one.position.bottom_right
        around = int(3.7 * (end.x - start.x) / 21)
        wide = picture.crop((start.x - around, start.y - around, end.x + around, end.y + around))
        strip = around - 2
        strips = [
            (0, 0, wide.width, strip),
            (0, wide.height - strip, wide.width, wide.height),
            (0, 0, strip, wide.height),
            (wide.width - strip, 0, wide.width, wide.height),
        ]
        assert [wide.crop(box).getextrema() for box in strips] == [(255, 255)] * 4


@every_layout
def test_a_checker_finds_nothing_wrong(layout: Layout, tmp_path: Path) -> None:
    file = tmp_path / "badges.pdf"
    for content in (draw_badges(faces(), FAIR, layout, backs=True), draw_trial(layout)):
        file.write_bytes(content)
        checked = subprocess.run([tool("qpdf"), "--check", file], capture_output=True, text=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, "")


def test_the_same_badges_make_the_same_bytes_in_any_process() -> None:
    program = (
        "import hashlib; from forum.badges.drawing.sheets import draw_badges; from forum.badges.layouts import CARDS;"
        "from forum.badges.faces import BadgeFace; from tests.badges.torture import FAIR, NAMES;"
        "drawn = [BadgeFace('HJ7KQFM2XP9RTD4WZA8', 'visitor', name, 'Şükrü', photo='no') for name in NAMES];"
        "print(hashlib.sha256(draw_badges(drawn, FAIR, CARDS, backs=True)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_it_has_a_title_a_language_and_its_fonts_inside() -> None:
    read = pypdf.PdfReader(io.BytesIO(draw_badges(faces()[:4], FAIR, CARDS)))
    assert read.metadata is not None
    assert read.metadata.title == "4 badges – Forum des métiers du Haut-Jura"
    root = read.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    fonts = [font.get_object() for page in read.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        assert font["/BaseFont"][7] == "+", "a subset is named ABCDEF+Name"
        assert font["/FontDescriptor"]["/FontFile2"]


def test_the_words_can_be_copied_from_the_page() -> None:
    face = BadgeFace("HJ7KQFM2XP9RTD4WZA8", "visitor", "Nguyễn Thị Ánh", "Şükrü Yıldızoğlu", "3e B")
    said = " ".join(pypdf.PdfReader(io.BytesIO(draw_badges(face, FAIR, CARDS))).pages[0].extract_text().split())
    for words in ("VISITEUR", "Şükrü Yıldızoğlu", "HJ-7KQF-M2XP-9RTD-4WZA-8", "Forum des métiers du Haut-Jura"):
        assert words in said
    assert {"Nguyễn", "Thị", "Ánh"} <= set(said.split())


def test_a_begun_sheet_is_taken_up_at_its_first_free_card(tmp_path: Path) -> None:
    drawn = of_every_kind(3)
    pages = pictures(draw_badges(drawn, FAIR, STICKERS, start=20), tmp_path)
    assert [[text for text, _, _ in sorted(codes_on(page), key=lambda at: at[1])] for page in pages] == [
        [drawn[0].code, drawn[1].code],
        [drawn[2].code],
    ]
    assert [(place.sheet, round(place.left, 1), round(place.bottom, 2)) for place in STICKERS.places(3, 20)] == [
        (0, 73.2, 15.15),
        (0, 139.2, 15.15),
        (1, 7.2, 243.75),
    ]


@every_layout
def test_backs_lie_behind_their_fronts_when_the_sheet_is_turned(layout: Layout) -> None:
    for place in layout.places(layout.per_sheet * 2 + 1):
        other = layout.behind(place)
        assert other.left + layout.card[0] == pytest.approx(layout.page[0] - place.left)
        assert (other.bottom, other.sheet) == (place.bottom, place.sheet)
        assert layout.behind(other).left == pytest.approx(place.left)


def test_backs_come_after_each_sheet() -> None:
    pages = pypdf.PdfReader(io.BytesIO(draw_badges(of_every_kind(11), FAIR, CARDS, backs=True))).pages
    said = ["En cas d’urgence" in page.extract_text() for page in pages]
    assert said == [False, True, False, True]


@given(
    st.tuples(st.floats(50, 400), st.floats(50, 400)),
    st.tuples(st.floats(20, 300), st.floats(20, 300)),
    st.integers(-1, 8),
    st.integers(-1, 8),
    st.tuples(*[st.floats(-2, 40)] * 4),
)
@settings(max_examples=300)
def test_a_grid_fits_its_page_or_is_refused(
    page: tuple[float, float],
    card: tuple[float, float],
    columns: int,
    rows: int,
    edges: tuple[float, float, float, float],
) -> None:
    try:
        layout = Layout("own", page, card, columns, rows, *edges)
    except GridDoesNotFit:
        return
    places = list(layout.places(layout.per_sheet))
    assert all(place.left >= 0 and place.bottom >= -0.06 for place in places)
    assert all(place.left + card[0] <= page[0] + 0.06 and place.bottom + card[1] <= page[1] + 0.06 for place in places)
    assert len({(place.left, place.bottom) for place in places}) == columns * rows


def test_a_card_too_wide_for_its_page_is_refused() -> None:
    with pytest.raises(GridDoesNotFit) as refused:
        Layout("own", (210, 297), (90, 54), 3, 5)
    assert refused.value.field == "layout"


def test_progress_is_told_after_each_sheet() -> None:
    told: list[int] = []
    draw_badges(of_every_kind(25), FAIR, CARDS, told=told.append)
    assert told == [10, 20, 25]


def test_sizes_are_those_of_the_paper() -> None:
    for layout, size in ((CARDS, (210, 297)), (PASS, (148, 210)), (FOLDED_TWO, (210, 297)), (FOLDED_HOME, (210, 297))):
        box = pypdf.PdfReader(io.BytesIO(draw_badges(faces()[0], FAIR, layout))).pages[0].mediabox
        assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == size

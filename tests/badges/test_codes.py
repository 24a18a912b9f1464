"""Codes are short, hard to guess, easy to type, and never read as another one."""

import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from forum.badges import codes, qr

MADE = [codes.new_code() for _ in range(200)]


def test_a_code_fits_the_smallest_qr_code() -> None:
    assert {len(code) for code in MADE} == {19}
    assert len(set(MADE)) == len(MADE)
    assert all(set(code) <= set(codes.ALPHABET) for code in MADE)


def test_every_character_of_the_body_is_random() -> None:
    many = [codes.new_code() for _ in range(4000)]
    for place in range(2, 18):
        assert len({code[place] for code in many}) == 32


def test_a_code_is_shown_in_groups() -> None:
    assert codes.show_code("HJ7KQFM2XP9RTD4WZA8") == "HJ-7KQF-M2XP-9RTD-4WZA-8"


def test_what_was_typed_is_read_tolerantly() -> None:
    for code in MADE:
        shown = codes.show_code(code)
        typed = [
            code,
            shown,
            shown.lower(),
            shown.replace("-", " "),
            f"  {shown}\n",
            code[2:],
            shown.replace("-", "\u2013"),
        ]
        typed += [code.replace("0", "O"), code.replace("0", "o"), code.replace("1", "I"), code.replace("1", "l")]
        assert {codes.read_code(text) for text in typed} == {code}


def test_one_wrong_character_is_always_noticed() -> None:
    code = MADE[0]
    for place in range(2, 19):
        for other in set(codes.ALPHABET) - {code[place]}:
            assert codes.read_code(code[:place] + other + code[place + 1 :]) is None


def test_two_swapped_characters_are_always_noticed() -> None:
    for code in MADE[:20]:
        for left in range(2, 18):
            for right in range(left + 1, 19):
                if code[left] != code[right]:
                    swapped = list(code)
                    swapped[left], swapped[right] = code[right], code[left]
                    assert codes.read_code("".join(swapped)) is None


@given(st.text(max_size=40))
def test_anything_else_is_nothing_and_never_breaks(text: str) -> None:
    read = codes.read_code(text)
    assert read is None or codes.read_code(codes.show_code(read)) == read


def test_the_qr_code_says_the_code_and_nothing_else() -> None:
    for code in MADE[:50]:
        picture = Image.new("L", (qr.SVG_SIDE, qr.SVG_SIDE), 255)
        for column, row, length in qr.runs(code):
            for step in range(length):
                picture.putpixel((column + qr.QUIET + step, row + qr.QUIET), 0)
        found = zxingcpp.read_barcodes(picture.resize((qr.SVG_SIDE * 6, qr.SVG_SIDE * 6), Image.Resampling.NEAREST))
        assert [(one.text, one.format) for one in found] == [(code, zxingcpp.BarcodeFormat.QRCode)]


def test_the_qr_code_is_what_the_library_draws() -> None:
    for code in [*MADE[:200], "Z" * 19, "0" * 18 + "1"]:
        assert int("".join(str(int(dark)) for row in qr.matrix(code) for dark in row), 2) == qr.by_library(code)


def test_the_qr_code_is_version_1_at_level_m() -> None:
    rows = qr.matrix(MADE[0])
    assert (len(rows), {len(row) for row in rows}) == (21, {21})
    # The first two modules of the format information, unmasked: level M is 00.
    assert [rows[8][0] ^ True, rows[8][1] ^ False] == [False, False]

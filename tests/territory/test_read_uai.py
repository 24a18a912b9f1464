"""The UAI: read with tolerance, checked by its letter, with a suggestion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.territory.uai import read_uai, uai_letter


@pytest.mark.parametrize(
    "typed", ["0390786T", "0390786t", "390786T", " 039 0786 T ", "0390786-T", "O390786T", "o39o786t"]
)
def test_forgives_case_spaces_the_leading_zero_and_the_letter_o(typed: str) -> None:
    assert read_uai(typed).code == "0390786T"


def test_a_wrong_letter_is_refused_with_the_right_one() -> None:
    reading = read_uai("0390786X")
    assert not reading.valid
    assert reading.code is None
    assert reading.suggestion == "0390786T"
    assert reading.sentence == (
        "La lettre finale ne correspond pas aux chiffres\u00a0: vouliez-vous dire 0390786T\u202f?"
    )


def test_a_missing_letter_is_suggested() -> None:
    assert read_uai("0390786").suggestion == "0390786T"


@pytest.mark.parametrize("typed", ["", "abc", "03907866T", "0390786TT", "0990786A", "٠٣٩٠٧٨٦T", "🎉", "0390786T'; --"])
def test_what_is_no_uai_is_refused_without_a_suggestion(typed: str) -> None:
    reading = read_uai(typed)
    assert (reading.valid, reading.suggestion) == (False, None)
    assert reading.sentence.endswith(".")


@given(st.integers(min_value=10_000, max_value=899_999))
def test_one_letter_only_is_right(number: int) -> None:
    digits = f"{number:07d}"
    right = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if read_uai(digits + letter).valid]
    assert right == [uai_letter(digits)]


@given(st.text())
def test_any_text_is_answered(typed: str) -> None:
    reading = read_uai(typed)
    assert reading.valid == (reading.sentence == "")

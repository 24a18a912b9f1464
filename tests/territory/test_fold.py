"""One spelling for searching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.territory.folding import fold, has_words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Lavans-lès-St-Claude", "lavans les saint claude"),
        ("L’Abergement", "l abergement"),
        ("Ste Œuvre", "sainte oeuvre"),
        ("  ÉLÈVE\u00a0; ", "eleve"),
        ("Łukasz Ğül ßtraße", "lukasz gul sstrasse"),
        ("Estavannes", "estavannes"),
        ("ﬁlière n° 3", "filiere n 3"),
        ("🎉", ""),
    ],
)
def test_accents_saints_and_punctuation(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_is_folding_once_and_leaves_plain_words(typed: str) -> None:
    folded = fold(typed)
    assert fold(folded) == folded
    assert all(word.isascii() and word.isalnum() for word in folded.split())


def test_words_may_be_begun_only() -> None:
    assert has_words("lavans les saint claude", "lav cl")
    assert not has_words("lavans les saint claude", "vans")

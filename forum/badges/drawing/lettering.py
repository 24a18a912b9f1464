"""Texts as they are drawn from left to right: Arabic letters joined and turned round, other scripts in Latin letters.

The fonts of the paper have Latin, Greek, Cyrillic and Arabic letters. A name in another script (Chinese, Korean, Thai,
Hebrew …) is spelt in Latin letters, which the people of the fair can read aloud.
"""

from __future__ import annotations

import re
from functools import cache

import arabic_reshaper
from anyascii import anyascii
from bidi.algorithm import get_display

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SYLLABLES = re.compile(r"(?<=[a-z])(?=[A-Z])")
JOINERS = "\u200c\u200d"
"""They cannot be seen, but say whether two Arabic letters join."""


def in_latin(word: str) -> str:
    """The word spelt in Latin letters, a capital first: « Li Xiao Long » for 李小龍; empty when nobody knows how."""
    spelt = _SYLLABLES.sub(" ", anyascii(word))
    return spelt[:1].upper() + spelt[1:]


def left_to_right(text: str) -> str:
    """The text in the order and the joined forms in which it is drawn; most texts are so already."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    turned: str = get_display(_joining().reshape(text))
    return turned


@cache
def _joining() -> arabic_reshaper.ArabicReshaper:
    return arabic_reshaper.ArabicReshaper({"delete_harakat": True, "support_ligatures": True, "support_zwj": True})

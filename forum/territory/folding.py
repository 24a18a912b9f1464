"""One way of writing words for searching: « Saint-Lupicin », « st lupicin » and « SAINT LUPICIN » become the same."""

import re
import unicodedata
from collections.abc import Iterator

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_LONG_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def fold(text: str) -> str:
    """Lower case, no accents, punctuation as single spaces, « St » as « Saint »; for every search column.

    >>> fold("Lavans-lès-St-Claude")
    'lavans les saint claude'
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _NOT_A_WORD.sub(" ", plain).split()
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


def has_words(haystack: str, wanted: str) -> bool:
    """Whether every word of `wanted` begins a word of `haystack`; both already folded."""
    padded = f" {haystack}"
    return all(f" {word}" in padded for word in wanted.split())


def shortened(folded: str, shortest: int) -> Iterator[str]:
    """The same words with the last one cut shorter and shorter, for when nothing answers to the whole of it.

    >>> list(shortened("lycee cazaux", 3))
    ['lycee cazau', 'lycee caza', 'lycee caz']
    """
    before, space, last = folded.rpartition(" ")
    for length in (8, 6, 5, 4, 3):
        if shortest <= length < len(last):
            yield f"{before}{space}{last[:length]}"

"""The typefaces of the paper: which letter is drawn from which font, how wide, how far from its neighbour.

A text is drawn from the first font of its family that has all its letters, so that a name does not look patched; when
none has, each word looks for its font, and then each letter. A word that no font can draw is spelt in Latin letters; what
has no spelling loses its accents, or becomes « ? »: a box is never drawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont as Outlines
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forum.badges.drawing.lettering import JOINERS, in_latin, left_to_right

FOLDER = Path(__file__).resolve().parents[3] / "static" / "vendor" / "fonts"

DISPLAY = ("BricolageGrotesque-Bold", "NotoSans-Bold", "NotoSansArabic-Bold")
TEXT = ("AtkinsonHyperlegible-Regular", "NotoSans-Regular", "NotoSansArabic-Regular")
STRONG = ("AtkinsonHyperlegible-Bold", "NotoSans-Bold", "NotoSansArabic-Bold")

_SAME = str.maketrans({**dict.fromkeys("\u202f\u2007\u2009", "\u00a0"), **dict.fromkeys("\u2010\u2011", "-")})
_JOINED = str.maketrans(dict.fromkeys(JOINERS))
_FIRST_FOREIGN = "\u0530"
"""Latin, Greek and Cyrillic letters lie before it: most names need no more."""
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_RAISED = {"ᵉ": "e", "ʳ": "r", "ᵈ": "d", "ᵗ": "t", "ᵒ": "o", "ˢ": "s"}
_RAISED_SIZE, _RAISED_BY = 0.64, 0.3
_VISIBLE_KERN = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font, as (letters, kern after them) pieces in thousandths of the size."""

    font: str
    pieces: tuple[tuple[str, int], ...]
    width: float
    size: float = 1.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A line ready to draw at any size: its runs and its width at size 1."""

    runs: tuple[Run, ...]
    width: float


@lru_cache(maxsize=8192)
def setting(text: str, family: tuple[str, ...]) -> Setting:
    """How the text is set in the family."""
    runs = tuple(_runs(_drawable(text, family), family))
    return Setting(runs, sum(run.width for run in runs))


def width(text: str, family: tuple[str, ...], size: float = 1.0) -> float:
    """How wide the text is, kerning counted, in the unit of `size`."""
    return setting(text, family).width * size


@cache
def font(name: str) -> TTFont:
    """The font, known to reportlab from then on."""
    made = TTFont(name, FOLDER / f"{name}.ttf")
    pdfmetrics.registerFont(made)
    return made


@cache
def letters_of(name: str) -> frozenset[str]:
    """The letters that the font draws."""
    return frozenset(map(chr, font(name).face.charToGlyph)) | {"\u00a0", " "}


@cache
def _plain_letters(family: tuple[str, ...]) -> frozenset[str]:
    """Those that a text may be full of without a closer look: seen, from left to right, in the family's first font."""
    return frozenset(
        letter
        for letter in letters_of(family[0])
        if letter < _FIRST_FOREIGN and not _left_out(letter, family) and letter.translate(_SAME) == letter
    )


def _drawable(text: str, family: tuple[str, ...]) -> str:
    """Composed letters from left to right, without what cannot be seen and the pictures that no font has."""
    composed = unicodedata.normalize("NFC", text)
    if _plain_letters(family).issuperset(composed):
        return composed
    composed = composed.translate(_SAME)
    kept = [letter for letter in composed if letter in JOINERS or not _left_out(letter, family)]
    known = composed if len(kept) == len(composed) else re.sub(r" {2,}", " ", "".join(kept))
    if max(known, default="") < _FIRST_FOREIGN:
        return known
    spelt = re.sub(r"\S+", lambda word: _spelt(word[0], family), known)
    return left_to_right(spelt).translate(_JOINED)


def _spelt(word: str, family: tuple[str, ...]) -> str:
    """The word, in Latin letters when it has a letter of a script that no font of the family draws."""
    foreign = (letter for letter in word if unicodedata.category(letter)[0] == "L")
    if all(_letter(letter, family)[1] != "?" for letter in foreign):
        return word
    return "".join(letter for letter in in_latin(word) if " " <= letter <= "~") or word


def _left_out(letter: str, family: tuple[str, ...]) -> bool:
    category = unicodedata.category(letter)
    return category in _UNSEEN or (category[0] == "S" and not any(letter in letters_of(name) for name in family))


def _runs(text: str, family: tuple[str, ...]) -> Iterator[Run]:
    parts = _split_raised(text) if _RAISED.keys() & set(text) else [(False, text)]
    for raised, part in parts:
        for name, letters in _by_font(part, family):
            yield _run(name, letters, raised)


def _split_raised(text: str) -> Iterator[tuple[bool, str]]:
    for part in re.split(f"([{''.join(_RAISED)}]+)", text):
        if part:
            raised = part[0] in _RAISED
            yield raised, "".join(_RAISED[letter] for letter in part) if raised else part


def _by_font(text: str, family: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The text cut where the font changes; the join of all parts may be shorter than the text, never longer."""
    for name in family:
        if letters_of(name).issuperset(text):
            yield name, text
            return
    open_name, letters = family[0], ""
    for word in re.split(r"(?<=[ \u00a0])", text):
        for name, part in _word(word, family):
            if name != open_name and letters:
                yield open_name, letters
                letters = ""
            open_name, letters = name, letters + part
    if letters:
        yield open_name, letters


def _word(word: str, family: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in family:
        if letters_of(name).issuperset(word):
            yield name, word
            return
    for letter in word:
        yield _letter(letter, family)


def _letter(letter: str, family: tuple[str, ...]) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKD", letter)
    for wanted in (letter, plain, plain[0]):
        for name in family:
            if letters_of(name).issuperset(wanted):
                return name, wanted
    return family[0], "?" if unicodedata.category(letter)[0] in "LN" else ""


def _run(name: str, letters: str, raised: bool) -> Run:
    widths, kerns = _widths(name), _kerns(name)
    pieces: list[tuple[str, int]] = []
    total, begun = sum(map(widths.__getitem__, letters)), 0
    for at in range(1, len(letters)):
        closer = kerns[letters[at - 1 : at + 1]]
        if closer:
            total += closer
            pieces.append((letters[begun:at], closer))
            begun = at
    pieces.append((letters[begun:], 0))
    size = _RAISED_SIZE if raised else 1.0
    return Run(name, tuple(pieces), total / 1000 * size, size, _RAISED_BY if raised else 0.0)


class _Known(dict[str, Any]):
    """What was asked once is not looked up again; the letters of names are few."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        self.find = find

    def __missing__(self, letters: str) -> Any:
        found = self[letters] = self.find(letters)
        return found


@cache
def _widths(name: str) -> _Known:
    """Of a letter, in thousandths of the size."""
    face = font(name).face
    return _Known(lambda letter: face.charWidths.get(32 if letter == "\u00a0" else ord(letter), face.defaultWidth))


@cache
def _kerns(name: str) -> _Known:
    """How much further apart (thousandths of the size; mostly negative) the font wants two letters."""
    return _Known(lambda two: _kern(name, two[0], two[1]))


def _kern(name: str, left: str, right: str) -> int:
    letters, tables = _pair_tables(name)
    first, second = letters.get(ord(left)), letters.get(ord(right))
    for table in tables:
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            found = next((pair.Value1 for pair in pairs if pair.SecondGlyph == second), None)
            if found is None:
                continue
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
            found = row.Class2Record[table.ClassDef2.classDefs.get(second, 0)].Value1
        closer = int(getattr(found, "XAdvance", 0) or 0)
        return closer if abs(closer) >= _VISIBLE_KERN else 0
    return 0


@cache
def _pair_tables(name: str) -> tuple[dict[int, str], list[Any]]:
    outlines = Outlines(FOLDER / f"{name}.ttf", lazy=True)
    lookups = outlines["GPOS"].table.LookupList.Lookup if "GPOS" in outlines else []
    return outlines.getBestCmap(), [table for lookup in lookups if lookup.LookupType == 2 for table in lookup.SubTable]

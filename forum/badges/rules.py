"""Decisions about badges: their words, which ones are meant, in which order they are handed out."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from forum.badges.values import BadgeValue
from forum.errors import Refusal
from forum.territory.folding import fold

KINDS = ("exhibitor", "visitor", "class", "chaperone", "pupil", "organizer", "door", "press", "blank")
PHOTO = ("yes", "no", "partial")
WORDS_LENGTH = 160
MOST_BLANKS = 2000
ORDERS = ("name", "stand", "arrival", "issued")
_FAR = datetime.max.replace(tzinfo=UTC)
_SEEN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": ""}


class NoColour(Refusal):
    """Not written « #1f5f45 »."""

    sentence = "Une couleur s’écrit «\u00a0#1f5f45\u00a0»."


def tidy_words(text: str) -> str:
    """The words of one line of a badge: composed letters, nothing invisible, single spaces, at most 160 characters."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(_SEEN.get(unicodedata.category(letter), letter) for letter in composed)
    squeezed = re.sub(r" +", " ", plain).strip()
    return squeezed if len(squeezed) <= WORDS_LENGTH else squeezed[: WORDS_LENGTH - 1].rstrip() + "…"


def chosen(badges: Sequence[BadgeValue], words: str) -> list[BadgeValue]:
    """The badges of one school, one organisation or one person: those whose words hold all that is asked."""
    wanted = fold(words).split()
    return [
        badge
        for badge in badges
        if all(word in fold(f"{badge.title} {badge.subtitle} {badge.detail}") for word in wanted)
    ]


def ordered(badges: Sequence[BadgeValue], by: str) -> list[BadgeValue]:
    """In the order in which they are handed out: by name, by stand (so by aisle), by arrival (so by coach), or as issued."""
    keys: dict[str, Callable[[BadgeValue], Any]] = {
        "name": lambda badge: (fold(badge.title), fold(badge.subtitle), _by_number(badge.detail)),
        "stand": lambda badge: (not badge.detail, _by_number(badge.detail), fold(badge.title), fold(badge.subtitle)),
        "arrival": lambda badge: (
            badge.expected_at or _FAR,
            fold(badge.subtitle),
            _by_number(badge.title),
            _by_number(badge.detail),
        ),
        "issued": lambda badge: (badge.issued_at, badge.id),
    }
    return sorted(badges, key=keys[by])


def _by_number(words: str) -> list[tuple[str, int]]:
    """« B2 » before « B12 »."""
    return [
        (letters, int(digits or 0))
        for letters, digits in re.findall(r"([^0-9]*)([0-9]*)", fold(words))
        if letters or digits
    ]


def companions_wanted(held: BadgeValue, kind: str) -> int:
    """How many stickers (pupil) or adults' badges (chaperone) go with a class pass."""
    return held.pupils if kind == "pupil" else held.adults


def checked_colours(colours: Mapping[str, str]) -> dict[str, str]:
    """Colours by kind, those that were left out dropped. Raises `NoColour` with the kind as its field."""
    kept: dict[str, str] = {}
    for kind in KINDS:
        if written := colours.get(kind, "").strip().lower():
            if not re.fullmatch("#[0-9a-f]{6}", written):
                raise NoColour(field=f"colour_{kind}")
            kept[kind] = written
    return kept

"""The codes that badges carry: opaque, unguessable, easy to type.

A code is the prefix « HJ », sixteen characters for 80 random bits, and a check character: nineteen in all, which is what
the smallest QR code holds at error correction M. The alphabet has no I, L, O or U, so that nobody hesitates.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "HJ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BODY = 16
_TIMES_X = tuple(value << 1 ^ (0b100101 if value & 16 else 0) for value in range(32))
_CANONICAL = re.compile(f"{PREFIX}[{ALPHABET}]{{{_BODY + 1}}}")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015._/]+")


def new_code() -> str:
    """A fresh code in its canonical form, nineteen characters: 80 bits from the system's generator."""
    number = secrets.randbits(5 * _BODY)
    body = "".join(ALPHABET[number >> (5 * place) & 31] for place in range(_BODY))
    return PREFIX + body + _check(body)


def read_code(text: str) -> str | None:
    """The canonical code that was typed or scanned, or nothing when it cannot be one.

    Lower case, spaces and dashes are let pass, O is read as 0 and I or L as 1, the prefix may be missing. One wrong
    character, or two swapped ones, never make another valid code.
    """
    if _CANONICAL.fullmatch(text):  # what a camera reads, thousands of times a day
        return text if _check(text[2:-1]) == text[-1] else None
    squeezed = _BETWEEN.sub("", text[:100]).upper()
    if len(squeezed) == len(PREFIX) + _BODY + 1 and squeezed.startswith(PREFIX):
        squeezed = squeezed[len(PREFIX) :]
    if len(squeezed) != _BODY + 1 or not all(character in _VALUE for character in squeezed):
        return None
    canonical = "".join(ALPHABET[_VALUE[character]] for character in squeezed)
    return PREFIX + canonical if _check(canonical[:-1]) == canonical[-1] else None


def show_code(code: str) -> str:
    """The code as people read it: « HJ-7KQF-M2XP-9RTD-4WZA-8 »."""
    body = code.removeprefix(PREFIX)
    return "-".join([PREFIX, *(body[at : at + 4] for at in range(0, len(body), 4))])


def _check(body: str) -> str:
    """The character that brings the polynomial of the code over GF(32) to zero.

    Horner's rule with the generator x of x⁵ + x² + 1: every place weighs differently and 31 places exist, so any single
    error and any swap of two characters shows.
    """
    total = 0
    for character in body:
        total = _TIMES_X[total] ^ _VALUE[character]
    return ALPHABET[_TIMES_X[total]]

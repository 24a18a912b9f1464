"""A badge's code as a QR code: version 1 (21 × 21 modules), level M, alphanumeric, drawn as one path.

The library would try all eight masks on each code and keep the prettiest; any of them may be read, so the one that
scores best on average is always taken. It also makes the drawing depend on nothing else: with one version, one mask and one
length, every module is a sum (XOR) over the bits of the code, error correction included (ISO/IEC 18004, 7.5: Reed-Solomon
codes are linear). So the library draws each bit once, and a code is drawn by adding up its bits, a hundred times faster.
"""

import re
from functools import cache, lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, QRData

MODULES = 21
QUIET = 4
"""Modules of white that every side keeps (ISO/IEC 18004)."""
_MASK = 2
_LENGTH = 19
_VALUE = {letter: value for value, letter in enumerate(ALPHA_NUM.decode())}
_DARK = re.compile("1+")


def matrix(code: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of modules, top first, true where dark; `code` is in canonical form."""
    return tuple(tuple(module == "1" for module in row) for row in _rows(code))


@lru_cache(maxsize=256)
def runs(code: str) -> tuple[tuple[int, int, int], ...]:
    """The dark runs as (column, row, length) in modules, row 0 on top."""
    return tuple(
        (dark.start(), row, dark.end() - dark.start())
        for row, line in enumerate(_rows(code))
        for dark in _DARK.finditer(line)
    )


def svg_path(code: str) -> str:
    """The same runs as the `d` of an SVG path, in modules, the quiet zone kept around."""
    return "".join(f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z" for column, row, length in runs(code))


def pdf_path(code: str) -> str:
    """The same runs as rectangles of a PDF path, in modules upwards from the lower left corner, without quiet zone."""
    return " ".join(
        _bar(dark.start(), dark.end(), row) for row, line in enumerate(_rows(code)) for dark in _DARK.finditer(line)
    )


SVG_SIDE = MODULES + 2 * QUIET
"""Width and height of the view box that `svg_path` fits in."""


@cache
def _bar(start: int, end: int, row: int) -> str:
    return f"{start} {MODULES - 1 - row} {end - start} 1 re"


def _rows(code: str) -> list[str]:
    """Each row as « 1 » and « 0 », top first."""
    whole, bits = _drawn_bits()
    for place in range(0, _LENGTH, 2):
        number = 0
        for letter in code[place : place + 2]:
            number = number * 45 + _VALUE[letter]
        while number:
            lowest = number & -number
            whole ^= bits[place, lowest]
            number ^= lowest
    drawn = f"{whole:0{MODULES * MODULES}b}"
    return [drawn[start : start + MODULES] for start in range(0, MODULES * MODULES, MODULES)]


@cache
def _drawn_bits() -> tuple[int, dict[tuple[int, int], int]]:
    """The code of zeros, and what each bit of each two letters (by their place and its value) changes in it."""
    zeros = "0" * _LENGTH
    whole, bits = by_library(zeros), {}
    for place in range(0, _LENGTH, 2):
        pair = place + 1 < _LENGTH
        for power in range(11 if pair else 6):
            high, low = divmod(1 << power, 45)
            letters = (ALPHA_NUM.decode()[high] if pair else "") + ALPHA_NUM.decode()[low]
            bits[place, 1 << power] = whole ^ by_library(zeros[:place] + letters + zeros[place + len(letters) :])
    return whole, bits


def by_library(text: str) -> int:
    """The matrix that the library draws of nineteen letters, row by row as the bits of one number."""
    drawn = QRCode(version=1, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    drawn.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM, check_data=False))
    drawn.make(fit=False)
    return int("".join("1" if module else "0" for row in drawn.modules for module in row), 2)

"""A badge's code as a QR code: version 1 (21 × 21 modules), level M, alphanumeric, drawn as one path.

The library would try all eight masks on each code and keep the prettiest; any of them may be read, so the one that
scores best on average is always taken, which is ten times faster. It also makes the drawing depend on nothing else.
"""

import re
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_ALPHA_NUM, QRData

MODULES = 21
QUIET = 4
"""Modules of white that every side keeps (ISO/IEC 18004)."""
_MASK = 2
_DARK = re.compile(rb"\x01+")


def matrix(code: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of modules, top first, true where dark; `code` is in canonical form."""
    drawn = QRCode(version=1, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    drawn.add_data(QRData(code.encode("ascii"), mode=MODE_ALPHA_NUM, check_data=False))
    drawn.make(fit=False)
    return tuple(map(tuple, drawn.modules))


@lru_cache(maxsize=256)
def runs(code: str) -> tuple[tuple[int, int, int], ...]:
    """The dark runs as (column, row, length) in modules, row 0 on top."""
    return tuple(
        (dark.start(), row, dark.end() - dark.start())
        for row, line in enumerate(matrix(code))
        for dark in _DARK.finditer(bytes(line))
    )


def svg_path(code: str) -> str:
    """The same runs as the `d` of an SVG path, in modules, the quiet zone kept around."""
    return "".join(f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z" for column, row, length in runs(code))


def pdf_path(code: str) -> str:
    """The same runs as rectangles of a PDF path, in modules upwards from the lower left corner, without quiet zone."""
    return " ".join(f"{column} {MODULES - 1 - row} {length} 1 re" for column, row, length in runs(code))


SVG_SIDE = MODULES + 2 * QUIET
"""Width and height of the view box that `svg_path` fits in."""

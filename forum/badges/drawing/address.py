"""An address as a QR code on paper, one path, the white around kept by the caller."""

from __future__ import annotations

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from forum.badges.drawing.pen import MM, Pen


@lru_cache(maxsize=256)
def _path(address: str) -> tuple[int, str]:
    drawn = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    drawn.add_data(address)
    drawn.make(fit=True)
    side = len(drawn.modules)
    dark = (
        f"{column} {side - 1 - row} 1 1 re"
        for row, modules in enumerate(drawn.modules)
        for column, is_dark in enumerate(modules)
        if is_dark
    )
    return side, " ".join(dark)


def draw_address(pen: Pen, address: str, x: float, y: float, side: float) -> None:
    """The code, `side` millimetres wide, its lower left corner at x, y."""
    modules, path = _path(address)
    unit = side * MM / modules
    left, low = (pen.left + x) * MM, (pen.bottom + y) * MM
    pen.write(f"q {unit:.4f} 0 0 {unit:.4f} {left:.2f} {low:.2f} cm 0 g {path} f Q")

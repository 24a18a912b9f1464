"""An enrolment link as a QR code that another phone films from a screen."""

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4


def link_qr(url: str) -> tuple[int, str]:
    """The side of the view box in modules, quiet zone included, and the `d` of the SVG path of the dark modules."""
    drawn = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    drawn.add_data(url)
    drawn.make(fit=True)
    path = "".join(
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row, modules in enumerate(drawn.modules)
        for column, dark in enumerate(modules)
        if dark
    )
    return len(drawn.modules) + 2 * QUIET, path

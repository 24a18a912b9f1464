"""A logo that somebody sent, made a small PNG of ours: whatever else was in the file is gone."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from forum.errors import Refusal

MOST_BYTES = 8_000_000
"""A photograph of a phone; the web server refuses bodies much longer before they are read."""
MOST_PIXELS = 40_000_000
BOX = (640, 320)
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class LogoRefused(Refusal):
    """Not a picture, or one too large."""

    sentence = "Ce fichier n’est pas une image que nous savons lire. Envoyez un PNG ou un JPEG."
    field = "logo"


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG of at most 640 × 320 pixels."""

    image: bytes
    width: int
    height: int


def draw_logo(sent: bytes) -> Logo:
    """Read a PNG, JPEG, WebP or GIF (by its content, never by its name) and draw it anew. Slow: not in the event loop.

    The size is read from the head before any pixel is unpacked, so a small file that says it is huge costs nothing.
    Raises LogoRefused.
    """
    if len(sent) > MOST_BYTES:
        raise LogoRefused("Cette image pèse trop lourd\u00a0: 8\u00a0Mo au plus.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(sent), formats=_FORMATS)
        width, height = picture.size
        if width * height > MOST_PIXELS or min(width, height) < 16 or max(width, height) > 30 * min(width, height):
            raise LogoRefused(f"Cette image mesure {width} × {height} pixels\u00a0: envoyez-en une plus raisonnable.")
        picture.draft("RGB", (BOX[0] * 2, BOX[1] * 2))
        picture = ImageOps.exif_transpose(picture).convert("RGBA")
        picture.thumbnail(BOX)
        out = io.BytesIO()
        # Only the pixels go on: no comment, no place where the photograph was taken.
        clean = Image.new("RGBA", picture.size)
        clean.paste(picture)
        clean.save(out, "PNG", optimize=True)
    except LogoRefused:
        raise
    except Image.DecompressionBombError as bomb:
        raise LogoRefused(
            "Cette image compte beaucoup trop de pixels\u00a0: envoyez-en une plus raisonnable."
        ) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise LogoRefused from broken
    return Logo(out.getvalue(), *clean.size)

"""Logos that people send: read with care, drawn anew as a small PNG on white."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from forum.badges.faces import PictureFace
from forum.errors import Refusal

MOST_BYTES = 1_800_000
MOST_PIXELS = 25_000_000
_SIDE = 900
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class UnreadablePicture(Refusal):
    """Not one of the kinds of picture that are read here (an SVG, a PDF, half a file…)."""

    sentence = "Cette image ne se lit pas. Envoyez un fichier PNG, JPEG, WebP ou GIF."
    field = "picture"


class PictureTooBig(Refusal):
    """More pixels or bytes than a badge can use."""

    sentence = (
        "Cette image est trop grande\u00a0: au plus 1,8\u00a0Mo et 25 millions de pixels (5\u202f000 × 5\u202f000)."
    )
    field = "picture"


def read_picture(content: bytes, name: str) -> PictureFace:
    """The first image of the file, any colour space, at most 900 pixels a side. Raises `UnreadablePicture`, `PictureTooBig`.

    The size is looked at before any pixel is unpacked; nothing of the file itself is kept.
    """
    if len(content) > MOST_BYTES:
        raise PictureTooBig
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise PictureTooBig
            sent.draft("RGB", (_SIDE, _SIDE))
            turned = ImageOps.exif_transpose(sent)
            turned.thumbnail((_SIDE, _SIDE))
            drawn = turned.convert("RGBA") if turned.mode in ("P", "PA", "LA", "RGBA") else turned.convert("RGB")
    except PictureTooBig:
        raise
    except Image.DecompressionBombError as fault:
        raise PictureTooBig from fault
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as fault:
        raise UnreadablePicture from fault
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn if drawn.mode == "RGBA" else None)
    file = io.BytesIO()
    paper.save(file, "PNG", optimize=True)
    return PictureFace(name, file.getvalue(), paper.width, paper.height)

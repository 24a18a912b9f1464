"""Pictures for Chromium's fake camera: badges held still, and a hand that brings one up."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

import qrcode
from PIL import Image, ImageDraw, ImageFilter
from qrcode.constants import ERROR_CORRECT_M

SIZE = (1280, 720)
RATE = 30
"""Frames a second at which Chromium plays a MJPEG clip, for ever."""


def still(text: str | None, side: int = 300) -> Image.Image:
    """A frame with the code in the middle, or with nothing."""
    frame = _room()
    if text:
        frame.paste(_code(text).resize((side, side), Image.Resampling.LANCZOS), ((1280 - side) // 2, (720 - side) // 2))
    return frame


def hand(text: str, seconds: float = 1.0) -> list[Image.Image]:
    """A badge brought from afar to 30 cm, where a 30 mm code is 87 pixels wide; it shakes, turns, and settles."""
    count = int(seconds * RATE)
    return [_held(text, min(1.0, at / (0.6 * count)), at) for at in range(count)]


def write(path: Path, frames: Sequence[Image.Image]) -> Path:
    """A MJPEG clip: baseline JPEGs back to back. Replaced in one go, so that a running camera never reads half of it."""
    fresh = path.with_suffix(".new")
    drawn: dict[int, bytes] = {}
    with fresh.open("wb") as file:
        for frame in frames:
            if id(frame) not in drawn:
                frame.save(jpeg := io.BytesIO(), "JPEG", quality=90)
                drawn[id(frame)] = jpeg.getvalue()
            file.write(drawn[id(frame)])
    return fresh.replace(path)


def seconds(text: str | None, length: float) -> list[Image.Image]:
    """The same picture for a while."""
    return [still(text)] * int(length * RATE)


def _room() -> Image.Image:
    return Image.new("RGB", SIZE, (206, 201, 190))


def _code(text: str) -> Image.Image:
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=20)
    drawn.add_data(text)
    drawn.make(fit=True)
    picture: Image.Image = drawn.make_image().get_image().convert("RGB")
    return picture


def _held(text: str, near: float, at: int) -> Image.Image:
    badge = Image.new("RGB", (600, 840), "white")
    ImageDraw.Draw(badge).rectangle((0, 0, 600, 120), fill=(23, 64, 47))
    badge.paste(_code(text).resize((330, 330)), (135, 380))
    scale = 0.16 + 0.20 * near  # 330 px of quiet zone and code come to 119: a module is 4 px at the end
    tilt = 14 * (1 - near) + 1.5 * math.sin(at / 3)
    small = badge.resize((int(600 * scale), int(840 * scale)), Image.Resampling.LANCZOS)
    turned = small.rotate(tilt, expand=True, fillcolor=(206, 201, 190), resample=Image.Resampling.BICUBIC)
    frame = _room()
    frame.paste(turned, (int(420 + 180 * near + 3 * math.sin(at)), int(380 - 160 * near + 2 * math.cos(at))))
    return frame.filter(ImageFilter.GaussianBlur(0.6 + 3.5 * (1 - near)))

"""What is written on a stand of the plan: its number, its letter, and its holder's name in lines that fit."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import lru_cache

LETTER_CM = 0.56
"""How wide a letter is, of its size: an average that leaves a little room."""
SIZES = (46, 40, 34, 28)


@dataclass(frozen=True, slots=True)
class Face:
    """Lines of one size (cm on the floor), to be set under the number."""

    lines: tuple[str, ...]
    size: int


@lru_cache(maxsize=2048)
def face(name: str, width_cm: int, depth_cm: int) -> Face:
    """The name in the biggest size that fits the stand in three lines at most; cut with an ellipsis in the smallest."""
    for size in SIZES:
        per_line = int((width_cm - 24) / (size * LETTER_CM))
        room = max(1, min(3, int((depth_cm - 84) / (size * 1.05))))
        if per_line < 4:
            continue
        lines = textwrap.wrap(name, per_line, break_long_words=False)
        if len(lines) <= room and all(len(line) <= per_line for line in lines):
            return Face(tuple(lines), size)
    return Face(tuple(textwrap.wrap(name, max(4, per_line), max_lines=room, placeholder="…")), size)

"""Making words fit their place: they shrink, then break, and never overflow nor lose a letter."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from forum.badges.drawing.typefaces import width

_BREAK = re.compile(r"(?<=[ \-‐–/])(?! )")
_LEADING = 1.08
_BODY = 0.96
"""Of the size, from the top of the capitals to the foot of the descenders."""
_SHRINK_BEFORE_BREAK = 0.7
_FIRM = 7.0
"""Points. Rather than go below this size, a word is cut where it must be."""
_WORTH_A_CUT = 1.16


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size (points). The first baseline lies `ascent` below the top; each next one `leading` lower."""

    lines: tuple[str, ...]
    size: float
    leading: float
    width: float

    @property
    def height(self) -> float:
        """Points from the top of the capitals to the bottom of the last line's descenders."""
        return (_BODY * self.size + self.leading * (len(self.lines) - 1)) if self.lines else 0.0


@lru_cache(maxsize=4096)
def fit(
    text: str, family: tuple[str, ...], wide: float, high: float, size: float, lines: int = 1, leading: float = _LEADING
) -> Block:
    """The words in a place of `wide` × `high` points, at most `size` big and on at most `lines` lines.

    On one line if that costs less than a third of the size; else on as many lines as make them biggest.
    """
    text = text.strip()
    if not text:
        return Block((), size, 0.0, 0.0)
    pieces = [piece for piece in _BREAK.split(text) if piece]
    best = _on(1, pieces, family, wide, high, size, leading)
    if best.size < size * _SHRINK_BEFORE_BREAK:
        for count in range(2, min(lines, len(pieces)) + 1):
            other = _on(count, pieces, family, wide, high, size, leading)
            if other.size > best.size + 0.01:
                best = other
    if best.size < _FIRM and lines > 1 and best.size < size:
        best = _cut(pieces, family, wide, high, min(size, _FIRM), lines, leading, best)
    return best


def _on(
    count: int, pieces: list[str], family: tuple[str, ...], wide: float, high: float, size: float, leading: float
) -> Block:
    """The pieces on exactly so many lines, broken where the widest line is narrowest, as big as they fit."""
    rows = _balanced(pieces, family, count)
    broad = max(width(row, family) for row in rows)
    tall = _BODY + leading * (count - 1)
    chosen = min(size, wide / broad if broad else size, high / tall)
    return Block(tuple(rows), chosen, chosen * leading, broad * chosen)


def _balanced(pieces: list[str], family: tuple[str, ...], count: int) -> list[str]:
    if count == 1:
        return ["".join(pieces).strip()]
    ends: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(float("inf"), 0)] * len(pieces)]
    for row in range(1, count + 1):
        line: list[tuple[float, int]] = [(float("inf"), 0)]
        for end in range(1, len(pieces) + 1):
            options = (
                (max(ends[row - 1][start][0], width("".join(pieces[start:end]).strip(), family)), start)
                for start in range(end)
                if ends[row - 1][start][0] < float("inf")
            )
            line.append(min(options, default=(float("inf"), 0)))
        ends.append(line)
    rows, end = [], len(pieces)
    for row in range(count, 0, -1):
        start = ends[row][end][1]
        rows.append("".join(pieces[start:end]).strip())
        end = start
    return rows[::-1]


def _cut(
    pieces: list[str],
    family: tuple[str, ...],
    wide: float,
    high: float,
    size: float,
    lines: int,
    leading: float,
    best: Block,
) -> Block:
    """Words longer than a line are cut inside, when that keeps the size up by a sixth or more."""
    short = [part for piece in pieces for part in _parts(piece, family, wide / size)]
    if len(short) > 60:
        return best
    for count in range(2, min(lines + 2, len(short)) + 1):
        other = _on(count, short, family, wide, high, size, leading)
        if other.size > best.size * _WORTH_A_CUT:
            best = other
    return best


def _parts(word: str, family: tuple[str, ...], wide: float) -> list[str]:
    """The word in parts of like length, none wider than so many times the size: no last letter stands alone."""
    count = math.ceil(width(word, family) / wide)
    while 1 < count < len(word):
        ends = [round(n * len(word) / count) for n in range(count + 1)]
        parts = [word[start:end] for start, end in pairwise(ends)]
        if max(width(part, family) for part in parts) <= wide:
            return parts
        count += 1
    return list(word) if count > 1 else [word]

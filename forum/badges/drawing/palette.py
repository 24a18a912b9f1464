"""Colours of the paper, and what each kind of badge looks like: a word, a shape and a colour, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from forum.badges.faces import Look

Colour: TypeAlias = tuple[float, float, float]


def colour(code: str) -> Colour:
    """The colour of « #1f5f45 »."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0 to 1) of `other` in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.1, 1 to 21)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(one: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


WHITE = colour("#ffffff")
BLACK = (0.0, 0.0, 0.0)
INK = colour("#14281f")
INK_SOFT = colour("#4a5a51")
LINE = colour("#b9b0a0")
GROUND = colour("#f8f4ea")
COMTE = colour("#eeb23c")
COMTE_BRIGHT = colour("#f9cd6b")
COMTE_EDGE = colour("#c98a1d")
SPRUCE_DEEP = colour("#17402f")
BAD = colour("#a3241c")


@dataclass(frozen=True, slots=True)
class Role:
    """How a kind is told from the others."""

    word: str
    shape: str
    """square, triangle, disc, ring, half, diamond, hexagon, star or outline."""
    colour: Colour

    @property
    def on(self) -> Colour:
        """What can be read on its colour."""
        return WHITE if contrast(self.colour, WHITE) >= min(4.5, contrast(self.colour, INK)) else INK


ROLES: dict[str, Role] = {
    "exhibitor": Role("Exposant", "square", colour("#1f5f45")),
    "visitor": Role("Visiteur", "triangle", colour("#1d6088")),
    "class": Role("Classe", "disc", COMTE),
    "chaperone": Role("Accompagnateur", "ring", colour("#7b3d29")),
    "pupil": Role("Élève", "half", COMTE),
    "organizer": Role("Organisation", "diamond", INK),
    "door": Role("Accueil", "hexagon", colour("#6b3fae")),
    "press": Role("Presse", "star", colour("#9c2463")),
    "blank": Role("Visiteur", "outline", colour("#1d6088")),
}


def role(kind: str, look: Look) -> Role:
    """How the kind looks in this edition."""
    chosen = dict(look.colours).get(kind)
    return replace(ROLES[kind], colour=colour(chosen)) if chosen else ROLES[kind]

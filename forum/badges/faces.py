"""What is printed on a badge, and what every badge of an edition says beside it. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """The words of one badge. `title` is the biggest; `code` is in canonical form."""

    code: str
    kind: str
    title: str
    subtitle: str = ""
    detail: str = ""
    pupils: int = 0
    adults: int = 1
    photo: str = "yes"


@dataclass(frozen=True, slots=True)
class PlanFace:
    """A hall as seen from above, in centimetres, for the back: stands as (x, y, width, depth, number, colour « #rrggbb »)."""

    width_cm: int
    depth_cm: int
    stands: tuple[tuple[int, int, int, int, str, str], ...] = ()
    gates: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PictureFace:
    """A logo: a PNG on white, its size in pixels, and whose it is."""

    name: str
    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Look:
    """What organisers choose: colours as (kind, « #rrggbb »), lines, logos."""

    colours: tuple[tuple[str, str], ...] = ()
    line: str = ""
    back_line: str = ""
    logo: PictureFace | None = None
    partners: tuple[PictureFace, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionFace:
    """What a badge says about its edition."""

    name: str
    dates: str
    """« vendredi 27 novembre 2026 »."""
    place: str
    city: str
    address: str = ""
    emergency: str = ""
    contact: str = ""
    access: str = ""
    site: str = ""
    programme: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    """(hour, what happens), in order."""
    plan: PlanFace | None = None
    look: Look = Look()

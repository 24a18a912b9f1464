"""What a hall holds beside its stands, in frozen values; lengths in centimetres from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from forum.territory.sectors import Sector, find_sector


@dataclass(frozen=True, slots=True)
class ZoneSpot:
    """A village."""

    id: int
    name: str
    sector: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int

    @property
    def mark(self) -> Sector | None:
        """The sector that gives the village its colour, icon and letter."""
        return find_sector(self.sector)

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies in it."""
        return self.x_cm <= point[0] <= self.x_cm + self.width_cm and self.y_cm <= point[1] <= self.y_cm + self.depth_cm


@dataclass(frozen=True, slots=True)
class DoorSpot:
    """A way out, its middle on a wall. Gates where badges are read are doors too, with a negative id."""

    id: int
    name: str
    x_cm: int
    y_cm: int
    width_cm: int
    emergency: bool

    def wall(self, hall_width: int, hall_depth: int) -> str:
        """The wall it is in: left, right, top or bottom of the drawing."""
        far = {
            "left": abs(self.x_cm),
            "right": abs(hall_width - self.x_cm),
            "top": abs(self.y_cm),
            "bottom": abs(hall_depth - self.y_cm),
        }
        return min(far, key=lambda name: far[name])

    def where(self, hall_width: int, hall_depth: int) -> str:
        """« en haut du plan, à 12 m de la gauche »."""
        wall = self.wall(hall_width, hall_depth)
        side = {"left": "à gauche", "right": "à droite", "top": "en haut", "bottom": "en bas"}[wall]
        upright = wall in {"left", "right"}
        along = round((self.y_cm if upright else self.x_cm) / 100)
        return f"{side} du plan, à {along}\u00a0m {'du haut' if upright else 'de la gauche'}"


@dataclass(frozen=True, slots=True)
class ObstacleSpot:
    """A pillar, a wall, a stage."""

    id: int
    name: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int


@dataclass(frozen=True, slots=True)
class CircuitSpot:
    """A circuit; `asked` is the sum that standing bookings ask of it, in all halls' stands that hang on it."""

    id: int
    code: str
    watts: int
    x_cm: int | None = None
    y_cm: int | None = None
    asked: int = 0

"""A hall as it is laid out, in frozen values; lengths in centimetres from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from forum.stands.rules.floor import CircuitSpot, DoorSpot, ObstacleSpot, ZoneSpot

__all__ = ["CircuitSpot", "DoorSpot", "Floor", "ObstacleSpot", "Shape", "Spot", "ZoneSpot"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The hall itself, and the narrowest aisle allowed in it."""

    id: int
    name: str
    width_cm: int
    depth_cm: int
    aisle_cm: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A stand with what its standing booking asks, if it has one (`holder` is empty otherwise)."""

    id: int
    number: str
    zone: str
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    rotation: int
    power_watts: int
    water: bool
    network: bool
    three_phase: bool
    accessible: bool
    circuit: int | None
    holder: str = ""
    booking: str = ""
    state: str = ""
    sector_code: str = ""
    asked_watts: int = 0
    asked_water: bool = False
    asked_three_phase: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        return self.x_cm + self.width_cm / 2, self.y_cm + self.depth_cm / 2


@dataclass(frozen=True)
class Floor:
    """Everything in one hall. `version` is the number of the last act that changed it."""

    hall: Shape
    version: int
    stands: tuple[Spot, ...]
    zones: tuple[ZoneSpot, ...] = ()
    doors: tuple[DoorSpot, ...] = ()
    gates: tuple[DoorSpot, ...] = ()
    obstacles: tuple[ObstacleSpot, ...] = ()
    circuits: tuple[CircuitSpot, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, Spot]:
        return {one.id: one for one in self.stands}

    def zone_at(self, point: tuple[float, float]) -> ZoneSpot | None:
        """The smallest zone that holds a point."""
        found = [zone for zone in self.zones if zone.holds(point)]
        return min(found, key=lambda zone: zone.width_cm * zone.depth_cm, default=None)

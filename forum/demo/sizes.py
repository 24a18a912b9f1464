"""The moments and the sizes that a demonstration has."""

from __future__ import annotations

from dataclasses import dataclass

STAGES = ("booking", "registration", "open-day", "over")


@dataclass(frozen=True, slots=True)
class Size:
    """How many of everything: the acceptance load at full size, a table of each at small size."""

    stands: int
    exhibitors: int
    classes: int
    pupils: int
    adults: int
    coaches: int
    visitors: int


SIZES = {
    "full": Size(110, 100, 60, 1500, 130, 40, 500),
    "small": Size(32, 12, 6, 150, 13, 4, 20),
}

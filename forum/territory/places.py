"""Where the communes of the territory are, for a map: those with a village of five hundred inhabitants in the open data."""

from functools import cache
from typing import NamedTuple

from forum.territory.reference import rows


class Place(NamedTuple):
    """Degrees north and east (WGS 84), of the village and not of the commune's middle."""

    latitude: float
    longitude: float


def find_place(insee_code: str) -> Place | None:
    """Where that commune is, if the data says."""
    return _by_insee().get(insee_code)


@cache
def _by_insee() -> dict[str, Place]:
    return {row["code_insee"]: Place(float(row["latitude"]), float(row["longitude"])) for row in rows("places.csv")}

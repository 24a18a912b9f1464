"""How much a stand may ask for, and how long one is kept for somebody."""

from dataclasses import dataclass
from datetime import timedelta

MOST_PEOPLE, MOST_TABLES, MOST_CHAIRS, MOST_PANELS = 12, 8, 20, 10
HOLD_LASTS = timedelta(minutes=15)
MOST_EXTENSIONS = 10
"""As many as WCAG 2.2.1 asks for (RGAA 13.1): two hours and three quarters in all."""
OFFER_LASTS = timedelta(hours=48)
POWERS: dict[str, str] = {
    "0": "Pas d’électricité",
    "500": "Un ordinateur, un écran (500\u00a0W)",
    "1500": "Petit matériel (1\u202f500\u00a0W)",
    "3000": "Une machine légère (3\u202f000\u00a0W)",
    "6000": "Une machine (6\u202f000\u00a0W)",
}


@dataclass(frozen=True, slots=True)
class NeedsSaid:
    """What goes on the stand: counts, watts, words for the rest; `three_phase` is a socket of 400 V."""

    people: int
    tables: int
    chairs: int
    panels: int
    power_watts: int
    network: bool
    machine: bool
    note: str
    three_phase: bool = False


UNSAID = NeedsSaid(people=2, tables=1, chairs=2, panels=0, power_watts=0, network=False, machine=False, note="")
"""What the short form leaves when nobody touched it: asked again later."""


def badge_cap(square_metres: float) -> int:
    """How many people a stand bears, a badge each: one for 1.2 m² of floor (five on 3 × 2 m), two at least."""
    return max(2, min(MOST_PEOPLE, int(square_metres * 10) // 12))


def distance_cm(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How far two stands are, along the aisles: the sum of both differences."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])

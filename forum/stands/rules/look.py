"""Looking for a stand on the plan: free, big enough, with power, in a zone, on the level …"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from forum.territory.folding import fold

SURFACES = (4, 6, 9, 12, 18)
"""Square metres that can be asked for."""
WATTS = (500, 1500, 3000, 6000)


class Seen(Protocol):
    """What is looked at of a stand."""

    @property
    def number(self) -> str: ...
    @property
    def holder(self) -> str | None: ...
    @property
    def free(self) -> bool: ...
    @property
    def square_metres(self) -> float: ...
    @property
    def power_watts(self) -> int: ...
    @property
    def power_left(self) -> int: ...
    @property
    def zone(self) -> str: ...
    @property
    def accessible(self) -> bool: ...
    @property
    def water(self) -> bool: ...
    @property
    def network(self) -> bool: ...
    @property
    def three_phase(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class PlanLooked:
    """What is asked for; empty or 0 means any."""

    free: bool = False
    square_metres: int = 0
    watts: int = 0
    zone: str = ""
    accessible: bool = False
    water: bool = False
    network: bool = False
    three_phase: bool = False

    @property
    def anything(self) -> bool:
        return self != PlanLooked()


def reach(stand: Seen) -> int:
    """The watts that can be counted on: what is left for a free stand, the socket's for a taken one."""
    return stand.power_left if stand.free else stand.power_watts


def answers(stand: Seen, looked: PlanLooked) -> bool:
    """Whether a stand is what somebody looks for."""
    return (
        (stand.free or not looked.free)
        and stand.square_metres >= looked.square_metres
        and reach(stand) >= looked.watts
        and looked.zone in {"", stand.zone}
        and (stand.accessible or not looked.accessible)
        and (stand.water or not looked.water)
        and (stand.network or not looked.network)
        and (stand.three_phase or not looked.three_phase)
    )


def holds(stand: Seen, words: str) -> bool:
    """Whether its number, its zone and its holder's name hold every (folded) word."""
    if not words:
        return True
    text = fold(f"{stand.number} {stand.zone} {stand.holder or ('libre' if stand.free else 'réservé')}")
    return all(word in text for word in words.split())

"""Which free stands suit what somebody needs, best first, and why."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from forum.stands.rules.needs import badge_cap, distance_cm

DEEP_ENOUGH_CM = 200
"""A machine keeps one metre between its dangerous parts and the aisle (T 40): two metres of depth leave one to work in."""


class Place(Protocol):
    """What is looked at of a stand."""

    @property
    def number(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def square_metres(self) -> float: ...
    @property
    def depth_cm(self) -> int: ...
    @property
    def width_cm(self) -> int: ...
    @property
    def power_watts(self) -> int: ...
    @property
    def power_left(self) -> int: ...
    @property
    def water(self) -> bool: ...
    @property
    def network(self) -> bool: ...
    @property
    def three_phase(self) -> bool: ...
    @property
    def accessible(self) -> bool: ...
    @property
    def free(self) -> bool: ...
    @property
    def centre(self) -> tuple[int, int]: ...
    @property
    def sector_code(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody needs: square metres, watts, water, level access, a machine running, people, the sector's code, a network
    socket, 400 V on three phases."""

    sector: str = ""
    square_metres: int = 0
    power_watts: int = 0
    water: bool = False
    accessible: bool = False
    machine: bool = False
    people: int = 0
    network: bool = False
    three_phase: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stand by its number, with the reasons for it in whole French sentences' halves."""

    number: str
    score: int
    reasons: tuple[str, ...]


def suggest(
    places: Sequence[Place],
    wanted: Wanted,
    count: int = 3,
    near: tuple[int, int] | None = None,
    villages: Mapping[str, str] | None = None,
) -> list[Suggestion]:
    """The free places that can serve, best first. What is asked for and missing excludes; what is spare costs a little.

    `near` is where somebody wanted to be, in centimetres: each metre of aisle away from it costs a point.
    `villages` are the zones that the plan gives to a sector, by name; elsewhere the neighbours make the village.

    The score: 40 for the sector's village (or its share of neighbours in the zone), 25 for power left on the circuit,
    20 for a size near the one wished for, 15 against waste (water, 400 V or strong current that others may need); less 20 in
    another sector's village.
    """
    village = _neighbours(places, wanted.sector)
    if wanted.sector:
        village |= {
            zone: 1.0 if sector == wanted.sector else -0.5 for zone, sector in (villages or {}).items() if sector
        }
    fit = [one for one in places if one.free and _serves(one, wanted)]
    scores = [_score(one, wanted, village.get(one.zone, 0.0)) for one in fit]
    if near:
        away = [round(distance_cm(one.centre, near) / 100) for one in fit]
        scores = [score - metres for score, metres in zip(scores, away, strict=True)]
    best = heapq.nsmallest(count, range(len(fit)), key=lambda index: (-scores[index], index))
    return [
        Suggestion(
            (one := fit[index]).number,
            scores[index],
            (
                *((f"à {away[index]}\u00a0m de celui que vous vouliez",) if near else ()),
                *_reasons(one, wanted, village.get(one.zone, 0.0)),
            ),
        )
        for index in best
    ]


def _serves(place: Place, wanted: Wanted) -> bool:
    return (
        place.power_left >= wanted.power_watts
        and (place.water or not wanted.water)
        and (place.network or not wanted.network)
        and (place.three_phase or not wanted.three_phase)
        and (place.accessible or not wanted.accessible)
        and (not wanted.machine or max(place.depth_cm, place.width_cm) >= DEEP_ENOUGH_CM)
        and (metres := place.square_metres) >= wanted.square_metres
        and badge_cap(metres) >= wanted.people
    )


def _neighbours(places: Sequence[Place], sector: str) -> dict[str, float]:
    """Of each zone, which share of its exhibitors is of the sector."""
    all_of: dict[str, int] = {}
    same: dict[str, int] = {}
    for one in places:
        if one.sector_code:
            all_of[one.zone] = all_of.get(one.zone, 0) + 1
            same[one.zone] = same.get(one.zone, 0) + (one.sector_code == sector)
    return {zone: same[zone] / total for zone, total in all_of.items()}


def _score(place: Place, wanted: Wanted, share: float) -> int:
    score = 40 * share
    score += 25 * min(1.0, (place.power_left - wanted.power_watts) / 3000)
    score += 20 / (1 + abs(place.square_metres - max(wanted.square_metres, 1)) / 6)
    if wanted.machine:
        score += min(1.0, max(place.depth_cm, place.width_cm) / 300) * 10
    waste = (
        (place.water and not wanted.water)
        + (place.three_phase and not wanted.three_phase)
        + (place.power_watts >= 6000 and wanted.power_watts < 3000)
    )
    return round(score + 15 - 7 * waste)


def _reasons(place: Place, wanted: Wanted, share: float) -> list[str]:
    village = f"dans le village de votre filière ({place.zone})" if share > 0 else f"zone {place.zone}"
    reasons = [village] if place.zone else []
    if wanted.power_watts:
        reasons.append(f"{_said(wanted.power_watts)} demandés, il en reste {_said(place.power_left)} sur sa ligne")
    room = f"{place.square_metres:.0f}\u00a0m²"
    reasons.append(
        f"{room}, de la place pour {badge_cap(place.square_metres)} personnes" if wanted.people > 2 else room
    )
    for asked, words in (
        (wanted.three_phase, "courant triphasé (400\u00a0V)"),
        (wanted.network, "prise réseau"),
        (wanted.water, "arrivée d’eau"),
        (wanted.accessible, "de plain-pied"),
    ):
        if asked:
            reasons.append(words)
    if wanted.machine:
        depth = f"{max(place.depth_cm, place.width_cm) / 100:.1f}".replace(".", ",").removesuffix(",0")
        reasons.append(f"{depth}\u00a0m de profondeur\u00a0: la machine tient à 1\u00a0m de l’allée")
    return reasons


def _said(watts: int) -> str:
    return f"{watts:,}".replace(",", "\u202f") + "\u00a0W"

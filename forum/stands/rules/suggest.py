"""Which free stands suit what somebody needs, best first, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    def accessible(self) -> bool: ...
    @property
    def free(self) -> bool: ...
    @property
    def centre(self) -> tuple[int, int]: ...
    @property
    def sector_code(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody needs: square metres, watts, water, level access, a machine running, people, and the sector's code."""

    sector: str = ""
    square_metres: int = 0
    power_watts: int = 0
    water: bool = False
    accessible: bool = False
    machine: bool = False
    people: int = 0


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
    20 for a size near the one wished for, 15 against waste (water or strong current that others may need); less 20 in
    another sector's village.
    """
    village = _neighbours(places, wanted.sector)
    if wanted.sector:
        village |= {
            zone: 1.0 if sector == wanted.sector else -0.5 for zone, sector in (villages or {}).items() if sector
        }
    fit = [one for one in places if one.free and _serves(one, wanted)]
    judged = [_judge(one, wanted, village.get(one.zone, 0.0)) for one in fit]
    if near:
        judged = [_nearer(one, distance_cm(place.centre, near)) for one, place in zip(judged, fit, strict=True)]
    return sorted(judged, key=lambda one: -one.score)[:count]


def _nearer(one: Suggestion, away_cm: int) -> Suggestion:
    metres = round(away_cm / 100)
    return replace(
        one, score=one.score - metres, reasons=(f"à {metres}\u00a0m de celui que vous vouliez", *one.reasons)
    )


def _serves(place: Place, wanted: Wanted) -> bool:
    return (
        place.power_left >= wanted.power_watts
        and place.square_metres >= wanted.square_metres
        and badge_cap(place.square_metres) >= wanted.people
        and (place.water or not wanted.water)
        and (place.accessible or not wanted.accessible)
        and (not wanted.machine or max(place.depth_cm, place.width_cm) >= DEEP_ENOUGH_CM)
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


def _judge(place: Place, wanted: Wanted, share: float) -> Suggestion:
    score, reasons = 40 * share, []
    if share > 0:
        reasons.append(f"dans le village de votre filière ({place.zone})")
    else:
        reasons.append(f"zone {place.zone}")
    spare = place.power_left - wanted.power_watts
    score += 25 * min(1.0, spare / 3000)
    if wanted.power_watts:
        reasons.append(f"{_said(wanted.power_watts)} demandés, il en reste {_said(place.power_left)} sur sa ligne")
    score += 20 / (1 + abs(place.square_metres - max(wanted.square_metres, 1)) / 6)
    room = f"{place.square_metres:.0f}\u00a0m²"
    reasons.append(
        f"{room}, de la place pour {badge_cap(place.square_metres)} personnes" if wanted.people > 2 else room
    )
    if wanted.water:
        reasons.append("arrivée d’eau")
    if wanted.accessible:
        reasons.append("de plain-pied")
    if wanted.machine:
        depth = max(place.depth_cm, place.width_cm)
        score += min(1.0, depth / 300) * 10
        reasons.append(
            f"{depth / 100:.1f}".replace(".", ",").removesuffix(",0")
            + "\u00a0m de profondeur\u00a0: la machine tient à 1\u00a0m de l’allée"
        )
    waste = (place.water and not wanted.water) + (place.power_watts >= 6000 and wanted.power_watts < 3000)
    score += 15 - 7 * waste
    return Suggestion(place.number, round(score), tuple(reasons))


def _said(watts: int) -> str:
    return f"{watts:,}".replace(",", "\u202f") + "\u00a0W"

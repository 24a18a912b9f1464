"""What is wrong with a hall's plan, in sentences that name the stands: pure, so that it can be read and tested."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.layout.rules import geometry
from forum.layout.rules.floor import DoorSpot, Floor, Shape, Spot
from forum.layout.rules.geometry import Box, Point, Polygon
from forum.layout.rules.saying import metres, names, watts

JOINED_CM = 50
"""Nobody walks through less: two stands that close stand side by side, and there is no aisle between them."""
DOOR_CLEAR_CM = 150
"""What stays free before a door, at least; the hall's aisle if that is wider."""

OVERLAP, OUTSIDE, AISLE, EXIT, CIRCUIT, NEED = "overlap", "outside", "aisle", "exit", "circuit", "need"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `bad` must be mended, `warn` is to be looked at. `stands` are the numbers it is about."""

    kind: str
    tone: str
    sentence: str
    stands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solid:
    """A thing that stands on the floor."""

    name: str
    shape: Polygon
    box: Box
    stand: str = ""


def warnings(floor: Floor) -> list[Fault]:
    """Everything that is wrong, the gravest first."""
    solids = solids_of(floor)
    found = [
        *_overlaps(solids),
        *_outside(floor.hall, solids),
        *_exits(floor, solids),
        *_circuits(floor),
        *_needs(floor.stands),
        *_aisles(floor.hall, solids),
    ]
    return sorted(found, key=lambda one: one.tone != "bad")


def solids_of(floor: Floor) -> list[Solid]:
    """Stands and obstacles with their corners, from left to right."""
    made = []
    for one in floor.stands:
        shape = geometry.corners(one, one.rotation)
        made.append(Solid(f"le stand {one.number}", shape, geometry.box(shape), one.number))
    for thing in floor.obstacles:
        shape = geometry.corners(thing)
        made.append(Solid(f"«\u00a0{thing.name}\u00a0»", shape, geometry.box(shape)))
    return sorted(made, key=lambda solid: solid.box[0])


def _near(solids: Sequence[Solid], within: float) -> Iterable[tuple[Solid, Solid]]:
    """Pairs whose boxes come that close, a stand at least among the two. `solids` stand from left to right."""
    for index, one in enumerate(solids):
        reach = one.box[2] + within
        for other in itertools.islice(solids, index + 1, None):
            if other.box[0] > reach:
                break
            if (
                other.box[1] <= one.box[3] + within
                and one.box[1] <= other.box[3] + within
                and (one.stand or other.stand)
            ):
                yield one, other


def _overlaps(solids: Sequence[Solid]) -> Iterable[Fault]:
    for one, other in _near(solids, 0):
        if geometry.overlap(one.shape, other.shape):
            first, second = sorted((one, other), key=lambda solid: not solid.stand)
            sentence = f"{_capital(first.name)} et {second.name} se chevauchent\u00a0: écartez l’un des deux."
            yield Fault(OVERLAP, "bad", sentence, _stands(first, second))


def _outside(hall: Shape, solids: Sequence[Solid]) -> Iterable[Fault]:
    for solid in solids:
        left, top, right, bottom = solid.box
        over = max(-left, -top, right - hall.width_cm, bottom - hall.depth_cm)
        if solid.stand and over > geometry.HAIR_CM:
            sentence = f"{_capital(solid.name)} sort de la halle de {metres(over)}\u00a0: ramenez-le à l’intérieur."
            yield Fault(OUTSIDE, "bad", sentence, (solid.stand,))


def clear_before(door: DoorSpot, hall: Shape) -> Polygon:
    """What stays free before a door: as wide as it is, towards the inside from the nearest wall."""
    deep = max(DOOR_CLEAR_CM, hall.aisle_cm, door.width_cm)
    half = door.width_cm / 2
    wall = door.wall(hall.width_cm, hall.depth_cm)
    left, right = door.x_cm - half, door.x_cm + half
    top, bottom = door.y_cm - half, door.y_cm + half
    if wall == "left":
        left, right = door.x_cm, door.x_cm + deep
    elif wall == "right":
        left, right = door.x_cm - deep, door.x_cm
    elif wall == "top":
        top, bottom = door.y_cm, door.y_cm + deep
    else:
        top, bottom = door.y_cm - deep, door.y_cm
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _exits(floor: Floor, solids: Sequence[Solid]) -> Iterable[Fault]:
    for door in (*floor.doors, *floor.gates):
        clear = clear_before(door, floor.hall)
        blocking = [solid for solid in solids if geometry.overlap(solid.shape, clear)]
        if blocking:
            what = "L’issue de secours" if door.emergency else "La porte"
            deep = max(DOOR_CLEAR_CM, floor.hall.aisle_cm, door.width_cm)
            sentence = (
                f"{what} «\u00a0{door.name}\u00a0» est encombrée par {names([one.name for one in blocking])}\u00a0:"
                f" laissez {metres(deep)} libres devant elle."
            )
            yield Fault(EXIT, "bad", sentence, _stands(*blocking))


def _circuits(floor: Floor) -> Iterable[Fault]:
    for circuit in floor.circuits:
        hung = [one for one in floor.stands if one.circuit == circuit.id]
        offered = sum(one.power_watts for one in hung)
        if circuit.asked > circuit.watts:
            sentence = (
                f"Le circuit {circuit.code} est surchargé\u00a0: les réservations lui demandent {watts(circuit.asked)},"
                f" il en donne {watts(circuit.watts)}. Branchez un stand ailleurs."
            )
            yield Fault(CIRCUIT, "bad", sentence, tuple(one.number for one in hung if one.asked_watts))
        elif offered > circuit.watts:
            sentence = (
                f"Le circuit {circuit.code} promet plus qu’il ne donne\u00a0: {watts(offered)} offerts à ses stands pour"
                f" {watts(circuit.watts)}. Les derniers à réserver en auront moins."
            )
            yield Fault(CIRCUIT, "warn", sentence, tuple(one.number for one in hung if one.power_watts))


def _needs(stands: Iterable[Spot]) -> Iterable[Fault]:
    for one in stands:
        if one.asked_watts > one.power_watts:
            sentence = (
                f"{one.holder} a demandé {watts(one.asked_watts)} et le stand {one.number} n’en donne que"
                f" {watts(one.power_watts)}."
            )
            yield Fault(NEED, "bad", sentence, (one.number,))
        if one.asked_water and not one.water:
            yield Fault(
                NEED, "bad", f"{one.holder} a demandé l’eau et le stand {one.number} n’en a pas.", (one.number,)
            )
        if one.asked_three_phase and not one.three_phase:
            sentence = f"{one.holder} a demandé du triphasé (400\u00a0V) et le stand {one.number} n’en a pas."
            yield Fault(NEED, "bad", sentence, (one.number,))


def _aisles(hall: Shape, solids: Sequence[Solid]) -> Iterable[Fault]:
    """Narrow passages, told by aisle: those of one width between the same two blocks of stands in one sentence."""
    narrow: list[tuple[float, Solid, Solid]] = []
    for one, other in _near(solids, hall.aisle_cm):
        if geometry.overlap(one.shape, other.shape):
            continue
        width, here, there = geometry.gap(one.shape, other.shape)
        if JOINED_CM <= width < hall.aisle_cm - geometry.HAIR_CM and not _filled(solids, one, other, here, there):
            narrow.append((width, one, other))
    block = _blocks(solids)
    aisles: dict[tuple[int, frozenset[str]], list[tuple[float, Solid, Solid]]] = defaultdict(list)
    for width, one, other in narrow:
        aisles[round(width / 10), frozenset((block[one.name], block[other.name]))].append((width, one, other))
    for group in aisles.values():
        width = min(width for width, _, _ in group)
        sides = [solid for _, *pair in group for solid in pair]
        said = names(list(dict.fromkeys(solid.name for solid in sides)))
        sentence = (
            f"Allée trop étroite entre {said}\u00a0: {metres(width)}, la halle en demande {metres(hall.aisle_cm)}."
        )
        yield Fault(AISLE, "warn", sentence, _stands(*sides))


def _filled(solids: Sequence[Solid], one: Solid, other: Solid, here: Point, there: Point) -> bool:
    """Whether something stands between the two, so that nobody passes there anyway."""
    left, right = sorted((here[0], there[0]))
    top, bottom = sorted((here[1], there[1]))
    near = JOINED_CM / 2
    for solid in solids:
        if solid is one or solid is other:
            continue
        a, b, c, d = solid.box
        if a > right + near or c < left - near or b > bottom + near or d < top - near:
            continue
        if geometry.passes_near(here, there, solid.shape, near):
            return True
    return False


def _blocks(solids: Sequence[Solid]) -> dict[str, str]:
    """Of each thing, the name of the block that it stands in: what touches, or lets nobody through."""
    block = {solid.name: solid.name for solid in solids}

    def head(name: str) -> str:
        while block[name] != name:
            name = block[name]
        return name

    for one, other in _near(solids, JOINED_CM):
        if geometry.gap(one.shape, other.shape)[0] < JOINED_CM:
            block[head(other.name)] = head(one.name)
    return {name: head(name) for name in block}


def _stands(*solids: Solid) -> tuple[str, ...]:
    return tuple(dict.fromkeys(solid.stand for solid in solids if solid.stand))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

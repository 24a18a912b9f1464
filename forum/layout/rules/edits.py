"""What an organiser's gestures mean for the stands: pure, from the floor as it is to the changes wanted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forum.layout.rules.changes import STAND, Change, Planned, Row, row_of
from forum.layout.rules.floor import Floor, Spot
from forum.layout.rules.saying import metres, names

RIGHT, DOWN = "right", "down"
READING, SNAKE, COLUMNS = "reading", "snake", "columns"
MOST_IN_A_ROW = 60


@dataclass(frozen=True, slots=True)
class RowSaid:
    """A row of `count` stands from a corner on, `lines` of them back to back, numbered `prefix` + `first` and so on."""

    count: int
    lines: int
    x_cm: int
    y_cm: int
    width_cm: int
    depth_cm: int
    gap_cm: int
    direction: str
    prefix: str
    first: int
    zone: str
    power_watts: int
    circuit: int | None


def row(floor: Floor, said: RowSaid) -> Planned:
    """The stands of a row. Along a column the width runs downwards, so that the front stays on the aisle."""
    made: list[Row] = []
    for line in range(said.lines):
        for place in range(said.count):
            along, across = place * (said.width_cm + said.gap_cm), line * said.depth_cm
            down = said.direction == DOWN
            new: Row = {
                "number": f"{said.prefix}{said.first + line * said.count + place}",
                "zone": said.zone,
                "x_cm": said.x_cm + (across if down else along),
                "y_cm": said.y_cm + (along if down else across),
                "width_cm": said.depth_cm if down else said.width_cm,
                "depth_cm": said.width_cm if down else said.depth_cm,
                "rotation": 0,
                "power_watts": said.power_watts,
                "water": False,
                "network": False,
                "three_phase": False,
                "accessible": True,
                "circuit": said.circuit,
            }
            made.append(_settled(floor, new) if not said.zone else new)
    changes = tuple(Change(STAND, 0, None, one) for one in made)
    added = names([f"le stand {one['number']}" for one in made])
    return Planned(changes, f"Ajout\u00a0: {added}")


def placed(floor: Floor, places: Mapping[int, Mapping[str, int]]) -> Planned:
    """Stands where a gesture left them: by id, some of x_cm, y_cm, width_cm, depth_cm and rotation."""
    changes = [_changed(floor, floor.by_id[id_], dict(place)) for id_, place in places.items()]
    return Planned(_real(changes), f"{_these(floor, places)}\u00a0: {_what_moved(changes)}")


def shifted(floor: Floor, ids: Iterable[int], right_cm: int, down_cm: int) -> Planned:
    """The same way for each."""
    chosen = [floor.by_id[id_] for id_ in ids]
    places = {one.id: {"x_cm": one.x_cm + right_cm, "y_cm": one.y_cm + down_cm} for one in chosen}
    ways = [
        f"{metres(abs(by))} {words[by < 0]}"
        for by, words in ((right_cm, ("à droite", "à gauche")), (down_cm, ("vers le bas", "vers le haut")))
        if by
    ]
    return Planned(
        placed(floor, places).changes, f"{_these(floor, places)}\u00a0: {' et '.join(ways) or 'sans bouger'}"
    )


def turned(floor: Floor, ids: Iterable[int], degrees: int) -> Planned:
    """Turned together about their common centre, clockwise."""
    chosen = [floor.by_id[id_] for id_ in ids]
    cx = (min(one.centre[0] for one in chosen) + max(one.centre[0] for one in chosen)) / 2
    cy = (min(one.centre[1] for one in chosen) + max(one.centre[1] for one in chosen)) / 2
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    places: dict[int, dict[str, int]] = {}
    for one in chosen:
        dx, dy = one.centre[0] - cx, one.centre[1] - cy
        places[one.id] = {
            "x_cm": round(cx + dx * cos - dy * sin - one.width_cm / 2),
            "y_cm": round(cy + dx * sin + dy * cos - one.depth_cm / 2),
            "rotation": (one.rotation + degrees) % 360,
        }
    return Planned(placed(floor, places).changes, f"{_these(floor, places)}\u00a0: tourné de {degrees}°")


def renumbered(floor: Floor, ids: Iterable[int], prefix: str, first: int, order: str) -> Planned:
    """Numbers anew, in the order of the plan: row by row, there and back, or column by column."""
    chosen = _ordered([floor.by_id[id_] for id_ in ids], order)
    changes = [
        _changed(floor, one, {"number": f"{prefix}{first + rank}"}, settle=False) for rank, one in enumerate(chosen)
    ]
    new = names([f"le stand {prefix}{first + rank}" for rank in range(len(chosen))])
    return Planned(_real(changes), f"{_these(floor, [one.id for one in chosen])}\u00a0: devenu {new}")


def given(floor: Floor, ids: Iterable[int], values: Mapping[str, Any], what: str) -> Planned:
    """The same zone, circuit, power, water … for each."""
    chosen = list(ids)
    changes = [_changed(floor, floor.by_id[id_], dict(values), settle=False) for id_ in chosen]
    return Planned(_real(changes), f"{_these(floor, chosen)}\u00a0: {what}")


def removed(floor: Floor, ids: Iterable[int]) -> Planned:
    """Taken off the plan."""
    chosen = list(ids)
    changes = tuple(Change(STAND, id_, row_of(STAND, floor.by_id[id_]), None) for id_ in chosen)
    return Planned(changes, f"{_these(floor, chosen)}\u00a0: supprimé")


def _changed(floor: Floor, one: Spot, values: Row, settle: bool = True) -> Change:
    before = row_of(STAND, one)
    after = before | values
    if settle and "zone" not in values:
        after = _settled(floor, after)
    return Change(STAND, one.id, before, after)


def _settled(floor: Floor, row_: Row) -> Row:
    """In the village where its middle now is; outside every village, in the one it had."""
    zone = floor.zone_at((row_["x_cm"] + row_["width_cm"] / 2, row_["y_cm"] + row_["depth_cm"] / 2))
    return row_ | {"zone": zone.name} if zone else row_


def _ordered(chosen: Sequence[Spot], order: str) -> list[Spot]:
    down = order == COLUMNS
    across, along = (0, 1) if down else (1, 0)
    lines: list[list[Spot]] = []
    for one in sorted(chosen, key=lambda spot: spot.centre[across]):
        if lines and one.centre[across] - lines[-1][0].centre[across] < min(one.width_cm, one.depth_cm) / 2:
            lines[-1].append(one)
        else:
            lines.append([one])
    back = order == SNAKE
    return [
        one
        for index, line in enumerate(lines)
        for one in sorted(line, key=lambda spot: spot.centre[along], reverse=back and index % 2 == 1)
    ]


def _real(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.before != change.after)


def _these(floor: Floor, ids: Iterable[int]) -> str:
    said = names([f"le stand {floor.by_id[id_].number}" for id_ in ids])
    return said[:1].upper() + said[1:]


def _what_moved(changes: Sequence[Change]) -> str:
    touched = {
        name
        for change in changes
        if change.before and change.after
        for name, old in change.before.items()
        if change.after[name] != old
    }
    if touched & {"width_cm", "depth_cm"}:
        return "autre taille"
    return "tourné" if "rotation" in touched else "déplacé"

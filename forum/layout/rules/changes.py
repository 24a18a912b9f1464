"""What an act changes: rows before and after, how they are undone, and how two organisers' changes go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeAlias

from forum.layout.rules.floor import Floor

Row: TypeAlias = dict[str, Any]
STAND, ZONE, DOOR, OBSTACLE, CIRCUIT, HALL = "stand", "zone", "door", "obstacle", "circuit", "hall"
FIELDS: dict[str, tuple[str, ...]] = {
    STAND: (
        *("number", "zone", "x_cm", "y_cm", "width_cm", "depth_cm", "rotation"),
        *("power_watts", "water", "network", "three_phase", "accessible", "circuit"),
    ),
    ZONE: ("name", "sector", "x_cm", "y_cm", "width_cm", "depth_cm"),
    DOOR: ("name", "x_cm", "y_cm", "width_cm", "emergency"),
    OBSTACLE: ("name", "x_cm", "y_cm", "width_cm", "depth_cm"),
    CIRCUIT: ("code", "watts", "x_cm", "y_cm"),
    HALL: ("aisle_cm",),
}
PLACE = ("x_cm", "y_cm", "width_cm", "depth_cm", "rotation")
"""Where and how big: one decision, so that half of one person's place never meets half of another's."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row: `before` is None for a new one (its id 0 until the database gave it one), `after` None for one taken away."""

    kind: str
    id: int
    before: Row | None
    after: Row | None

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.id

    def back(self) -> Change:
        """The change that undoes this one."""
        return Change(self.kind, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody wants to do: the changes, and a French sentence for the history (« A3 déplacé »)."""

    changes: tuple[Change, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that two organisers changed at once: its name, and field by field what each wrote (None: taken away)."""

    kind: str
    name: str
    fields: tuple[tuple[str, Any, Any], ...]


def row_of(kind: str, thing: Any) -> Row:
    """The stored fields of something on the floor."""
    whole = asdict(thing)
    return {name: whole[name] for name in FIELDS[kind]}


def rows(floor: Floor) -> dict[tuple[str, int], Row]:
    """Every row of the floor by its key."""
    found = {(STAND, one.id): row_of(STAND, one) for one in floor.stands}
    found |= {(ZONE, one.id): row_of(ZONE, one) for one in floor.zones}
    found |= {(DOOR, one.id): row_of(DOOR, one) for one in floor.doors}
    found |= {(OBSTACLE, one.id): row_of(OBSTACLE, one) for one in floor.obstacles}
    found |= {(CIRCUIT, one.id): row_of(CIRCUIT, one) for one in floor.circuits}
    found[HALL, floor.hall.id] = row_of(HALL, floor.hall)
    return found


def name_of(kind: str, row: Mapping[str, Any]) -> str:
    """What a row is called: a stand's number, a circuit's code, a name."""
    return str(row.get("number") or row.get("code") or row.get("name") or "la halle")


def reconcile(
    changes: Sequence[Change], seen: Mapping[tuple[str, int], Row]
) -> tuple[tuple[Change, ...], tuple[Clash, ...]]:
    """Bring changes made on what was `seen` (rows that others changed since, as they were then) onto what is there now.

    Fields that only the others changed stay theirs, fields that only we changed become ours; both changed to different
    values: a clash. What nobody else touched passes as it is.
    """
    kept: list[Change] = []
    clashes: list[Clash] = []
    for change in changes:
        base = seen.get(change.key)
        if base is None or change.before is None:
            kept.append(change)
        elif change.after is None:
            clashes.append(Clash(change.kind, name_of(change.kind, change.before), (("", None, change.before),)))
        else:
            merged, fields = _merge(base, change.after, change.before)
            if fields:
                clashes.append(Clash(change.kind, name_of(change.kind, base), fields))
            kept.append(replace(change, after=merged))
    return tuple(one for one in kept if one.before != one.after), tuple(clashes)


def _merge(base: Row, mine: Row, theirs: Row) -> tuple[Row, tuple[tuple[str, Any, Any], ...]]:
    merged = dict(theirs)
    clashing: list[tuple[str, Any, Any]] = []
    units = [tuple(name for name in PLACE if name in base), *((name,) for name in base if name not in PLACE)]
    for unit in units:
        wanted, there, was = ([row[name] for name in unit] for row in (mine, theirs, base))
        if wanted in (was, there):
            continue
        merged.update(zip(unit, wanted, strict=True))
        if there != was:
            clashing += [(name, mine[name], theirs[name]) for name in unit if mine[name] != theirs[name]]
    return merged, tuple(clashing)


def as_seen(acts: Iterable[Sequence[Change]]) -> dict[tuple[str, int], Row]:
    """Of the acts since somebody looked, oldest first: each changed row as it was when they looked."""
    seen: dict[tuple[str, int], Row] = {}
    for changes in acts:
        for change in changes:
            if change.before is not None:
                seen.setdefault(change.key, change.before)
    return seen

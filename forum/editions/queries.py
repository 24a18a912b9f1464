"""Questions about editions."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forum import clock
from forum.database import engine, fetch
from forum.editions import retention
from forum.editions.retention import KINDS
from forum.editions.tables import Day, Edition, Gate, Hall
from forum.editions.values import Audience, DayValue, EditionValue, GateValue, HallValue, Window
from forum.errors import NotFound

_KEPT_FOR = 2.0
_kept: dict[object, tuple[float, EditionValue | None]] = {}
_reading: set[object] = set()


class NoEdition(NotFound):
    """The site is empty: nothing was published yet."""

    sentence = "Le forum n’est pas encore annoncé. Revenez bientôt\u00a0!"
    title = "Le forum se prépare"
    ways = (("/connexion", "Espace organisation"),)


async def current_edition() -> EditionValue:
    """The edition that the public site shows: the one published last. Raises NoEdition."""
    found = await find_current()
    if found is None:
        raise NoEdition
    return found


async def find_current() -> EditionValue | None:
    """Like `current_edition`, or None. Kept for two seconds, because every page asks; `forget()` after a change.

    In a rush one reads it anew and the others take what was kept: hundreds that read at once would wait for each other.
    """
    key, now = engine(), time.monotonic()
    at, value = _kept.get(key, (-_KEPT_FOR, None))
    if value is not None and (now - at < _KEPT_FOR or key in _reading):
        return value
    _reading.add(key)
    try:
        value = await _published_last()
    finally:
        _reading.discard(key)
    _kept.clear()
    _kept[key] = (now, value)
    return value


async def _published_last() -> EditionValue | None:
    rows = (
        await Edition.select()
        .where(Edition.published_at.is_not_null())
        .order_by(Edition.published_at, ascending=False)
        .limit(1)
    )
    return await _whole(rows[0]) if rows else None


def forget() -> None:
    """The current edition changed: read it again."""
    _kept.clear()


async def edition(edition_id: int) -> EditionValue:
    """One edition. Raises NotFound."""
    row = await Edition.select().where(Edition.id == edition_id).first()
    if row is None:
        raise NotFound
    return await _whole(row)


async def edition_for_office(chosen: int | None) -> EditionValue | None:
    """The edition that somebody of the team works on: the one chosen, else the public one, else the newest; None in an empty forum."""
    current = await find_current()
    if chosen is None or (current is not None and current.id == chosen):
        if current is not None:
            return current
        row = await Edition.select().order_by(Edition.id, ascending=False).first()
    else:
        row = await Edition.select().where(Edition.id == chosen).first()
    return await _whole(row) if row else current


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition in the list of all: when its first day is, whether the public sees or saw it."""

    id: int
    slug: str
    name: str
    first_day: date | None
    published_at: datetime | None
    archived_at: datetime | None


async def editions() -> list[EditionLine]:
    """Every edition, the latest first."""
    rows = await fetch(
        "SELECT e.id, e.slug, e.name, MIN(d.date) AS first_day, e.published_at, e.archived_at"
        " FROM edition e LEFT JOIN day d ON d.edition = e.id"
        " GROUP BY e.id, e.slug, e.name, e.published_at, e.archived_at ORDER BY e.id DESC"
    )
    return [EditionLine(**{**row, "first_day": _as_date(row["first_day"])}) for row in rows]


def _as_date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


async def _whole(row: dict[str, Any]) -> EditionValue:
    days = await Day.select().where(Day.edition == row["id"]).order_by(Day.date)
    halls = await Hall.select().where(Hall.edition == row["id"]).order_by(Hall.id)
    gates = await Gate.select().where(Gate.edition == row["id"]).order_by(Gate.code)
    windows = {a: Window(row.pop(f"{a.value}_open_at"), row.pop(f"{a.value}_close_at")) for a in Audience}
    chosen = {kind: row.pop(f"{kind}_erase_on") for kind in KINDS}
    return EditionValue(
        **row,
        windows=windows,
        erase_on=retention.dates(days[-1]["date"], chosen) if days else {},
        days=tuple(DayValue(**_without(day, "edition")) for day in days),
        halls=tuple(HallValue(**_without(hall, "edition")) for hall in halls),
        gates=tuple(GateValue(**_without(gate, "edition")) for gate in gates),
    )


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


@dataclass(frozen=True, slots=True)
class SlotPlaces:
    """An arrival slot with the places left in it, in persons and in coaches."""

    id: int
    day: int
    gate: int
    gate_code: str
    starts_at: datetime
    ends_at: datetime
    capacity_persons: int
    capacity_coaches: int
    taken_persons: int
    taken_coaches: int

    @property
    def persons_left(self) -> int:
        return max(0, self.capacity_persons - self.taken_persons)

    @property
    def coaches_left(self) -> int:
        return max(0, self.capacity_coaches - self.taken_coaches)

    def holds(self, persons: int, coaches: int) -> bool:
        """Whether so many more persons and coaches would fit."""
        return persons <= self.persons_left and coaches <= self.coaches_left


async def slots(edition_id: int) -> list[SlotPlaces]:
    """Every arrival slot in order of time, then of gate."""
    rows = await fetch(
        "SELECT s.id, s.day, s.gate, g.code AS gate_code, s.starts_at, s.ends_at, s.capacity_persons, s.capacity_coaches,"
        " s.taken_persons, s.taken_coaches FROM arrival_slot s JOIN gate g ON g.id = s.gate"
        " WHERE s.edition = {} ORDER BY s.starts_at, g.code",
        edition_id,
    )
    return [SlotPlaces(**row) for row in rows]


def window_state(value: EditionValue, audience: Audience) -> str:
    """« soon », « open » or « over » now."""
    return value.window(audience).state(clock.now())

"""Days, halls, gates and slots put back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

import msgspec

from forum.audit.queries import Entry
from forum.database import AlreadyThere
from forum.editions import queries as editions
from forum.editions import service
from forum.editions.service import DaySaid, GateSaid, HallSaid
from forum.editions.values import EditionValue
from forum.meanwhile import fingerprint
from forum.people.who import Who
from forum.undoing.service.moved import MovedOn, before, old_values
from forum.visitors import queries as visitor_queries
from forum.visitors import service as visitors


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing that an edition has several of: how it is said, kept and removed."""

    said: type[Any]
    known: Callable[[EditionValue], Any]
    keep: Callable[[int, int | None, Any, str | None], Awaitable[int]]
    drop: Callable[[int, int], Awaitable[None]]


PARTS = {
    "day": Part(DaySaid, lambda edition: edition.days, service.set_day, service.remove_day),
    "hall": Part(HallSaid, lambda edition: edition.halls, service.set_hall, service.remove_hall),
    "gate": Part(GateSaid, lambda edition: edition.gates, service.set_gate, service.remove_gate),
}


async def part(edition: EditionValue, entry: Entry, by: Who) -> None:
    """A day, hall or gate: made again when it was removed, removed when it was made, else with its values of before.

    Raises MovedOn, and what the verbs of the edition raise.
    """
    kind, was = PARTS[entry.subject_kind], old_values(entry)
    fresh = await editions.edition(edition.id)
    value = next((one for one in kind.known(fresh) if str(one.id) == entry.subject), None)
    if entry.act.startswith("remove-"):
        await kind.keep(edition.id, None, msgspec.convert(was, kind.said), None)
        return
    if value is None:
        raise MovedOn
    now = kind.said(**{one.name: getattr(value, one.name) for one in fields(kind.said)})
    if all(old is None for old in was.values()):
        for name, (_, after) in entry.changes.items():
            if str(getattr(now, name)) != str(after) and msgspec.to_builtins(getattr(now, name)) != after:
                raise MovedOn
        await kind.drop(edition.id, value.id)
        return
    await kind.keep(edition.id, value.id, before(entry, now), fingerprint(asdict(now)))


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a slot."""

    capacity_persons: int
    capacity_coaches: int


@dataclass(frozen=True, slots=True)
class SlotSaid(Places):
    """A slot as it was before it was removed."""

    day: int
    gate: int
    starts_at: datetime
    ends_at: datetime


async def slot(edition: EditionValue, entry: Entry, by: Who) -> None:
    """Other places, or a slot that is gone. Raises MovedOn, SlotTooSmall, SlotOutsideHours."""
    if entry.act == "remove-slot":
        await _lay_again(edition, msgspec.convert(old_values(entry), SlotSaid))
        return
    value = next((one for one in await editions.slots(edition.id) if str(one.id) == entry.subject), None)
    if value is None:
        raise MovedOn
    now = Places(value.capacity_persons, value.capacity_coaches)
    was = before(entry, now)
    await service.resize_slot(
        edition.id, value.id, was.capacity_persons, was.capacity_coaches, fingerprint(asdict(now))
    )


async def _lay_again(edition: EditionValue, was: SlotSaid) -> None:
    if not any(gate.id == was.gate for gate in edition.gates):
        raise MovedOn
    minutes = round((was.ends_at - was.starts_at).total_seconds() / 60)
    persons, coaches = was.capacity_persons, was.capacity_coaches
    try:
        await service.add_slots(
            edition.id, was.day, was.gate, was.starts_at, was.starts_at, persons, coaches, minutes, minutes
        )
    except AlreadyThere:
        raise MovedOn from None


async def visitor_slot(edition: EditionValue, entry: Entry, by: Who) -> None:
    """Other places of the public's, or an hour that is gone. Raises MovedOn, SlotTooSmall, SlotsOutsideHours, SlotHeld."""
    was = old_values(entry)
    if entry.act == "remove-visitor-slot":
        starts, ends = (datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at"))
        await visitors.lay_again(edition, was["day"], starts, ends, was["capacity"])
        return
    known = next((one for one in await visitor_queries.slots(edition.id) if str(one.id) == entry.subject), None)
    if known is None or known.capacity != entry.changes["capacity"][1]:
        raise MovedOn
    await visitors.resize_slot(edition, known.id, was["capacity"], by)

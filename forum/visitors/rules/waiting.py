"""Arrival slots of the public: which one holds whoever waits, which ones are near, and until when a place is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

CONFIRM_WITHIN = timedelta(hours=48)


class Places(Protocol):
    """A slot with the places left in it."""

    @property
    def id(self) -> int: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...

    @property
    def left(self) -> int: ...


S = TypeVar("S", bound=Places)


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits: with how many heads, for which slot, and whether any other would do."""

    heads: int
    slot: int
    any_slot: bool


def first_that_holds(slots: Iterable[S], waits: InLine, now: datetime) -> S | None:
    """The slot that can take them all: the one they wait for, else the nearest when any will do; never one that has begun."""
    every = list(slots)
    wanted = next((slot for slot in every if slot.id == waits.slot), None)
    if wanted is None:
        return None
    suited = [
        slot
        for slot in every
        if (slot.id == waits.slot or waits.any_slot) and slot.starts_at > now and slot.left >= waits.heads
    ]
    return min(suited, key=lambda slot: (slot.id != waits.slot, *_distance(slot, wanted)), default=None)


def nearest_with_room(slots: Iterable[S], full: int, heads: int, now: datetime, most: int = 3) -> list[S]:
    """The slots nearest to the full one that still hold so many heads, the nearest first."""
    every = list(slots)
    wanted = next((slot for slot in every if slot.id == full), None)
    if wanted is None:
        return []
    room = [slot for slot in every if slot.id != full and slot.ends_at > now and slot.left >= heads]
    return sorted(room, key=lambda slot: _distance(slot, wanted))[:most]


def confirm_by(now: datetime, starts_at: datetime) -> datetime:
    """Until when an offered place is kept: two days, and at most half the time that is left before the arrival."""
    return now + min(CONFIRM_WITHIN, max(timedelta(0), (starts_at - now) / 2))


def _distance(slot: Places, wanted: Places) -> tuple[timedelta, int]:
    return abs(slot.starts_at - wanted.starts_at), slot.id

"""The waiting list: a class waits whole, is offered places whole, and has a time to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    def capacity_persons(self) -> int: ...

    @property
    def capacity_coaches(self) -> int: ...

    def holds(self, persons: int, coaches: int) -> bool: ...


S = TypeVar("S", bound=Places)


@dataclass(frozen=True, slots=True)
class InLine:
    """A class that waits: how many persons and coaches, for which slot, and whether any other would do."""

    persons: int
    coaches: int
    slot: int
    any_slot: bool


def first_that_holds(slots: Iterable[S], waits: InLine, now: datetime) -> S | None:
    """The slot that can take the whole class: the one it waits for, else the nearest when any will do; never a past one."""
    every = list(slots)
    wanted = next((slot for slot in every if slot.id == waits.slot), None)
    suited = [
        slot
        for slot in every
        if (slot.id == waits.slot or waits.any_slot)
        and slot.starts_at > now
        and slot.holds(waits.persons, waits.coaches)
    ]
    if not suited or wanted is None:
        return None
    return min(suited, key=lambda slot: (slot.id != waits.slot, abs(slot.starts_at - wanted.starts_at), slot.id))


def could_ever_hold(slots: Sequence[Places], waits: InLine) -> bool:
    """Whether the class would fit if every other left; waiting for less is no use."""
    return any(
        waits.persons <= slot.capacity_persons and waits.coaches <= slot.capacity_coaches
        for slot in slots
        if slot.id == waits.slot or waits.any_slot
    )


def confirm_by(now: datetime, starts_at: datetime) -> datetime:
    """Until when offered places are kept: two days, and at most half the time that is left before the arrival."""
    return now + min(CONFIRM_WITHIN, max(timedelta(0), (starts_at - now) / 2))

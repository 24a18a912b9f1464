"""Arrival slots after they were laid: other places in one, one less, all of a day anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from piccolo.columns import Column

from forum.database import LinkBroken, RuleBroken, hold, transaction
from forum.editions.service.opening import add_slots, check_hours
from forum.editions.tables import ArrivalSlot, Day, Gate
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen


class SlotInUse(Refusal):
    """Classes are registered on it, or were."""

    sentence = "Des classes tiennent à ce créneau\u00a0: déplacez-les d’abord."


class SlotTooSmall(Refusal):
    """More is registered than the new places."""

    sentence = "Plus de personnes ou de cars sont déjà inscrits sur ce créneau\u00a0: déplacez des classes d’abord."
    field = "persons"


async def resize_slot(edition: int, slot: int, persons: int, coaches: int, seen: str | None = None) -> None:
    """Other places for a slot. `seen` stands for those that the writer saw. Raises NotFound, ChangedMeanwhile, SlotTooSmall."""
    places: dict[Column | str, Any] = {ArrivalSlot.capacity_persons: persons, ArrivalSlot.capacity_coaches: coaches}
    try:
        async with transaction():
            await hold(ArrivalSlot, slot)
            known = (
                await ArrivalSlot.select(*places)
                .where((ArrivalSlot.id == slot) & (ArrivalSlot.edition == edition))
                .first()
            )
            if known is None:
                raise NotFound
            check_seen(known, seen)
            await ArrivalSlot.update(places).where(ArrivalSlot.id == slot)
    except RuleBroken:
        raise SlotTooSmall from None


async def remove_slot(edition: int, slot: int) -> None:
    """Take a slot away that no class ever named. Raises NotFound, SlotInUse."""
    try:
        async with transaction():
            gone = (
                await ArrivalSlot.delete()
                .where((ArrivalSlot.id == slot) & (ArrivalSlot.edition == edition))
                .returning(ArrivalSlot.id)
            )
    except LinkBroken:
        raise SlotInUse from None
    if not gone:
        raise NotFound


async def lay_slots(
    edition: int, day: int, gate: int, first: datetime, last: datetime, persons: int, coaches: int, minutes: int
) -> int:
    """Slots of `minutes` one after the other, from `first` to the one that begins at `last`; answers how many.

    Those that this gate has on this day already are laid anew, unless classes hold them.
    Raises NotFound, SlotInUse, SlotOutsideHours.
    """
    try:
        async with transaction():
            known = await Day.exists().where((Day.id == day) & (Day.edition == edition))
            if not known or not await Gate.exists().where((Gate.id == gate) & (Gate.edition == edition)):
                raise NotFound
            await check_hours(day, first, last, minutes)  # said first: slots that cannot be laid move no class
            await ArrivalSlot.delete().where((ArrivalSlot.day == day) & (ArrivalSlot.gate == gate))
            return await add_slots(edition, day, gate, first, last, persons, coaches, minutes, minutes)
    except LinkBroken:
        raise SlotInUse from None

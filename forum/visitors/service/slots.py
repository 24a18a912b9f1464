"""The arrival slots of the public: laid for a day, given other places, taken away."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.audit import service as audit
from forum.audit.rules import differences
from forum.database import LinkBroken, fetch, transaction
from forum.editions.service.days import laid_on_days
from forum.editions.values import EditionValue
from forum.errors import NotFound, Refusal
from forum.meanwhile import check_seen
from forum.people.who import Who
from forum.visitors import queries
from forum.visitors.queries import VisitorSlotPlaces
from forum.visitors.service.places import stand_in_line
from forum.visitors.service.waiting import promote
from forum.visitors.tables import VisitorSlot
from forum.web.words import say_date, say_hour

laid_on_days.append(VisitorSlot)


class SlotsOutsideHours(Refusal):
    """The public arrives while the doors are open."""

    sentence = "Les heures d’arrivée doivent tenir dans les heures d’ouverture de la journée."
    field = "first"


class SlotHeld(Refusal):
    """Somebody is registered on it, or was."""

    sentence = "Des visiteurs tiennent à cette heure d’arrivée\u00a0: déplacez-les d’abord."
    field = "first"


class SlotTooSmall(Refusal):
    """More is registered than the new places; the sentence says who is over."""

    field = "places"

    def __init__(self, taken: int, over: str) -> None:
        super().__init__(
            f"{taken} personnes sont déjà inscrites à cette heure. Les dernières inscrites, de trop\u00a0: {over}."
            " Déplacez-les d’abord."
        )


async def lay_slots(
    edition: EditionValue, day: int, first: datetime, last: datetime, minutes: int, places: int, by: Who
) -> int:
    """Slots of `minutes` one after the other, from `first` to the one that begins at `last`; answers how many.

    Those that the day has already are laid anew, unless visitors hold them. Raises NotFound, SlotHeld, SlotsOutsideHours.
    """
    hours = next((one for one in edition.days if one.id == day), None)
    if hours is None:
        raise NotFound
    step = timedelta(minutes=minutes)
    if first < hours.opens_at or last + step > hours.closes_at or last < first:
        raise SlotsOutsideHours
    try:
        async with transaction():
            await stand_in_line(edition)
            await VisitorSlot.delete().where(VisitorSlot.day == day)
            starts = [first + step * n for n in range((last - first) // step + 1)]
            await VisitorSlot.insert(
                *(
                    VisitorSlot(edition=edition.id, day=day, starts_at=at, ends_at=at + step, capacity=places, taken=0)
                    for at in starts
                )
            )
            told = f"{len(starts)} heures d’arrivée du public, {places} places chacune, {say_date(hours.date)}"
            await audit.note(edition.id, by, "lay-visitor-slots", "day", day, told)
            return len(starts)
    except LinkBroken:
        raise SlotHeld from None


async def resize_slot(edition: EditionValue, slot: int, places: int, by: Who, seen: str | None = None) -> None:
    """Other places for a slot; more of them go to whoever waits. `seen` stands for the places that the writer saw.

    Raises NotFound, SlotTooSmall, ChangedMeanwhile.
    """
    async with transaction():
        known = _known(await stand_in_line(edition), slot)
        check_seen({"capacity": known.capacity}, seen)
        if places < known.taken:
            raise SlotTooSmall(known.taken, await _over(slot, known.taken - places))
        await VisitorSlot.update({VisitorSlot.capacity: places}).where(VisitorSlot.id == slot)
        told = f"Arrivée de {say_hour(known.starts_at)}\u00a0: {places} places (avant\u00a0: {known.capacity})"
        went = {"capacity": (known.capacity, places)} if places != known.capacity else None
        await audit.note(edition.id, by, "resize-visitor-slot", "visitor slot", slot, told, went)
        await promote(edition)


async def remove_slot(edition: EditionValue, slot: int, by: Who) -> None:
    """Take a slot away that nobody ever named. Raises NotFound, SlotHeld."""
    try:
        async with transaction():
            known = _known(await stand_in_line(edition), slot)
            await fetch("DELETE FROM visitor_slot WHERE id = {}", slot)
            told = f"Arrivée de {say_hour(known.starts_at)} retirée"
            gone = {name: getattr(known, name) for name in ("day", "starts_at", "ends_at", "capacity")}
            await audit.note(edition.id, by, "remove-visitor-slot", "visitor slot", slot, told, differences(gone, None))
    except LinkBroken:
        raise SlotHeld from None


async def lay_again(edition: EditionValue, day: int, starts_at: datetime, ends_at: datetime, capacity: int) -> None:
    """A slot that was taken away, as it was; its number is new. Raises NotFound, SlotsOutsideHours, SlotHeld."""
    hours = next((one for one in edition.days if one.id == day), None)
    if hours is None:
        raise NotFound
    if starts_at < hours.opens_at or ends_at > hours.closes_at:
        raise SlotsOutsideHours
    async with transaction():
        if any(one.starts_at < ends_at and starts_at < one.ends_at for one in await stand_in_line(edition)):
            raise SlotHeld("Une autre heure d’arrivée est maintenant à cette place.")
        await VisitorSlot(
            edition=edition.id, day=day, starts_at=starts_at, ends_at=ends_at, capacity=capacity, taken=0
        ).save()
        await promote(edition)


def _known(slots: list[VisitorSlotPlaces], slot: int) -> VisitorSlotPlaces:
    found = next((one for one in slots if one.id == slot), None)
    if found is None:
        raise NotFound
    return found


async def _over(slot: int, heads: int) -> str:
    """The registrations, last first, that make up so many heads."""
    told: list[str] = []
    for _, name, many in await queries.last_in(slot):
        if heads <= 0:
            break
        told.append(f"{name} ({many})" if many > 1 else name)
        heads -= many
    shown = ", ".join(told[:8])
    return f"{shown} et {len(told) - 8} autres" if len(told) > 8 else shown

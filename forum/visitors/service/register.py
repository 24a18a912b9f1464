"""Register: one person, one badge, one entry, one letter, however often the button is pressed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum import clock
from forum.audit import service as audit
from forum.database import fetch, transaction
from forum.editions.values import Audience, EditionValue
from forum.people.who import Who
from forum.territory.communes import find_commune
from forum.territory.folding import fold
from forum.visitors import queries
from forum.visitors.queries import VisitorLine, VisitorSlotPlaces
from forum.visitors.rules import VisitorSaid, name_key
from forum.visitors.service.places import slot_asked, stand_in_line, take
from forum.visitors.service.refusals import NameKnown, RegistrationClosed, SlotFull, SlotNeeded, TooManyForSlot
from forum.visitors.service.rush import glance, turn
from forum.visitors.service.telling import send_again, tell, welcome
from forum.visitors.service.waiting import promote
from forum.visitors.tables import Visitor, VisitorSector, VisitorWait


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration; `new` is False when the same person was registered before."""

    id: uuid.UUID
    new: bool
    state: str = queries.EXPECTED


async def register(
    edition: EditionValue, said: VisitorSaid, by: Who | None = None, wait: str = "", *, anyway: bool = False
) -> Registered:
    """Register a visitor: a place on the slot if there are slots, the badge, the calendar entry and the letter.

    `wait` is empty, « slot » or « any »: whoever does not fit waits for that slot, or for any. The same person (same name,
    same address) registering again makes no second visitor: the badge is sent again to the address, and nothing is changed
    nor shown, because whoever types a name and an address need not be that person. Staff registers at any date for
    somebody who telephones, who may have no address; somebody of the same name is then shown, unless `anyway`.
    Raises RegistrationClosed, SlotNeeded, NoSuchSlot, SlotPast, SlotFull, TooManyForSlot, NameKnown.
    """
    by_staff = by is not None and by.kind == "staff"
    if not by_staff and edition.window(Audience.VISITORS).state(clock.now()) != "open":
        raise RegistrationClosed
    async with turn():
        if not wait and said.slot is not None and await _find_same(edition.id, said) is None:
            await glance(said.slot, said.heads)
        async with transaction(shared=True):
            return await _register(edition, said, by, wait, anyway=anyway)


async def look_over(edition: EditionValue, said: VisitorSaid, wait: str = "") -> VisitorSlotPlaces | None:
    """What `register` would refuse as things stand, before it is sent; answers the slot asked for, None when there are none.

    Nothing is held: the slot may fill meanwhile. Whoever is registered already only has the badge sent again.
    Raises RegistrationClosed, SlotNeeded, NoSuchSlot, SlotPast, SlotFull, TooManyForSlot.
    """
    if edition.window(Audience.VISITORS).state(clock.now()) != "open":
        raise RegistrationClosed
    slots = await queries.slots(edition.id)
    if not slots:
        return None
    if said.slot is None:
        raise SlotNeeded
    asked = slot_asked(slots, said.slot)
    if said.heads > asked.left and await _find_same(edition.id, said) is None:
        _may_wait(slots, asked, said, wait)
    return asked


async def _register(edition: EditionValue, said: VisitorSaid, by: Who | None, wait: str, *, anyway: bool) -> Registered:
    by_staff = by is not None and by.kind == "staff"
    slots = await stand_in_line(edition)
    known = await _find_same(edition.id, said)
    if known is not None:
        await send_again(edition, known)
        return Registered(known.id, new=False, state=known.state)
    key = name_key(said.first_name, said.last_name)[:170]
    if by_staff and not anyway and await queries.twins(edition.id, key):
        raise NameKnown
    waits = not await _took(slots, said, wait)
    visitor = await write_down(edition.id, said, "phone" if by_staff else "site")
    if waits:
        await VisitorWait(visitor=visitor, slot=said.slot, any_slot=wait == "any", asked_at=clock.now()).save()
    line = await queries.visitor(edition.id, visitor)
    if waits:
        rank = await queries.rank(edition.id, visitor)
        await tell(edition, line, "waiting", rank=rank)
    else:
        await welcome(edition, line)
    await _count_needs(edition.id, said.needs)
    who = by or Who("visitor", visitor, line.name)
    told = "Inscription sur la liste d’attente" if waits else "Inscription d’un visiteur"
    await audit.note(edition.id, who, "register-visitor", "visitor", visitor, told)
    if waits and wait == "any":
        await promote(edition)  # another hour may have room at once
        line = await queries.visitor(edition.id, visitor)
    return Registered(visitor, new=True, state=line.state)


async def write_down(edition: int, said: VisitorSaid, channel: str) -> uuid.UUID:
    """The row of a new registration, and the families of jobs it names."""
    visitor = Visitor(
        id=uuid.uuid4(), edition=edition, registered_at=clock.now(), channel=channel, slot=said.slot, **columns_of(said)
    )
    await visitor.save()
    await keep_sectors(visitor.id, said.sectors)
    return visitor.id


async def keep_sectors(visitor: uuid.UUID, sectors: Sequence[str]) -> None:
    """These families of jobs and no others."""
    await VisitorSector.delete().where(VisitorSector.visitor == visitor)
    if sectors:
        await VisitorSector.insert(
            *(VisitorSector(id=uuid.uuid4(), visitor=visitor, sector=sector) for sector in sectors)
        )


def columns_of(said: VisitorSaid) -> dict[str, Any]:
    """What was said, as the row keeps it."""
    return {
        "first_name": said.first_name,
        "last_name": said.last_name,
        "email": said.email,
        "status": said.status,
        "postal_code": said.postal_code,
        "insee_code": said.insee_code,
        "elsewhere": said.elsewhere,
        "adults": said.adults,
        "children": said.children,
        "name_key": name_key(said.first_name, said.last_name).strip()[:170],
        "search": _search(said),
    }


async def _took(slots: list[VisitorSlotPlaces], said: VisitorSaid, wait: str) -> bool:
    """Whether they have their places; False when they may wait instead."""
    if not slots:
        return True
    if said.slot is None:
        raise SlotNeeded
    asked = slot_asked(slots, said.slot)
    if await take(asked.id, said.heads):
        return True
    _may_wait(slots, asked, said, wait)
    return False


def _may_wait(slots: Sequence[VisitorSlotPlaces], asked: VisitorSlotPlaces, said: VisitorSaid, wait: str) -> None:
    """Raises SlotFull, TooManyForSlot."""
    if not wait:
        raise SlotFull
    if not any(said.heads <= one.capacity for one in slots if wait == "any" or one.id == asked.id):
        raise TooManyForSlot


async def _find_same(edition: int, said: VisitorSaid) -> VisitorLine | None:
    if not said.email:
        return None
    rows = await fetch(
        "SELECT v.id, v.first_name, v.last_name FROM visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id"
        " WHERE v.edition = {} AND v.email = {} AND c.visitor IS NULL ORDER BY v.registered_at",
        edition,
        said.email,
    )
    wanted = name_key(said.first_name, said.last_name)
    same = [row["id"] for row in rows if name_key(row["first_name"], row["last_name"]) == wanted]
    return await queries.visitor(edition, same[0]) if same else None


async def _count_needs(edition: int, needs: Sequence[str]) -> None:
    """One more of each, tied to nobody."""
    for need in needs:
        await fetch(
            "INSERT INTO visitor_need (id, edition, need, people) VALUES ({}, {}, {}, 1)"
            " ON CONFLICT (edition, need) DO UPDATE SET people = visitor_need.people + 1",
            *(uuid.uuid4(), edition, need),
        )


def _search(said: VisitorSaid) -> str:
    commune = find_commune(said.insee_code)
    place = commune.name if commune else said.elsewhere or said.postal_code
    name = f"{said.first_name} {said.last_name}".strip() or queries.NAMELESS
    return f"{fold(name)} | {fold(said.email)} | {fold(place)}"[:300]

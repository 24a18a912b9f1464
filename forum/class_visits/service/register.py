"""Register: one class, or several of one teacher in one go; places are taken, or the class waits for them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum import clock
from forum.audit import service as audit
from forum.class_visits import queries
from forum.class_visits.queries import VisitLine
from forum.class_visits.rules import ClassSaid, InLine, ReferentSaid, could_ever_hold, trusted_address
from forum.class_visits.service.places import alone, hold_slots, take
from forum.class_visits.service.refusals import (
    ClassAlreadyThere,
    NoSuchSlot,
    RegistrationClosed,
    SlotPast,
    TooLargeForSlot,
)
from forum.class_visits.service.telling import tell, welcome
from forum.class_visits.service.waiting import promote
from forum.class_visits.tables import ClassVisit, ClassWait
from forum.database import fetch, transaction
from forum.editions.queries import SlotPlaces
from forum.editions.service import SlotFull
from forum.editions.values import Audience, EditionValue
from forum.errors import NotFound, Refusal
from forum.mail import queries as mail
from forum.people.who import Who
from forum.territory.folding import fold
from forum.territory.grades import class_key
from forum.territory.queries import school as school_of

SAME_WORD_AGAIN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered visit and its referent; `new_referent` is False for an address that was known before."""

    id: uuid.UUID
    referent: uuid.UUID
    new_referent: bool
    state: str = queries.EXPECTED
    trusted: bool = True


async def register(
    edition: EditionValue, said: ClassSaid, referent: ReferentSaid, by: Who | None = None, wait: str = ""
) -> Registered:
    """Register a class on its slot: places taken, one pass for the group, the calendar entry and the letter.

    `wait` is empty, « slot » or « any »: a class that does not fit waits whole for that slot, or for any. Staff registers
    on behalf of a teacher who telephones, at any date, and so vouches for the address.
    Raises RegistrationClosed, NotFound (school), NoSuchSlot, SlotPast, SlotFull, TooLargeForSlot, ClassAlreadyThere.
    """
    return (await register_several(edition, [said], referent, by, [wait]))[0]


async def register_several(
    edition: EditionValue,
    classes: Sequence[ClassSaid],
    referent: ReferentSaid,
    by: Who | None = None,
    waits: Sequence[str] = (),
) -> list[Registered]:
    """The same for several classes of one teacher: all of them or none; `waits` says of each what `wait` says of one.

    Raises what `register` raises; the refusal's `number` is the class that it concerns, from 0.
    """
    by_staff = by is not None and by.kind == "staff"
    if not by_staff and edition.window(Audience.CLASSES).state(clock.now()) != "open":
        raise RegistrationClosed
    try:
        async with transaction():
            slots = await hold_slots(edition.id)
            referent_id, new = await known_referent(edition.id, referent, by if by_staff else None)
            done = []
            for number, said in enumerate(classes):
                wait = waits[number] if number < len(waits) else ""
                try:
                    done.append(await _register(edition, slots, said, referent_id, new, by, wait))
                except Refusal as refusal:
                    refusal.number = number
                    raise
            return done
    except ClassAlreadyThere as refusal:
        await _tell_twin(edition, refusal.twin, referent.email)
        raise


async def _register(
    edition: EditionValue,
    slots: list[SlotPlaces],
    said: ClassSaid,
    referent: uuid.UUID,
    new: bool,
    by: Who | None,
    wait: str,
) -> Registered:
    school = await school_of(said.school)
    folded = class_key(said.class_name)[:40]
    await alone(edition.id, said.school, folded)
    waits = not await _took(slots, said, wait)
    teacher = await queries.teacher(edition.id, referent)
    visit = ClassVisit(
        id=uuid.uuid4(),
        edition=edition.id,
        referent=referent,
        school=said.school,
        slot=said.slot,
        class_folded=folded,
        search=await searched(said.class_name, school.id, teacher.name, teacher.email),
        registered_at=clock.now(),
        **columns_of(said),
    )
    await visit.save()
    if waits:
        await ClassWait(class_visit=visit.id, slot=said.slot, any_slot=wait == "any", asked_at=clock.now()).save()
    if waits:
        await promote(edition)  # whoever takes any hour may find room at once
    line = await queries.visit(edition.id, visit.id)
    if line.state == queries.WAITING:
        await tell(edition, line, "waiting", rank=(await queries.ranks(edition.id))[line.id])
    elif not waits:
        await welcome(edition, line)
    told = f"{'Liste d’attente' if waits else 'Inscription'} de la {line.class_name}, {line.school_name}"
    who = by or Who("teacher", referent, line.referent_name)
    await audit.note(edition.id, who, "register-class", "class visit", line.id, told)
    return Registered(line.id, referent, new, line.state, line.trusted)


async def _took(slots: list[SlotPlaces], said: ClassSaid, wait: str) -> bool:
    """Whether the slot holds the class; without `wait` a full slot is a refusal. Raises what `take` raises, TooLargeForSlot."""
    slot = next((one for one in slots if one.id == said.slot), None)
    if slot is None:
        raise NoSuchSlot
    if not wait:
        await take(slots, said.slot, said.heads, said.coaches)
        return True
    if not could_ever_hold(slots, InLine(said.heads, said.coaches, said.slot, wait == "any")):
        raise TooLargeForSlot
    if slot.ends_at <= clock.now():
        raise SlotPast
    try:
        # One conditional UPDATE that changed no row: nothing half done is left behind.
        await take(slots, said.slot, said.heads, said.coaches)
    except SlotFull:
        return False
    return True


async def _tell_twin(edition: EditionValue, twin: uuid.UUID | None, asked_by: str) -> None:
    """Whoever registered the class first hears that somebody else tried, once in a while; a second click tells nobody."""
    if twin is None:
        return
    async with transaction():
        try:
            line = await queries.visit(edition.id, twin)
        except NotFound:  # its twin was of the same go, and none of them was kept
            return
        if line.referent_email.lower() == asked_by.lower():
            return
        since = clock.now() - SAME_WORD_AGAIN
        known = await mail.letters_to(twin)
        if not any(one.template.endswith("/twin.md") and one.written_at > since for one in known):
            await tell(edition, line, "twin")


async def known_referent(edition: int, said: ReferentSaid, vouched: Who | None = None) -> tuple[uuid.UUID, bool]:
    """The referent of an address, made when unknown; an address already known keeps the name it had.

    Trusted at once by the education authority's domain, or by the organiser who registers.
    """
    now = clock.now()
    by = vouched.name if vouched else "adresse académique" if trusted_address(said.email) else ""
    made = await fetch(
        "INSERT INTO referent (id, edition, first_name, last_name, email, phone, registered_at, trusted_at, trusted_by)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT (edition, email) DO NOTHING RETURNING id",
        *(uuid.uuid4(), edition, said.first_name, said.last_name, said.email, said.phone, now),
        *(now if by else None, by[:120]),
    )
    rows = made or await fetch("SELECT id FROM referent WHERE edition = {} AND email = {}", edition, said.email)
    found = rows[0]["id"]
    return found if isinstance(found, uuid.UUID) else uuid.UUID(str(found)), bool(made)


def columns_of(said: ClassSaid) -> dict[str, Any]:
    """What was said, as the row keeps it."""
    return {
        "class_name": said.class_name,
        "grade_level": said.grade_level,
        "pupils": said.pupils,
        "adults": said.adults,
        "girls": said.girls,
        "boys": said.boys,
        "special_needs": said.special_needs,
        "transport": said.transport,
        "coaches": said.coaches,
        "lunch": said.lunch,
        "photo": said.photo,
        "leaves_at": said.leaves_at,
        "sectors": ",".join(said.sectors),
    }


async def searched(class_name: str, school_id: int, *referent: str) -> str:
    """The words that find the class."""
    school = await school_of(school_id)
    return fold(" ".join((class_name, school.name, school.municipality, school.uai or "", *referent)))[:300]


def said_of(line: VisitLine) -> ClassSaid:
    """A registered class as it would be said again."""
    return ClassSaid(
        school=line.school,
        class_name=line.class_name,
        grade_level=line.grade_level,
        pupils=line.pupils,
        adults=line.adults,
        special_needs=line.special_needs,
        transport=line.transport,
        slot=line.slot,
        photo=line.photo,
        lunch=line.lunch,
        girls=line.girls,
        boys=line.boys,
        leaves_at=line.leaves_at,
        sectors=tuple(code for code in line.sectors.split(",") if code),
    )

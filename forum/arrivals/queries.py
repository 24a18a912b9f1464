"""The arrival plan of a day: slots, classes, what the gates can take, and who has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from forum import clock
from forum.arrivals.certificate import Seen
from forum.arrivals.rules import CALM, OVER, Hour, Load, Passage, Quarter, Wave, loads, measured_pace, spread, uncovered
from forum.badges import queries as badges
from forum.class_visits import queries as class_visits
from forum.class_visits.queries import VisitLine
from forum.door.ledger import Ledger, ledger
from forum.door.rules.lines import COUNT, IN
from forum.door.rules.weighing import most_inside
from forum.editions import queries as editions
from forum.editions.queries import SlotPlaces
from forum.editions.values import DayValue, EditionValue, GateValue
from forum.visitors import queries as visitors

LATE_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Coming:
    """A class in its slot; `state` is expected, offered (not confirmed yet), late, overdue (nobody has said a word), absent or arrived.

    `came` is (pupils, adults) as the door counted them, (0, 0) before.
    """

    visit: VisitLine
    state: str
    came: tuple[int, int] = (0, 0)

    @property
    def at(self) -> datetime:
        """When it should be at the gate by the last word heard."""
        return self.visit.day_word_expected_at or self.visit.starts_at


@dataclass(frozen=True, slots=True)
class PlanSlot:
    """A slot with its places, its classes and what it does to the gate."""

    slot: SlotPlaces
    classes: tuple[Coming, ...]
    load: Load


@dataclass(frozen=True, slots=True)
class PlanHour:
    """The public before a gate at a time when it expects no class; calm ones that follow one another are one."""

    gate: GateValue
    starts_at: datetime
    ends_at: datetime
    load: Load


@dataclass(frozen=True, slots=True)
class PlanGate:
    """A gate with its pace as set and as measured (persons per minute; None while too little was scanned).

    `public` is who comes there alone, spread over their hours; within a slot they are in its load, else in `hours`.
    """

    gate: GateValue
    measured: int | None
    slots: tuple[PlanSlot, ...]
    hours: tuple[PlanHour, ...]
    quarters: tuple[Quarter, ...]
    public: tuple[Wave, ...]

    @property
    def rows(self) -> list[PlanSlot | PlanHour]:
        """Slots and hours of the public, by time."""
        return sorted(
            [*self.slots, *self.hours],
            key=lambda one: one.slot.starts_at if isinstance(one, PlanSlot) else one.starts_at,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The arrivals of one day; whether the public has hours of arrival, too."""

    day: DayValue
    gates: tuple[PlanGate, ...]
    with_public: bool

    @property
    def slots(self) -> list[PlanSlot]:
        """Every slot, by time."""
        return sorted(
            (one for gate in self.gates for one in gate.slots), key=lambda one: (one.slot.starts_at, one.slot.gate_code)
        )

    @property
    def over(self) -> list[PlanSlot]:
        """Those that bring more than their gate can take."""
        return [one for one in self.slots if one.load.level == OVER]

    @property
    def over_hours(self) -> list[PlanHour]:
        """Those of the public that do, without any class."""
        return [one for gate in self.gates for one in gate.hours if one.load.level == OVER]

    def of(self, *states: str) -> list[Coming]:
        """The classes in one of these states, by arrival."""
        return [one for slot in self.slots for one in slot.classes if one.state in states]


async def plan(edition: EditionValue, day: DayValue) -> Plan:
    """The plan of a day, in as few questions for sixty classes as for one."""
    slots = [one for one in await editions.slots(edition.id) if one.day == day.id]
    visits = [one for one in await class_visits.all_visits(edition.id, state="") if one.holds_places]
    book = await ledger(edition.id)
    await book.catch_up()
    came = await arrived(book, [one.id for one in visits])
    classes = [Coming(one, _state(one, came.get(one.id)), came.get(one.id, (0, 0))) for one in visits]
    hours = [
        Hour(one.starts_at, one.ends_at, one.taken) for one in await visitors.slots(edition.id) if one.day == day.id
    ]
    public = spread(hours, {gate.id: gate.pace for gate in edition.gates})
    gates = [gate for gate in edition.gates if public[gate.id] or any(slot.gate == gate.id for slot in slots)]
    return Plan(
        day,
        tuple(
            _gate(gate, [slot for slot in slots if slot.gate == gate.id], classes, hours, public[gate.id], book)
            for gate in gates
        ),
        with_public=bool(hours),
    )


def _gate(
    gate: GateValue,
    slots: Sequence[SlotPlaces],
    classes: Sequence[Coming],
    hours: Sequence[Hour],
    public: Sequence[Wave],
    book: Ledger,
) -> PlanGate:
    within = {slot.id: [one for one in classes if one.visit.slot == slot.id] for slot in slots}
    waves = [Wave(one.at, one.visit.heads) for mine in within.values() for one in mine if one.state != "absent"]
    quarters = [Quarter(slot.id, slot.starts_at, slot.ends_at) for slot in slots]
    alone = uncovered(hours, quarters)
    told = loads([*quarters, *alone], [*waves, *public], gate.pace)
    return PlanGate(
        gate,
        measured_pace(passages(book, gate.id)),
        tuple(PlanSlot(slot, tuple(within[slot.id]), told[slot.id]) for slot in slots),
        _joined([PlanHour(gate, one.starts_at, one.ends_at, told[one.id]) for one in alone if told[one.id].persons]),
        (*quarters, *alone),
        tuple(public),
    )


def _joined(hours: Sequence[PlanHour]) -> tuple[PlanHour, ...]:
    told: list[PlanHour] = []
    for one in hours:
        last = told[-1] if told else None
        if last is None or last.ends_at != one.starts_at or {last.load.level, one.load.level} != {CALM}:
            told.append(one)
            continue
        load = replace(
            one.load,
            persons=last.load.persons + one.load.persons,
            public=last.load.public + one.load.public,
            minutes=max(last.load.minutes, one.load.minutes),
        )
        told[-1] = replace(last, ends_at=one.ends_at, load=load)
    return tuple(told)


def passages(book: Ledger, gate: int) -> list[Passage]:
    """What a gate let in; a class counts when its heads were counted."""
    return [
        Passage(line.at, line.pupils + line.adults)
        for line in book.register.lines.values()
        if line.gate == gate
        and line.admitted
        and line.direction == IN
        and (line.kind == COUNT or not line.group)
        and not book.register.is_undone(line)
    ]


async def arrived(book: Ledger, visits: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """The classes that the door has seen come in, with the heads it counted as (pupils, adults)."""
    resets = book.register.live_resets()
    told: dict[UUID, tuple[int, int]] = {}
    for holder, badge in (await badges.live_badges(visits)).items():
        seen = book.register.passages(badge.id)
        if any(line.direction == IN for line in seen):
            told[holder] = most_inside(seen, resets)
    return told


async def seen(edition: int, visit: VisitLine) -> Seen | None:
    """A class as the door saw it, or None when it did not."""
    book = await ledger(edition)
    await book.catch_up()
    for badge in await badges.badges_of(visit.id):
        inward = [line for line in book.register.passages(badge.id) if line.direction == IN]
        if inward:
            came = most_inside(book.register.passages(badge.id), book.register.live_resets())
            return Seen(visit, min(line.at for line in inward), came)
    return None


def _state(visit: VisitLine, came: tuple[int, int] | None) -> str:
    if came is not None:
        return "arrived"
    if visit.day_word == "absent":
        return "absent"
    if not visit.expected:
        return "offered"
    if visit.day_word == "late":
        return "late"
    return "overdue" if clock.now() > visit.starts_at + LATE_AFTER else "expected"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a slot would be with the class in it: persons, the queue, and whether the class may go there.

    `why` is empty, full (no places), coaches (no place for its coach), past or here (it is there already).
    """

    slot: SlotPlaces
    persons: int
    coaches: int
    load: Load
    why: str


async def effects(edition: EditionValue, visit: VisitLine) -> list[Effect]:
    """Each slot with the class in it instead of where it is, by time."""
    told: list[Effect] = []
    for day in edition.days:
        today = await plan(edition, day)
        for gate in today.gates:
            others = [
                Wave(one.at, one.visit.heads)
                for slot in gate.slots
                for one in slot.classes
                if one.visit.id != visit.id and one.state != "absent"
            ]
            for slot in [one.slot for one in gate.slots]:
                waves = [*others, *gate.public, Wave(slot.starts_at, visit.heads)]
                load = loads(gate.quarters, waves, gate.gate.pace)[slot.id]
                told.append(_effect(slot, visit, load))
    return sorted(told, key=lambda one: (one.slot.starts_at, one.slot.gate_code))


def _effect(slot: SlotPlaces, visit: VisitLine, load: Load) -> Effect:
    own = visit.slot == slot.id and visit.holds_places
    persons = slot.taken_persons + (0 if own else visit.heads)
    coaches = slot.taken_coaches + (0 if own else visit.coaches)
    why = ""
    if visit.slot == slot.id:
        why = "here"
    elif slot.ends_at <= clock.now():
        why = "past"
    elif persons > slot.capacity_persons:
        why = "full"
    elif coaches > slot.capacity_coaches:
        why = "coaches"
    return Effect(slot, persons, coaches, load, why)

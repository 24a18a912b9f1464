"""A scanned day: exhibitors early, coaches in bursts, a late one, partial classes, re-entries, walk-ins, a few wrong codes."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum import clock
from forum.badges.queries import all_badges
from forum.badges.values import BadgeValue
from forum.class_visits.queries import all_visits
from forum.demo import invented
from forum.demo.public import when
from forum.demo.registrations import Told
from forum.door import queries as door
from forum.door import service
from forum.door.rules import Entry, Phone
from forum.editions.values import EditionValue
from forum.people import links
from forum.people.who import Who
from forum.visitors.queries import all_visitors

VISIT = timedelta(minutes=110)


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that a phone records, at a moment and a gate."""

    at: datetime
    gate: int
    entry: Entry


async def scan_day(edition: EditionValue, chance: random.Random, by: Who, until: datetime, told: Told) -> int:
    """Record the day up to a moment; answers how many passages. Raises what the door refuses."""
    phones = await _phones(edition, by)
    passages = await _passages(edition, chance)
    due = sorted((one for one in passages if one.at <= until), key=lambda one: (one.at, one.gate, str(one.entry.id)))
    done = 0
    while done < len(due):
        first = due[done]
        batch = [first]
        while done + len(batch) < len(due):
            following = due[done + len(batch)]
            if following.gate != first.gate or following.at - first.at > timedelta(minutes=3) or len(batch) >= 40:
                break
            batch.append(following)
        last = batch[-1].at
        with clock.at(last):
            await service.record(phones[first.gate], service.Upload(last, len(batch), [one.entry for one in batch]))
        done += len(batch)
        told("Passages", done, len(due))
    return len(due)


async def _phones(edition: EditionValue, by: Who) -> dict[int, Phone]:
    """A phone at each gate."""
    found = {}
    for gate in edition.gates:
        with clock.at(edition.first_day.setup_at - timedelta(minutes=30)):
            _, link = await service.offer_enrolment(edition.id, gate.id, "scan", by)
            _, token = await service.enrol(links.token_of(link), f"Porte {gate.code} – téléphone 1")
        phone = await door.find_phone(token)
        assert phone is not None
        found[gate.id] = phone
    return found


async def _passages(edition: EditionValue, chance: random.Random) -> list[Passage]:
    made: list[Passage] = []
    badges = await all_badges(edition.id, valid_only=True)
    by_holder = {badge.holder: badge for badge in badges if badge.kind == "class"}
    gates = [gate.id for gate in edition.gates]
    hours = {line.id: line.starts_at for line in await all_visitors(edition.id) if line.starts_at}
    for badge in badges:
        if badge.kind == "exhibitor" and chance.random() < 0.95:
            made += _exhibitor(edition, chance, badge, gates)
        elif badge.kind == "visitor" and chance.random() < 0.66:
            made += _visitor(chance, badge, gates, hours[badge.holder])
    for number, visit in enumerate(await all_visits(edition.id)):
        if number % 20 == 13:
            continue  # a class that never came
        gate = next(gate.id for gate in edition.gates if gate.code == visit.gate_code)
        late = timedelta(minutes=35) if number % 17 == 5 else timedelta(minutes=chance.uniform(-6, 9))
        made += _class(chance, by_holder[visit.id], gate, visit.starts_at + late)
    for _ in range(len(badges) // 9):
        made.append(_walk_in(edition, chance, gates))
    for _ in range(6):
        at = when(edition, chance, 0.2, 8)
        made.append(
            Passage(
                at, chance.choice(gates), _entry(at, "scan", "in", code=f"HTTPS://EXEMPLE.FR/{chance.random()}"[:40])
            )
        )
    return made


def _exhibitor(edition: EditionValue, chance: random.Random, badge: BadgeValue, gates: list[int]) -> list[Passage]:
    day, gate = edition.first_day, chance.choice(gates)
    arrived = day.setup_at + timedelta(minutes=chance.triangular(0, 150, 110))
    left = day.closes_at + timedelta(minutes=chance.uniform(-15, 70))
    passages = [_scan(badge, gate, arrived, "in")]
    if chance.random() < 0.25:  # to the van and back
        out = arrived + timedelta(minutes=chance.uniform(30, 200))
        passages += [_scan(badge, gate, out, "out"), _scan(badge, gate, out + timedelta(minutes=20), "in")]
    if chance.random() < 0.8:
        passages.append(_scan(badge, gate, left, "out"))
    return passages


def _visitor(chance: random.Random, badge: BadgeValue, gates: list[int], hour: datetime) -> list[Passage]:
    gate = chance.choice(gates)
    arrived = hour + timedelta(minutes=chance.uniform(-4, 64))
    passages = [_scan(badge, gate, arrived, "in")]
    if chance.random() < 0.06:  # shows the badge twice
        passages.append(_scan(badge, chance.choice(gates), arrived + timedelta(minutes=chance.uniform(1, 30)), "in"))
    if chance.random() < 0.7:
        passages.append(_scan(badge, gate, arrived + timedelta(minutes=chance.triangular(25, 150, 70)), "out"))
    return passages


def _class(chance: random.Random, badge: BadgeValue, gate: int, at: datetime) -> list[Passage]:
    """The pass is scanned, the heads are counted: one or two often miss; some classes are counted out, too."""
    pupils = max(1, badge.pupils - chance.choice((0, 0, 0, 1, 1, 2, 3)))
    seen = _entry(at, "scan", "in", code=badge.code)
    counted = at + timedelta(seconds=chance.uniform(8, 16))
    passages = [
        Passage(at, gate, seen),
        Passage(
            counted,
            gate,
            _entry(counted, "count", "in", code=badge.code, target=seen.id, pupils=pupils, adults=badge.adults),
        ),
    ]
    if chance.random() < 0.12 and pupils < badge.pupils:
        later = counted + timedelta(minutes=12)
        passages.append(Passage(later, gate, _entry(later, "count", "in", code=badge.code, target=seen.id, pupils=1)))
        pupils += 1
    if chance.random() < 0.85:
        out = at + VISIT + timedelta(minutes=chance.uniform(-15, 10))
        passages.append(
            Passage(out, gate, _entry(out, "count", "out", code=badge.code, pupils=pupils, adults=badge.adults))
        )
    return passages


def _walk_in(edition: EditionValue, chance: random.Random, gates: list[int]) -> Passage:
    at = when(edition, chance, 0.5, 9)
    commune = invented.home(chance)
    entry = _entry(
        at,
        "walk_in",
        "in",
        status=invented.status(chance),
        insee_code=commune.insee_code if commune else None,
        adults=1,
    )
    return Passage(at, chance.choice(gates), entry)


def _scan(badge: BadgeValue, gate: int, at: datetime, direction: str) -> Passage:
    return Passage(at, gate, _entry(at, "scan", direction, code=badge.code))


def _entry(at: datetime, kind: str, direction: str, **more: object) -> Entry:
    return Entry(id=uuid.uuid4(), kind=kind, direction=direction, device_at=at, **more)  # type: ignore[arg-type]

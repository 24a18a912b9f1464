"""A day at the door to test on: one edition, two gates of one hall, a second hall, badges and phones."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from forum import clock
from forum.badges import service as badges
from forum.badges.values import BadgeValue
from forum.door import service as door
from forum.door.rules import Entry, Phone
from forum.door.tables import Scan
from forum.editions import service as editions
from forum.people import links
from forum.people.who import Who
from tests.kit import patience

DAY = date(2026, 11, 27)
OPENING = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 9 h in Paris
TEN = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
ODILE = Who("staff", uuid.UUID(int=1), "Odile", None, frozenset({"organizer"}))
DORA = Who("staff", uuid.UUID(int=2), "Dora", None, frozenset({"door_staff"}))
_names = itertools.count(1)


@dataclass
class Stage:
    """An edition with its places and what happens in it."""

    edition: int
    day: int
    next_day: int
    hall: int
    annex: int
    gate_a: int
    gate_b: int
    annex_gate: int
    phones: dict[str, Phone] = field(default_factory=dict)

    async def phone(self, name: str = "", gate: int | None = None, supervise: bool = False) -> Phone:
        """A phone at gate A, or another."""
        with clock.at(OPENING - timedelta(hours=1)):
            _, link = await door.offer_enrolment(
                self.edition, gate or self.gate_a, "supervise" if supervise else "scan", ODILE
            )
            phone, _ = await door.enrol(links.token_of(link), name or f"Téléphone {next(_names)}")
        return phone

    async def visitor(self, **changed: Any) -> BadgeValue:
        """Ada's badge."""
        return await badges.issue(
            self.edition, changed.pop("kind", "visitor"), uuid.uuid4(), "Ada", "Lovelace", **changed
        )

    async def class_pass(self, pupils: int = 27, adults: int = 2, **changed: Any) -> BadgeValue:
        """The pass of Thérèse's 3e B."""
        return await badges.issue(
            self.edition, "class", uuid.uuid4(), "3e B", "Collège du Plateau", pupils=pupils, adults=adults, **changed
        )

    async def lines(self) -> list[dict[str, Any]]:
        """The journal as it is now."""
        return await Scan.select().where(Scan.edition == self.edition).order_by(Scan.number)

    async def received(self, number: int) -> list[dict[str, Any]]:
        """The journal, once so many lines have come: a phone shows its own word before the server has the line."""
        return await patience.until(self.lines, lambda lines: len(lines) >= number)


async def set_stage(slug: str = "forum-2026") -> Stage:
    """An edition of two days, one hall with gates A and B, and an annex with gate C."""
    edition = await editions.open_edition(
        editions.NewEdition(
            slug, "Forum des métiers", "Un jour, cent métiers", "Palais", "1 rue", "39200", "Saint-Claude"
        )
    )
    days = []
    for later in (0, 1):
        opens = OPENING + timedelta(days=later)
        on = DAY + timedelta(days=later)
        days.append(
            await editions.add_day(
                edition, on, opens - timedelta(hours=2), opens, opens + timedelta(hours=8), opens + timedelta(hours=10)
            )
        )
    hall = await editions.add_hall(edition, "Grande salle", 4000, 2500, 500)
    annex = await editions.add_hall(edition, "Annexe", 1000, 1000, 100)
    gate_a = await editions.add_gate(edition, hall, "A", "Porte A", 0, 0)
    gate_b = await editions.add_gate(edition, hall, "B", "Porte B", 100, 0)
    gate_c = await editions.add_gate(edition, annex, "C", "Porte C", 0, 0)
    await editions.publish(edition)
    return Stage(edition, days[0], days[1], hall, annex, gate_a, gate_b, gate_c)


def entry(kind: str = "scan", code: str | None = None, **changed: Any) -> Entry:
    """An entry as a phone writes it, at ten o'clock unless said otherwise."""
    known: dict[str, Any] = {"id": uuid.uuid4(), "direction": "in", "device_at": TEN, **changed}
    return Entry(kind=kind, code=code, **known)


async def send(
    phone: Phone, *entries: Entry, at: datetime = TEN, sent_at: datetime | None = None, queued: int | None = None
) -> list[dict[str, Any]]:
    """Upload entries, received at that moment; the answers."""
    waiting = len(entries) if queued is None else queued
    with clock.at(at):
        answers = await door.record(phone, door.Upload(sent_at or at, waiting, entries))
    return [msgspec.json.decode(answer) for answer in answers]


async def verdicts(phone: Phone, *entries: Entry, **how: Any) -> list[str]:
    return [answer["verdict"] for answer in await send(phone, *entries, **how)]


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)

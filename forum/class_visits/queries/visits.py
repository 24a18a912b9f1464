"""One class visit, a teacher's own, those of the same class."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from forum import clock
from forum.class_visits.rules import TRANSPORTS
from forum.database import fetch
from forum.errors import NotFound
from forum.territory.communes import find_commune
from forum.territory.grades import GradeLevel
from forum.territory.sectors import Sector, find_sector

VISIT_LENGTH = timedelta(hours=2)
EXPECTED, WAITING, OFFERED, LAPSED, CANCELLED = "expected", "waiting", "offered", "lapsed", "cancelled"
GONE = "Cette visite n’existe pas, ou n’existe plus."


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One class visit with its school, its slot and its referent."""

    id: uuid.UUID
    class_name: str
    grade_level: str
    pupils: int
    adults: int
    special_needs: int
    transport: str
    coaches: int
    lunch: bool
    photo: str
    registered_at: datetime
    school: int
    school_name: str
    uai: str | None
    insee_code: str | None
    municipality_name: str
    slot: int
    day: int
    starts_at: datetime
    ends_at: datetime
    gate_code: str
    referent: uuid.UUID
    referent_first_name: str
    referent_last_name: str
    referent_email: str
    referent_phone: str
    cancelled_at: datetime | None
    girls: int | None = None
    boys: int | None = None
    leaves_at: datetime | None = None
    sectors: str = ""
    trusted_at: datetime | None = None
    asked_at: datetime | None = None
    any_slot: bool = False
    offered_until: datetime | None = None
    lapsed_at: datetime | None = None
    day_word: str | None = None
    day_word_expected_at: datetime | None = None

    @property
    def heads(self) -> int:
        return self.pupils + self.adults

    @property
    def state(self) -> str:
        """expected, waiting, offered (places kept until `offered_until`), lapsed (they were not confirmed), cancelled."""
        if self.cancelled_at:
            return CANCELLED
        if self.asked_at is None:
            return EXPECTED
        return LAPSED if self.lapsed_at else OFFERED if self.offered_until else WAITING

    @property
    def expected(self) -> bool:
        return self.state == EXPECTED

    @property
    def holds_places(self) -> bool:
        """Whether its persons and coaches are counted in the slot."""
        return self.state in (EXPECTED, OFFERED)

    @property
    def trusted(self) -> bool:
        return self.trusted_at is not None

    @property
    def departs_at(self) -> datetime:
        """When the class leaves: the hour said, on the day it comes (which may have moved); else two hours after it arrives."""
        if self.leaves_at is None:
            return self.starts_at + VISIT_LENGTH
        moved = clock.local(self.starts_at).date() - clock.local(self.leaves_at).date()
        return clock.local(self.leaves_at) + moved

    @property
    def referent_name(self) -> str:
        return f"{self.referent_first_name} {self.referent_last_name}"

    @property
    def level(self) -> str:
        return GradeLevel(self.grade_level).label

    @property
    def transport_name(self) -> str:
        return TRANSPORTS.get(self.transport, self.transport)

    @property
    def wished(self) -> list[Sector]:
        """Sectors of interest."""
        return [found for code in self.sectors.split(",") if (found := find_sector(code))]

    @property
    def commune(self) -> str:
        found = find_commune(self.insee_code)
        return found.name if found else self.municipality_name

    @property
    def epci_siren(self) -> str | None:
        found = find_commune(self.insee_code)
        return found.epci_siren if found else None


FROM = (
    " FROM class_visit v JOIN school s ON s.id = v.school JOIN arrival_slot a ON a.id = v.slot JOIN gate g ON g.id = a.gate"
    " JOIN referent r ON r.id = v.referent LEFT JOIN class_cancellation c ON c.class_visit = v.id"
    " LEFT JOIN class_wait w ON w.class_visit = v.id LEFT JOIN class_day_word d ON d.class_visit = v.id"
)
COLUMNS = (
    "SELECT v.id, v.class_name, v.grade_level, v.pupils, v.adults, v.special_needs, v.transport, v.coaches, v.lunch, v.photo,"
    " v.registered_at, v.school, s.name AS school_name, s.uai, s.insee_code, s.municipality_name, v.slot, a.day, a.starts_at,"
    " a.ends_at, g.code AS gate_code, v.referent, r.first_name AS referent_first_name, r.last_name AS referent_last_name,"
    " r.email AS referent_email, r.phone AS referent_phone, c.at AS cancelled_at, v.girls, v.boys, v.leaves_at, v.sectors,"
    " r.trusted_at, w.asked_at, w.any_slot, w.offered_until, w.lapsed_at, d.kind AS day_word,"
    f" d.expected_at AS day_word_expected_at{FROM}"
)


async def visit(edition: int, visit_id: uuid.UUID) -> VisitLine:
    """One class visit. Raises NotFound."""
    rows = await fetch(f"{COLUMNS} WHERE v.id = {{}} AND v.edition = {{}}", visit_id, edition)
    if not rows:
        raise NotFound(GONE)
    return line_of(rows[0])


_MINE = "(v.referent = {} OR EXISTS (SELECT 1 FROM class_colleague k WHERE k.class_visit = v.id AND k.referent = {}))"


async def visit_of(edition: int, referent: uuid.UUID, visit_id: uuid.UUID) -> VisitLine:
    """One of a teacher's own classes, or of those shared with them. Raises NotFound for anybody else's."""
    rows = await fetch(
        f"{COLUMNS} WHERE v.id = {{}} AND v.edition = {{}} AND {_MINE}", visit_id, edition, referent, referent
    )
    if not rows:
        raise NotFound(GONE)
    return line_of(rows[0])


async def visits_of(edition: int, referent: uuid.UUID) -> list[VisitLine]:
    """Every class of a teacher, those of colleagues included, by arrival."""
    rows = await fetch(
        f"{COLUMNS} WHERE v.edition = {{}} AND {_MINE} ORDER BY a.starts_at, v.class_folded",
        edition,
        referent,
        referent,
    )
    return [line_of(row) for row in rows]


async def twins(edition: int, school: int, class_folded: str) -> list[VisitLine]:
    """Live visits of the same class of the same school, waiting ones included."""
    rows = await fetch(
        f"{COLUMNS} WHERE v.edition = {{}} AND v.school = {{}} AND v.class_folded = {{}} AND c.class_visit IS NULL",
        edition,
        school,
        class_folded,
    )
    return [line_of(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another teacher of a class."""

    referent: uuid.UUID
    name: str
    email: str
    phone: str


async def colleagues(visits: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Colleague]]:
    """The other teachers of each of these classes, in one question."""
    if not visits:
        return {}
    rows = await fetch(
        "SELECT k.class_visit, r.id, r.first_name, r.last_name, r.email, r.phone FROM class_colleague k"  # noqa: S608
        f" JOIN referent r ON r.id = k.referent WHERE k.class_visit IN ({', '.join(['{}'] * len(visits))})"
        " ORDER BY k.added_at, r.email",
        *visits,
    )
    told: dict[uuid.UUID, list[Colleague]] = {}
    for row in rows:
        name = f"{row['first_name']} {row['last_name']}".strip()
        told.setdefault(as_uuid(row["class_visit"]), []).append(
            Colleague(as_uuid(row["id"]), name, row["email"], row["phone"])
        )
    return told


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher as letters name them."""

    id: uuid.UUID
    first_name: str
    last_name: str
    email: str
    phone: str
    trusted_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


async def teacher(edition: int, referent: uuid.UUID) -> Teacher:
    """One teacher. Raises NotFound."""
    rows = await fetch(
        "SELECT id, first_name, last_name, email, phone, trusted_at FROM referent WHERE id = {} AND edition = {}",
        referent,
        edition,
    )
    if not rows:
        raise NotFound
    return Teacher(**{**rows[0], "id": as_uuid(rows[0]["id"])})


async def find_teacher(edition: int, email: str) -> Teacher | None:
    """The teacher of an address, or nothing."""
    rows = await fetch(
        "SELECT id, first_name, last_name, email, phone, trusted_at FROM referent WHERE edition = {} AND email = {}",
        edition,
        email,
    )
    return Teacher(**{**rows[0], "id": as_uuid(rows[0]["id"])}) if rows else None


def line_of(row: dict[str, Any]) -> VisitLine:
    """A row of `COLUMNS` as a value."""
    for name in ("id", "referent"):
        row[name] = as_uuid(row[name])
    row["lunch"], row["any_slot"] = bool(row["lunch"]), bool(row["any_slot"])
    return VisitLine(**row)


def as_uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))

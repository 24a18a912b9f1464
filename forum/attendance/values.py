"""What the figures are made of: registrations (parties), badges, walk-ins, and the places of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from forum.door.rules import Line
from forum.territory.sectors import SECTORS

CLASS = "class"
VISITOR = "visitor"
EXHIBITOR = "exhibitor"


@dataclass(frozen=True, slots=True)
class Party:
    """A registration, whosever: a class, a visitor with companions, an organisation with its people; many are alike.

    Heads as (pupils, adults); a visitor's children are pupils here. `organisation` is the id of an exhibitor, each a group of
    its own. `day` is None when the registration names none. `elsewhere` says that a place outside the list was named;
    `offers` what an organisation proposes: (kind, how many).
    """

    kind: str
    expected: tuple[int, int]
    cancelled: bool
    insee_code: str | None = None
    elsewhere: bool = False
    day: date | None = None
    slot: int | None = None
    slot_at: datetime | None = None
    school: int | None = None
    school_name: str = ""
    school_kind: str = ""
    level: str = ""
    coaches: int = 0
    status: str = ""
    sector: str = ""
    structure: str = ""
    organisation: UUID | None = None
    confirmed: bool = True
    returning: bool = False
    offers: tuple[tuple[str, int], ...] = ()

    @property
    def heads(self) -> int:
        return sum(self.expected)


@dataclass(frozen=True, slots=True)
class Pass:
    """A badge: whom it stands for. `bearer` is the first badge of a chain of replacements: one person, however many badges."""

    kind: str
    holder: UUID
    bearer: UUID


@dataclass(frozen=True, slots=True)
class Slot:
    """An arrival slot and its two capacities."""

    id: int
    day: int
    gate: str
    starts_at: datetime
    ends_at: datetime
    persons: int
    coaches: int


@dataclass(frozen=True, slots=True)
class Place:
    """A hall or a gate by name; `limit` is the hall's legal limit, 0 for a gate."""

    id: int
    name: str
    limit: int = 0


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day of the edition and the hours of its public."""

    id: int
    date: date
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an edition is, whoever comes: its days, places and slots; `queued` passages are still in phones.

    `sectors` are (code, name): what this edition calls them.
    """

    edition: int
    name: str
    days: tuple[DayHours, ...]
    halls: tuple[Place, ...]
    gates: tuple[Place, ...]
    slots: tuple[Slot, ...]
    sectors: tuple[tuple[str, str], ...] = tuple((one.code, one.name) for one in SECTORS)
    queued: int = 0

    @property
    def limit(self) -> int:
        """Persons allowed in all halls together."""
        return sum(hall.limit for hall in self.halls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Frame):
    """Everything that the figures of one edition are made from, read in one go.

    `lines` are the whole journal in any order; `walk_in_from` the commune said by a walk-in's line.
    """

    parties: Mapping[UUID, Party]
    passes: Mapping[UUID, Pass]
    lines: tuple[Line, ...]
    walk_in_from: Mapping[UUID, str]

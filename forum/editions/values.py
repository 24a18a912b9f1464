"""The edition as pages and letters see it: frozen values, hours on the forum's own clock."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from forum import clock
from forum.editions.sectors import read_sectors
from forum.territory.sectors import Sector


class Audience(enum.Enum):
    """The three publics that register, each between its own two dates."""

    EXHIBITORS = "stands"
    CLASSES = "classes"
    VISITORS = "visitors"


@dataclass(frozen=True, slots=True)
class DayValue:
    """A day; moments in UTC, `opens` and `closes` on the wall clock."""

    id: int
    date: date
    setup_at: datetime
    opens_at: datetime
    closes_at: datetime
    teardown_until: datetime

    @property
    def opens(self) -> time:
        return clock.local(self.opens_at).time()

    @property
    def closes(self) -> time:
        return clock.local(self.closes_at).time()


@dataclass(frozen=True, slots=True)
class HallValue:
    """A hall; sizes in centimetres, `capacity_limit` in persons, staff included; `aisle_cm` the narrowest aisle."""

    id: int
    name: str
    width_cm: int
    depth_cm: int
    capacity_limit: int
    aisle_cm: int = 240


@dataclass(frozen=True, slots=True)
class GateValue:
    """A gate; its place in centimetres from the hall's upper left corner, its pace in persons per minute."""

    id: int
    hall: int
    code: str
    name: str
    x_cm: int
    y_cm: int
    pace: int = 20


@dataclass(frozen=True, slots=True)
class Window:
    """When one public may register; None on either side means no bound."""

    opens_at: datetime | None
    closes_at: datetime | None

    def state(self, now: datetime) -> str:
        """« soon », « open » or « over » at that moment."""
        if self.opens_at and now < self.opens_at:
            return "soon"
        if self.closes_at and now >= self.closes_at:
            return "over"
        return "open"


@dataclass(frozen=True, slots=True)
class EditionValue:
    """One edition with its days, halls and gates."""

    id: int
    slug: str
    name: str
    tagline: str
    place: str
    address: str
    postal_code: str
    city: str
    latitude: str
    longitude: str
    access: str
    contact_email: str
    contact_phone: str
    emergency_phone: str
    controller_name: str
    controller_address: str
    dpo_email: str
    publication_director: str
    host: str
    windows: dict[Audience, Window]
    days: tuple[DayValue, ...]
    halls: tuple[HallValue, ...]
    gates: tuple[GateValue, ...]
    erase_on: Mapping[str, date] = field(default_factory=dict)
    """When each kind of personal data is erased by itself; see `retention.KINDS`. Empty while no day is set."""
    notice: str = ""
    """What the banner on every public page says; empty, there is none."""
    published_at: datetime | None = None
    archived_at: datetime | None = None
    copied_from: int | None = None
    own_sectors: str | None = None
    """As `sectors.py` writes them."""

    @property
    def first_day(self) -> DayValue:
        return self.days[0]

    @property
    def last_day(self) -> DayValue:
        return self.days[-1]

    @property
    def sectors(self) -> tuple[Sector, ...]:
        """The sectors of this edition, by the names that it gives them."""
        return read_sectors(self.own_sectors)

    def sector(self, known: Sector) -> Sector:
        """A sector by the name that it has in this edition."""
        return next((one for one in self.sectors if one.code == known.code), known)

    @property
    def capacity_limit(self) -> int:
        """Persons allowed in all halls together."""
        return sum(hall.capacity_limit for hall in self.halls)

    def window(self, audience: Audience) -> Window:
        """When that public may register: at the latest until the doors close for good."""
        asked = self.windows[audience]
        return asked if asked.closes_at or not self.days else Window(asked.opens_at, self.last_day.closes_at)

    def until(self, audience: Audience) -> datetime | None:
        return self.windows[audience].closes_at

    def day_of(self, moment: datetime) -> DayValue | None:
        """The day of the edition on which a moment falls, on the forum's own clock."""
        on = clock.local(moment).date()
        return next((day for day in self.days if day.date == on), None)

    def gate(self, gate_id: int) -> GateValue | None:
        return next((gate for gate in self.gates if gate.id == gate_id), None)

    # Names that the public pages use.
    place_name = property(lambda self: self.place)
    place_address = property(lambda self: self.address)
    email = property(lambda self: self.contact_email)
    phone = property(lambda self: self.contact_phone)
    host_name = property(lambda self: self.host)

"""One registration and what became of it, as numbers that may be added up; and what the tables cut them by.

Nothing here names anybody: a registration whose name was erased gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from forum.attendance.values import CLASS, Party

ON_TIME = timedelta(minutes=15)


class Profile(NamedTuple):
    """What registrations of one group have in common; an organisation is a group of its own."""

    kind: str
    status: str = ""
    insee_code: str | None = None
    elsewhere: bool = False
    school: int | None = None
    school_name: str = ""
    level: str = ""
    slot: int | None = None
    slot_at: datetime | None = None
    sector: str = ""
    structure: str = ""
    organisation: UUID | None = None
    offers: tuple[tuple[str, int], ...] = ()


class Outcome(NamedTuple):
    """Registrations and heads. « live » was not cancelled; heads are of children or pupils, and of adults.

    Absent and extra are told of the whole registration, of its pupils, and of its adults.
    """

    parties: int = 1
    live: int = 0
    confirmed: int = 0
    returning: int = 0
    came: int = 0
    came_live: int = 0
    pupils: int = 0
    adults: int = 0
    pupils_there: int = 0
    adults_there: int = 0
    absent: int = 0
    absent_pupils: int = 0
    absent_adults: int = 0
    extra: int = 0
    extra_pupils: int = 0
    extra_adults: int = 0
    coaches: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def expected(self) -> int:
        return self.pupils + self.adults

    @property
    def there(self) -> int:
        return self.pupils_there + self.adults_there


class Group(NamedTuple):
    """All registrations of one profile, added up."""

    profile: Profile
    sums: Outcome


def added_up(groups: Iterable[Group]) -> Outcome:
    """What became of all of them."""
    columns = list(zip(*(group.sums for group in groups), strict=True))
    return Outcome(*map(sum, columns)) if columns else NOTHING


NOTHING = Outcome(parties=0)


def seen_on(day: date | None, party: Party) -> Party:
    """A registration for another day is not expected on this one; should somebody come of it, they are counted all the same."""
    if day is None or party.day in (None, day):
        return party
    return replace(party, cancelled=True, slot=None, slot_at=None)


def profile(party: Party) -> Profile:
    """What the tables cut this registration by."""
    return Profile(
        party.kind,
        party.status,
        party.insee_code,
        party.elsewhere,
        party.school,
        party.school_name,
        party.level,
        party.slot,
        party.slot_at,
        party.sector,
        party.structure,
        party.organisation,
        party.offers,
    )


def outcome(party: Party, came: tuple[int, int], first: datetime | None) -> Outcome:
    """What became of a registration of which `came` (pupils, adults) came, `first` of them at that moment."""
    live = int(not party.cancelled)
    pupils, adults = party.expected if live else (0, 0)
    there = int(came != (0, 0))
    when = when_of(party, first) if live and party.kind == CLASS else ""
    return Outcome(
        1,
        live,
        live * party.confirmed,
        live * party.returning,
        there,
        live * there,
        pupils,
        adults,
        *came,
        max(0, pupils + adults - sum(came)),
        max(0, pupils - came[0]),
        max(0, adults - came[1]),
        max(0, sum(came) - pupils - adults),
        max(0, came[0] - pupils),
        max(0, came[1] - adults),
        live * party.coaches,
        *(int(when == one) for one in ("early", "on_time", "late", "absent")),
    )


def when_of(party: Party, came_at: datetime | None) -> str:
    """« early », « on_time », « late » or « absent »."""
    if came_at is None or party.slot_at is None:
        return "absent"
    if came_at < party.slot_at - ON_TIME:
        return "early"
    return "late" if came_at > party.slot_at + ON_TIME else "on_time"

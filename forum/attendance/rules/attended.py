"""An edition, or a part of it, as it was attended: everything that the tables are cut from, already added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from forum.attendance.rules.levels import Climb
from forum.attendance.rules.outcome import Group, Outcome, added_up
from forum.attendance.values import CLASS, EXHIBITOR, VISITOR, Frame, Party
from forum.territory.communes import find_commune

STAFF = "staff"
PUBLICS = {
    "classes": "Classes",
    "visitors": "Visiteurs inscrits",
    "walk_ins": "Visiteurs sans inscription",
    "exhibitors": "Exposants",
}
KIND_OF = {"classes": CLASS, "visitors": VISITOR, "exhibitors": EXHIBITOR}
_PUBLIC_OF = {kind: public for public, kind in KIND_OF.items()}


class Cut(NamedTuple):
    """To which parts somebody belongs: the public, the communauté de communes, the school. No public: to the whole only."""

    public: str = ""
    epci: str | None = None
    school: int | None = None


NOBODY = Cut()


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of an edition that is looked at; None means all."""

    day: date | None = None
    public: str | None = None
    epci: str | None = None
    school: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nobody is left out but by the day: only then do the halls' limits mean something."""
        return self.public is None and self.epci is None and self.school is None

    def holds(self, cut: Cut) -> bool:
        """Whether those people belong to the part, whatever their day."""
        if self.whole:
            return True
        if not cut.public or self.public not in (None, cut.public):
            return False
        return self.school in (None, cut.school) and self.epci in (None, cut.epci)


class Unregistered(NamedTuple):
    """People without a registration: where they are counted (walk_ins, clicks, staff), and what they said at the desk."""

    where: str
    status: str = ""
    insee_code: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the journal tells it, by quarters of an hour. `stays` gives (minutes, heads), `visits` heads that came."""

    date: date
    arrivals: Mapping[tuple[datetime, str], int]
    inward: Mapping[tuple[datetime, int], int]
    outward: Mapping[tuple[datetime, int], int]
    climbs: Mapping[datetime, Climb]
    lines: Mapping[str, int]
    stays: tuple[tuple[float, int], ...]
    visits: int

    @property
    def passed(self) -> list[datetime]:
        """The quarters in which somebody passed a gate, in order.

        A badge that was reworded (a child less, an adult more) and is read again brings somebody new and lets nobody through.
        """
        return sorted({at for at, _ in (*self.inward, *self.outward, *self.arrivals)})


@dataclass(frozen=True, slots=True)
class Attended:
    """An edition, or a part of it. Somebody who came on two days is one person."""

    frame: Frame
    scope: Scope
    groups: tuple[Group, ...]
    days: Mapping[date, Day]
    loose: Mapping[Unregistered, int]
    outside_days: int
    told: bool
    _by_kind: dict[str, list[Group]] = field(default_factory=dict, compare=False, repr=False)
    _totals: dict[str, Outcome] = field(default_factory=dict, compare=False, repr=False)

    def of(self, kind: str) -> Iterator[Group]:
        """The registrations of a kind."""
        if not self._by_kind:  # asked for by every table: sorted once
            for group in self.groups:
                self._by_kind.setdefault(group.profile.kind, []).append(group)
        return iter(self._by_kind.get(kind, ()))

    def total(self, kind: str) -> Outcome:
        """What became of the registrations of a kind, all together."""
        if kind not in self._totals:
            self._totals[kind] = added_up(self.of(kind))
        return self._totals[kind]


def cut_of(party: Party) -> Cut:
    """To which parts a registration belongs."""
    return Cut(_PUBLIC_OF.get(party.kind, ""), epci_of(party.insee_code), party.school)


@lru_cache(maxsize=4096)
def epci_of(insee_code: str | None) -> str | None:
    """The SIREN of the communauté de communes of a commune."""
    found = find_commune(insee_code)
    return found.epci_siren if found else None

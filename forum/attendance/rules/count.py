"""The count of an edition: sums, and what is needed to change them. No line of the journal is kept.

Owner by owner their lines are told and forgotten. What changes is told as it was and taken out, then told as it is: the
same functions count the whole journal and follow it, and a test compares both for random interleavings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from forum.attendance.rules.attended import (
    KIND_OF,
    NOBODY,
    STAFF,
    Attended,
    Cut,
    Scope,
    Unregistered,
    cut_of,
    epci_of,
)
from forum.attendance.rules.days import DayCount
from forum.attendance.rules.journal import BLANK, CLICK, Told, local_day, tell
from forum.attendance.rules.known import Known, Parties, Passes, Touched
from forum.attendance.rules.outcome import outcome, profile, seen_on
from forum.attendance.rules.people import People
from forum.attendance.values import CLASS, Facts, Frame, Party
from forum.door.rules import Line
from forum.door.rules.lines import RESET, STAFF_KINDS, UNDO, WALK_IN
from forum.door.rules.weighing import order

REGISTERED = frozenset(KIND_OF.values())
Froms = Mapping[UUID, str]
"""The communes said at the desk, by the journal's line."""


class Came(NamedTuple):
    """One person, on one day on which they came."""

    on: date
    told: Told


class Count:
    """The sums of the days, and of the people of all days and of each."""

    def __init__(self, days: Iterable[date], known: Known) -> None:
        announced = sorted(days)
        self.known = known
        self.days = {on: DayCount(on) for on in announced}
        # With one day, that day is the whole.
        self.people: dict[date | None, People] = {None: People()}
        self.people |= {on: People() for on in announced} if len(announced) > 1 else {}
        self.outside = 0
        self.last = 0
        """The number of the last line that is counted."""

    # ── What comes in ──

    def count(self, owner: UUID, lines: Sequence[Line], froms: Froms, sign: int = 1) -> None:
        """All lines of an owner count from now on, and their registration if there is one; or not any more (-1)."""
        people: dict[UUID, dict[date, list[Line]]] = {}
        for line in lines:
            on = local_day(line.at)
            if on not in self.days:
                self.outside += sign
                continue
            by_day = people.setdefault(self.known.who(line), {})
            if on in by_day:
                by_day[on].append(line)
            else:
                by_day[on] = [line]
        party = self.known.parties.get(owner)
        of_party: list[list[Came]] = []
        for who, by_day in people.items():
            told = [
                Came(on, tell(by_day[on], self.known.undone, self.known.resets.get(on, ()))) for on in sorted(by_day)
            ]
            cut, said = self._cut_and_said(who, party, by_day, froms)
            for on, one in told:
                self.days[on].add(cut, one, sign)
            came = [one for one in told if one.told.came != (0, 0)]
            kind = came[-1].told.kind if came else ""
            if party and kind in REGISTERED:
                of_party.append(came)
            elif where := _loose_kind(kind):
                self._stray(cut, said if where == "walk_ins" else ("", None), where, came, sign)
        if party:
            self._place(party, of_party, sign)

    def change(
        self,
        touched: Touched,
        lines: Sequence[Line],
        froms: Froms,
        parties: Parties,
        passes: Passes,
        news: Sequence[Line],
    ) -> None:
        """Registrations, badges and lines (`news`) have come; `lines` are all those of the badges that they touch."""
        lines = [*(line for line in lines if line.kind != UNDO), *touched.alone]
        before = self._by_owner(line for line in lines if line.number <= self.last)
        for owner in touched.owners:
            self.count(owner, before.get(owner, ()), froms, -1)
        self.known.learn(parties, passes)
        self.known.undo(news, {line.id: line for line in lines})
        after = self._by_owner(lines)
        for owner in touched.owners:
            self.count(owner, after.get(owner, ()), froms)
        self.last = max((self.last, *(line.number for line in news)))

    def _by_owner(self, lines: Iterable[Line]) -> dict[UUID, list[Line]]:
        found: dict[UUID, list[Line]] = {}
        for line in lines:
            found.setdefault(self.known.owner(line), []).append(line)
        return found

    # ── What it says ──

    def attended(self, frame: Frame, scope: Scope) -> Attended:
        """The edition, or the part of it that the scope holds, as it stands."""
        people = self.people.get(scope.day if len(self.days) > 1 else None) or People()
        days = {on: day for on, day in self.days.items() if scope.day in (None, on) and day.told}
        return Attended(
            frame,
            scope,
            tuple(people.groups(scope)),
            {on: day.day(Scope(None, *_part(scope))) for on, day in days.items()},
            people.loose(scope),
            self.outside,
            bool(self.last),
        )

    def schools(self) -> dict[int, tuple[str, str | None]]:
        """The schools that registered a class: name and commune."""
        classes = (party for party in self.known.parties.values() if party.kind == CLASS)
        return {party.school: (party.school_name, party.insee_code) for party in classes if party.school is not None}

    # ── One person ──

    def _cut_and_said(
        self, who: UUID, party: Party | None, by_day: Mapping[date, list[Line]], froms: Froms
    ) -> tuple[Cut, tuple[str, str | None]]:
        """The part that somebody belongs to, whatever the day; the status and the commune they said at the desk."""
        known = self.known.passes.get(who)
        if known and known.kind != BLANK:
            return (cut_of(party) if party else NOBODY), ("", None)
        asked = [line for lines in by_day.values() for line in lines if line.kind == WALK_IN]
        if not known and not asked:
            return NOBODY, ("", None)
        asked = sorted((line for line in asked if line.id not in self.known.undone), key=order)
        place = next((froms[line.id] for line in reversed(asked) if line.id in froms), None)
        status = next((line.status for line in reversed(asked) if line.status), None) or ""
        return Cut("walk_ins", epci_of(place)), (status, place)

    def _stray(self, cut: Cut, said: tuple[str, str | None], where: str, came: list[Came], sign: int) -> None:
        for view, people in self.people.items():
            mine = [one.told.came for one in came if view in (None, one.on)]
            if mine:
                people.unregistered(cut, Unregistered(where, *said), sum(_most(mine)), sign)

    def _place(self, party: Party, of_party: list[list[Came]], sign: int) -> None:
        """What became of a registration: the heads of its people, each with the most that came on one day, added up."""
        cut = cut_of(party)
        for view, people in self.people.items():
            pupils = adults = 0
            first: datetime | None = None
            for came in of_party:
                told = [one.told for one in came if view in (None, one.on)]
                if told:
                    most = _most([one.came for one in told])
                    pupils, adults = pupils + most[0], adults + most[1]
                    first = min([one.first for one in told if one.first] + ([first] if first else []))
            seen = seen_on(view, party)
            people.registered(cut, profile(seen), outcome(seen, (pupils, adults), first), sign)


def _part(scope: Scope) -> tuple[str | None, str | None, int | None]:
    return scope.public, scope.epci, scope.school


def _most(heads: list[tuple[int, int]]) -> tuple[int, int]:
    return max(pupils for pupils, _ in heads), max(adults for _, adults in heads)


def _loose_kind(kind: str) -> str | None:
    if kind in (WALK_IN, BLANK):
        return "walk_ins"
    if kind == CLICK:
        return "clicks"
    return STAFF if kind == STAFF or kind in STAFF_KINDS else None


def counted(facts: Facts) -> Count:
    """The whole recount: everything known, told once."""
    known = Known(facts.parties, facts.passes)
    known.undo(facts.lines, {line.id: line for line in facts.lines})
    known.empty(line for line in facts.lines if line.kind == RESET)
    count = Count((day.date for day in facts.days), known)
    told = [line for line in facts.lines if line.kind != UNDO]
    owners = count._by_owner(told)
    for owner in owners.keys() | facts.parties.keys():
        count.count(owner, owners.get(owner, ()), facts.walk_in_from)
    count.last = max((line.number for line in facts.lines), default=0)
    return count


def attended(facts: Facts, scope: Scope) -> Attended:
    """The part of the edition that the scope holds, counted from the beginning."""
    return counted(facts).attended(facts, scope)

"""The count of an edition that goes on: registrations and lines come in any order, and only what they touch is told again.

Fed everything at once it is the whole recount, fed one line at a time it is the live page: the same functions tell both, and
a test compares them for random interleavings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar
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
from forum.attendance.rules.journal import BLANK, CLICK, local_day, tell
from forum.attendance.rules.outcome import Outcome, Profile, outcome, profile, seen_on
from forum.attendance.rules.people import People
from forum.attendance.values import CLASS, Facts, Frame, Party, Pass
from forum.door.rules import Line
from forum.door.rules.lines import RESET, STAFF_KINDS, UNDO, WALK_IN
from forum.door.rules.weighing import may_undo, order

V = TypeVar("V")
REGISTERED = frozenset(KIND_OF.values())


class Count:
    """The days, the people of all days and of each, and what is needed to change them."""

    def __init__(self, days: Iterable[date]) -> None:
        announced = sorted(days)
        self.parties: dict[UUID, Party] = {}
        self.passes: dict[UUID, Pass] = {}
        self.froms: dict[UUID, str] = {}
        self.days = {on: DayCount(on) for on in announced}
        # With one day, that day is the whole.
        self.people: dict[date | None, People] = {None: People()}
        self.people |= {on: People() for on in announced} if len(announced) > 1 else {}
        self.outside = 0
        self.told = 0
        self._lines: dict[UUID, Line] = {}
        self._undos: dict[UUID, list[Line]] = {}
        self._undone: set[UUID] = set()
        self._bearers: dict[UUID, tuple[UUID, ...]] = {}
        self._holder: dict[UUID, UUID] = {}
        # Most have one: a tuple of it takes a quarter of a set's room.
        self._whos: dict[UUID, tuple[UUID, ...]] = {}
        self._unweighed: dict[UUID, None] = {}

    # ── What comes in ──

    def learn(
        self, parties: Mapping[UUID, Party | None], passes: Mapping[UUID, Pass | None], froms: Mapping[UUID, str]
    ) -> None:
        """Registrations, badges and communes said at the desk, new or changed; None for what is not there any more."""
        self.froms |= froms
        touched = {self._who(self._lines[key]) for key in froms if key in self._lines}
        moved = [key for key, known in passes.items() if self.passes.get(key) != known]
        lines = [line for key in moved for line in self._taken_out(key)] if self._lines else []
        for key in moved:
            _put(self.passes, key, passes[key])
        touched |= {*moved, *(self._keep(line) for line in lines)}
        changed = [key for key, party in parties.items() if self.parties.get(key) != party]
        for key in changed:
            _put(self.parties, key, parties[key])
            touched.update(self._whos.get(key, ()))
        self._tell_again(touched, changed)

    def take(self, lines: Iterable[Line], froms: Mapping[UUID, str] | None = None) -> None:
        """Lines of the journal, each once or more often."""
        self.froms |= froms or {}
        touched: set[UUID] = set()
        emptied: set[date] = set()
        for line in lines:
            if line.id in self._lines:
                continue
            self.told += 1
            self._lines[line.id] = line
            if line.kind != UNDO:
                self._keep(line)
            elif line.target:
                self._undos.setdefault(line.target, []).append(line)
            meant = self._lines.get(line.target) if line.kind == UNDO and line.target else line
            if meant is None:
                continue
            if any(may_undo(undo, meant) for undo in self._undos.get(meant.id, ())):
                self._undone.add(meant.id)
            if meant.kind == RESET:
                emptied.add(local_day(meant.at))
            elif meant.kind != UNDO:
                touched.add(self._who(meant))
        for on in emptied & self.days.keys():
            touched |= self.days[on].lines.keys()
        self._tell_again(touched)

    def begin(self, parties: Mapping[UUID, Party], passes: Mapping[UUID, Pass]) -> None:
        """The registrations and badges that there are, before any line: weighed when `take` is given the first ones."""
        self.parties, self.passes = dict(parties), dict(passes)
        self._unweighed = dict.fromkeys(self.parties)

    # ── What it says ──

    def attended(self, frame: Frame, scope: Scope) -> Attended:
        """The edition, or the part of it that the scope holds, as it stands."""
        people = self.people.get(scope.day if len(self.days) > 1 else None) or People()
        days = {on: day for on, day in self.days.items() if scope.day in (None, on) and day.lines}
        return Attended(
            frame,
            scope,
            tuple(people.groups(scope)),
            {on: day.day(Scope(None, *_part(scope))) for on, day in days.items()},
            people.loose(scope),
            self.outside,
            bool(self.told),
        )

    def schools(self) -> dict[int, tuple[str, str | None]]:
        """The schools that registered a class: name and commune."""
        classes = (party for party in self.parties.values() if party.kind == CLASS)
        return {party.school: (party.school_name, party.insee_code) for party in classes if party.school is not None}

    # ── One bearer ──

    def _who(self, line: Line) -> UUID:
        """Whose line this is: the first badge of a chain of replacements, or the line itself when it has no badge."""
        if line.badge is None:
            return line.id
        known = self.passes.get(line.badge)
        return known.bearer if known else line.badge

    def _keep(self, line: Line) -> UUID:
        day = self.days.get(local_day(line.at))
        who = self._who(line)
        if line.badge and (known := self.passes.get(line.badge)):
            whos = self._whos.get(known.holder, ())
            if who not in whos:
                self._whos[known.holder] = (*whos, who)
        if day is None:
            self.outside += 1
            return who
        if line.kind == RESET:
            day.resets.append(line)
        day.lines.setdefault(who, []).append(line)
        return who

    def _taken_out(self, badge: UUID) -> list[Line]:
        """The lines of one badge, out of whoever's they were; what is left is told again."""
        found: list[Line] = []
        known = self.passes.get(badge)
        who = known.bearer if known else badge
        for day in self.days.values():
            lines = day.lines.get(who, [])
            mine = [line for line in lines if line.badge == badge]
            if mine:
                found += mine
                day.lines[who] = [line for line in lines if line.badge != badge]
                if not day.lines[who]:
                    del day.lines[who]
                    day.file(who, NOBODY, None)
        if found:
            self._tell_again({who})
        return found

    def _tell_again(self, touched: set[UUID], parties: Iterable[UUID] = ()) -> None:
        """Tell these bearers' days anew, and weigh once whatever registration they move, and these `parties`."""
        for _on, day in self.days.items():
            resets = day.live_resets(self._undone)
            for who in touched & day.lines.keys():
                lines = day.lines[who]
                day.file(who, self._cut(who), tell(lines, self._undone, resets))
        moved = self._unweighed | dict.fromkeys(parties)
        self._unweighed = {}
        for who in touched:
            self._weigh(who, moved)
        for key in moved:
            self._weigh_party(key)

    def _cut(self, who: UUID) -> Cut:
        """The part that a bearer belongs to, whatever the day."""
        known = self.passes.get(who)
        if known and known.kind != BLANK:
            party = self.parties.get(known.holder)
            return cut_of(party) if party else NOBODY
        if not known and not any(line.kind == WALK_IN for line in self._of(who)):
            return NOBODY
        return Cut("walk_ins", epci_of(self._said(who)[1]))

    def _of(self, who: UUID) -> list[Line]:
        return [line for day in self.days.values() for line in day.lines.get(who, ())]

    def _said(self, who: UUID) -> tuple[str, str | None]:
        """The status and the commune that somebody without registration said, the latest time they were asked."""
        asked = [line for line in self._of(who) if line.kind == WALK_IN and line.id not in self._undone]
        asked.sort(key=order)
        places = [self.froms[line.id] for line in asked if line.id in self.froms]
        return next((line.status for line in reversed(asked) if line.status), "") or "", places[-1] if places else None

    # ── One person ──

    def _weigh(self, who: UUID, moved: dict[UUID, None]) -> None:
        """Somebody's day changed: their registration is `moved` and must be weighed, or they are counted without one."""
        told = [(on, day.told[who][1]) for on, day in self.days.items() if who in day.told]
        came = [(on, one) for on, one in told if one.came != (0, 0)]
        kind = came[-1][1].kind if came else ""
        known = self.passes.get(who)
        holder = known.holder if known and kind in REGISTERED and known.holder in self.parties else None
        before = self._holder.pop(who, None)
        if before and before != holder:
            self._bearers[before] = tuple(one for one in self._bearers[before] if one != who)
            moved[before] = None
        where = None if holder or not came else _loose_kind(kind)
        for view, people in self.people.items():
            mine = [one.came for on, one in came if view in (None, on)]
            if where and mine:
                status, place = self._said(who) if where == "walk_ins" else ("", None)
                said = Unregistered(where, status, place)
                people.stray(who, (self._cut(who), said, sum(_most(mine))))
            else:
                people.stray(who, None)
        if holder:
            self._holder[who] = holder
            bearers = self._bearers.get(holder, ())
            if who not in bearers:
                self._bearers[holder] = (*bearers, who)
            moved[holder] = None

    def _weigh_party(self, key: UUID) -> None:
        party = self.parties.get(key)
        for view, people in self.people.items():
            people.place(key, self._outcome(party, view) if party else None)

    def _outcome(self, party: Party, view: date | None) -> tuple[Cut, Profile, Outcome]:
        """What became of a registration: the heads of its bearers, each with the most that came on one day, added up."""
        pupils = adults = 0
        first: datetime | None = None
        for who in self._bearers.get(party.id, ()):
            told = [
                day.told[who][1]
                for on, day in self.days.items()
                if view in (None, on) and who in day.told and day.told[who][1].came != (0, 0)
            ]
            if told:
                most = _most([one.came for one in told])
                pupils, adults = pupils + most[0], adults + most[1]
                first = min([one.first for one in told if one.first] + ([first] if first else []))
        seen = seen_on(view, party)
        return cut_of(party), profile(seen), outcome(seen, (pupils, adults), first)


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


def _put(known: dict[UUID, V], key: UUID, value: V | None) -> None:
    if value is None:
        known.pop(key, None)
    else:
        known[key] = value


def counted(facts: Facts) -> Count:
    """The whole recount: everything known, told once."""
    count = Count(day.date for day in facts.days)
    count.begin(facts.parties, facts.passes)
    count.take(facts.lines, facts.walk_in_from)
    return count


def attended(facts: Facts, scope: Scope) -> Attended:
    """The part of the edition that the scope holds, counted from the beginning."""
    return counted(facts).attended(facts, scope)

"""What must be known to tell anybody's day: the registrations, the badges, and which lines of the journal do not count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from forum.attendance.rules.journal import local_day
from forum.attendance.values import Party, Pass
from forum.door.rules import Line
from forum.door.rules.lines import RESET, UNDO
from forum.door.rules.weighing import may_undo, order

Parties = Mapping[UUID, Party | None]
Passes = Mapping[UUID, Pass | None]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change reaches: the owners to be told again, all of whose badges' lines must be read, and lines without a badge."""

    owners: frozenset[UUID]
    badges: frozenset[UUID]
    alone: tuple[Line, ...]


class Known:
    """An owner is who a line's people are counted under: the registration or the person that a badge stands for, else the
    badge itself, or for want of one the line."""

    def __init__(self, parties: Mapping[UUID, Party], passes: Mapping[UUID, Pass]) -> None:
        self.parties, self.passes = dict(parties), dict(passes)
        self.badges: dict[UUID, tuple[UUID, ...]] = {}
        for badge, known in self.passes.items():
            self.badges[known.holder] = (*self.badges.get(known.holder, ()), badge)
        self.undos: dict[UUID, tuple[Line, ...]] = {}
        self.undone: set[UUID] = set()
        self.resets: dict[date, list[Line]] = {}

    def owner(self, line: Line) -> UUID:
        if line.badge is None:
            return line.id
        known = self.passes.get(line.badge)
        return known.holder if known else line.badge

    def who(self, line: Line) -> UUID:
        """Whose line this is: the first badge of a chain of replacements, or the line itself when it has no badge."""
        if line.badge is None:
            return line.id
        known = self.passes.get(line.badge)
        return known.bearer if known else line.badge

    # ── Undone lines, emptied halls ──

    def undo(self, lines: Iterable[Line], meant: Mapping[UUID, Line]) -> None:
        """Lines of whatever kind that have come; `meant` are those that an undo may concern, by their id."""
        lines = list(lines)
        for line in lines:
            if line.kind == UNDO and line.target:
                self.undos[line.target] = (*self.undos.get(line.target, ()), line)
                if line.target in meant and may_undo(line, meant[line.target]):
                    self.undone.add(line.target)
        for line in lines:
            if line.id in self.undos and any(may_undo(undo, line) for undo in self.undos[line.id]):
                self.undone.add(line.id)

    def empty(self, resets: Iterable[Line]) -> None:
        """The emptyings of halls; those that nobody undid count, day by day in order of time."""
        self.resets = {}
        for line in sorted(resets, key=order):
            if line.id not in self.undone:
                self.resets.setdefault(local_day(line.at), []).append(line)

    # ── Changes ──

    def touched(
        self, news: Iterable[Line], meant: Mapping[UUID, Line], parties: Parties, passes: Passes
    ) -> Touched | None:
        """What these new lines, registrations and badges reach; None when only a count from the beginning will do.

        `meant` are the lines, new or not, that new undos concern.
        """
        if any(known is None or self.passes.get(badge, known) != known for badge, known in passes.items()):
            return None  # a badge that stands for somebody else, or for nobody any more
        moved = {line.id: line for line in news if line.kind != UNDO}
        undone = [meant[line.target] for line in news if line.kind == UNDO and line.target and line.target in meant]
        moved |= {line.id: line for line in undone if line.kind != UNDO}  # an undo is told by nobody, undone or not
        if any(line.kind == RESET for line in moved.values()):
            return None
        added = {badge: known for badge, known in passes.items() if known and badge not in self.passes}
        owners = {key for key, party in parties.items() if self.parties.get(key) != party}
        owners |= added.keys() | {known.holder for known in added.values()}
        for line in moved.values():
            coming = added.get(line.badge) if line.badge else None
            owners.add(coming.holder if coming else self.owner(line))
        badges = {badge for owner in owners for badge in self.badges.get(owner, ())} | added.keys()
        badges |= {line.badge for line in moved.values() if line.badge}
        return Touched(
            frozenset(owners), frozenset(badges), tuple(line for line in moved.values() if line.badge is None)
        )

    def learn(self, parties: Parties, passes: Passes) -> None:
        """Registrations, new or changed, None for one that is gone; badges that were not known."""
        for key, party in parties.items():
            if party is None:
                self.parties.pop(key, None)
            else:
                self.parties[key] = party
        for badge, known in passes.items():
            if known and badge not in self.passes:
                self.passes[badge] = known
                self.badges[known.holder] = (*self.badges.get(known.holder, ()), badge)

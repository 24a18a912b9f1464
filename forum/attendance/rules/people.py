"""Who came of whom, added up: registrations by profile, and the people without one. For all days, or for one."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add, sub
from uuid import UUID

from forum.attendance.rules.attended import Cut, Scope, Unregistered
from forum.attendance.rules.outcome import Group, Outcome, Profile


class People:
    """Sums that stay right while one registration or one person changes."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Cut, Profile], list[int]] = {}
        self._loose: dict[tuple[Cut, Unregistered], int] = {}
        self._placed: dict[UUID, tuple[Cut, Profile, Outcome]] = {}
        # What became of most registrations became of many: told once.
        self._known: dict[tuple[Cut, Profile, Outcome], tuple[Cut, Profile, Outcome]] = {}
        self._strays: dict[UUID, tuple[Cut, Unregistered, int]] = {}

    def place(self, party: UUID, where: tuple[Cut, Profile, Outcome] | None) -> None:
        """This registration counts so from now on; None when it is gone."""
        before = self._placed.pop(party, None)
        if before == where:
            if where:
                self._placed[party] = where
            return
        if before:
            cut, profile, numbers = before
            left = list(map(sub, self._sums[cut, profile], numbers))
            if left[0]:  # registrations
                self._sums[cut, profile] = left
            else:
                del self._sums[cut, profile]
        if where:
            self._placed[party] = where = self._known.setdefault(where, where)
            cut, profile, numbers = where
            there = self._sums.get((cut, profile))
            self._sums[cut, profile] = list(map(add, there, numbers)) if there else list(numbers)

    def stray(self, bearer: UUID, where: tuple[Cut, Unregistered, int] | None) -> None:
        """This person without a registration counts so from now on; None when not any more."""
        if before := self._strays.pop(bearer, None):
            cut, said, heads = before
            left = self._loose[cut, said] - heads
            if left:
                self._loose[cut, said] = left
            else:
                del self._loose[cut, said]
        if where and where[2]:
            cut, said, heads = self._strays[bearer] = where
            self._loose[cut, said] = self._loose.get((cut, said), 0) + heads

    def groups(self, scope: Scope) -> Iterator[Group]:
        """The registrations of the part."""
        return (Group(profile, Outcome(*sums)) for (cut, profile), sums in self._sums.items() if scope.holds(cut))

    def loose(self, scope: Scope) -> dict[Unregistered, int]:
        """The people without registration of the part."""
        found: dict[Unregistered, int] = {}
        for (cut, said), heads in self._loose.items():
            if scope.holds(cut):
                found[said] = found.get(said, 0) + heads
        return found

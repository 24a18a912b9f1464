"""Who came of whom, added up: registrations by profile, and the people without one. For all days, or for one."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add, sub

from forum.attendance.rules.attended import Cut, Scope, Unregistered
from forum.attendance.rules.outcome import Group, Outcome, Profile


class People:
    """Sums that stay right while one registration or one person changes."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Cut, Profile], list[int]] = {}
        self._loose: dict[tuple[Cut, Unregistered], int] = {}

    def registered(self, cut: Cut, profile: Profile, numbers: Outcome, sign: int) -> None:
        """What became of a registration counts from now on (1), or not any more (-1)."""
        there = self._sums.get((cut, profile))
        if there is None:
            there = [0] * len(numbers)
        left = list(map(add if sign > 0 else sub, there, numbers))
        if left[0]:  # registrations
            self._sums[cut, profile] = left
        else:
            del self._sums[cut, profile]

    def unregistered(self, cut: Cut, said: Unregistered, heads: int, sign: int) -> None:
        """So many heads without a registration count from now on, or not any more."""
        if left := self._loose.get((cut, said), 0) + sign * heads:
            self._loose[cut, said] = left
        else:
            self._loose.pop((cut, said), None)

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

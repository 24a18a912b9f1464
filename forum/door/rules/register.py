"""What a set of journal lines means: who is in, who came and when, how many. A pure function of the set.

Lines may come in any order and any number of times. Nothing is counted up and down: each badge is weighed from its own
lines, in the order of corrected time, so that a late upload finds its place; an undo erases its target wherever it stands, even
before the target is known. Only the badges that a new line touches are weighed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from forum.door.rules.lines import CORRECTION, IN, RESET, SETTLE, UNDO, Line
from forum.door.rules.weighing import (
    Presence,
    heads,
    is_loose,
    may_undo,
    most_inside,
    moved,
    moves_badge,
    order,
    present,
)


class Tally(NamedTuple):
    """Heads inside a hall; `public` and `staff` may fall below zero when more leave than ever came: see `gauge`."""

    public: int = 0
    staff: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """The meaning of a set of lines, comparable with `==`.

    `first` names the line of each badge's first entry; `came` the most heads that were in at once with it, as (pupils,
    adults); `loose` the people counted in without a badge, per hall, as (in, out).
    """

    inside: dict[UUID, tuple[Presence, ...]]
    first: dict[UUID, UUID]
    came: dict[UUID, tuple[int, int]]
    loose: dict[int, tuple[int, int]]
    halls: dict[int, Tally]
    undone: frozenset[UUID]


def state(lines: Iterable[Line]) -> State:
    """What these lines mean; the same for every order and every repetition of them."""
    register = Register()
    for line in lines:
        register.add(line)
    return register.state()


class Register:
    """A set of lines that stays weighed while lines are added."""

    def __init__(self) -> None:
        self.lines: dict[UUID, Line] = {}
        self.undoing: dict[UUID, list[Line]] = {}
        self.resets: list[Line] = []
        self._settling: dict[UUID, list[Line]] = {}
        self._passages: dict[UUID, list[Line]] = {}
        self._doubted: set[UUID] = set()
        """The badges with a passage that an undo names."""
        self._loose: dict[int, list[Line]] = {}
        self._inside: dict[UUID, tuple[Presence, ...]] = {}
        self._tallies: dict[int, list[int]] = {}
        self._loose_tallies: dict[int, list[int]] = {}

    # ── Reading ──

    def passages(self, badge: UUID) -> Sequence[Line]:
        """The admitted lines of a badge that nobody undid, by corrected time."""
        passages = self._passages.get(badge, [])
        return [line for line in passages if not self.is_undone(line)] if badge in self._doubted else passages

    def is_undone(self, line: Line) -> bool:
        """Whether somebody entitled erased the line: its own phone, or a supervisor."""
        undos = self.undoing.get(line.id)
        return undos is not None and any(may_undo(undo, line) for undo in undos)

    def undo_of(self, line: UUID) -> UUID | None:
        """The first line, by corrected time, that erased this one."""
        target = self.lines.get(line)
        undos = [undo for undo in self.undoing.get(line, ()) if target and may_undo(undo, target)]
        return min(undos, key=order).id if undos else None

    def is_settled(self, line: Line) -> bool:
        """Whether a supervisor has settled the conflict that this line raised."""
        return any(not self.is_undone(settling) for settling in self._settling.get(line.id, ()))

    def inside(self, badge: UUID) -> tuple[Presence, ...]:
        return self._inside.get(badge, ())

    def badges_inside(self) -> Iterator[tuple[UUID, tuple[Presence, ...]]]:
        return iter(self._inside.items())

    def badges(self) -> Iterable[UUID]:
        """Every badge with a line that let it through, undone or not."""
        return self._passages.keys()

    def tally(self, hall: int) -> Tally:
        """Heads inside a hall: badges, counted classes, and people without a badge."""
        public, staff = self._tallies.get(hall, (0, 0))
        loose_public, loose_staff = self._loose_tallies.get(hall, (0, 0))
        return Tally(public + loose_public, staff + loose_staff)

    def state(self) -> State:
        first, came, resets = {}, {}, self.live_resets()
        for badge in self._passages:
            passages = self.passages(badge)
            entry = next((line for line in passages if line.direction == IN), None)
            if entry:
                first[badge] = entry.id
                came[badge] = most_inside(passages, resets)
        halls = {*self._tallies, *self._loose}
        return State(
            inside={badge: there for badge, there in self._inside.items() if there},
            first=first,
            came=came,
            loose={hall: self._loose_flow(hall) for hall in self._loose},
            halls={hall: self.tally(hall) for hall in halls if self.tally(hall) != Tally()},
            undone=frozenset(line.id for line in map(self.lines.get, self.undoing) if line and self.is_undone(line)),
        )

    def live_resets(self) -> list[Line]:
        return [reset for reset in self.resets if not self.is_undone(reset)]

    # ── Adding ──

    def add(self, line: Line) -> None:
        """Take a line in; nothing happens when it was there already."""
        self.weigh(self.keep((line,)))

    def keep(self, lines: Iterable[Line]) -> set[UUID]:
        """Take lines in without weighing their badges yet; those that must be, by `weigh`, before anything is read here.

        A whole morning's lines are kept first and each badge is weighed once.
        """
        touched: set[UUID] = set()
        for line in lines:
            if line.id not in self.lines:
                self.lines[line.id] = line
                self._file(line, touched)
        return touched

    def weigh(self, badges: Iterable[UUID]) -> None:
        """Weigh these badges anew, by all their lines."""
        for badge in badges:
            self._weigh(badge)

    def _file(self, line: Line, touched: set[UUID]) -> None:
        if line.kind == UNDO:
            assert line.target
            self.undoing.setdefault(line.target, []).append(line)
            if target := self.lines.get(line.target):
                self._again(target, touched)
        elif line.kind == SETTLE:
            assert line.target
            self._settling.setdefault(line.target, []).append(line)
        elif line.kind == RESET:
            self.resets.append(line)
            self.resets.sort(key=order)
            self._everything(touched)
        elif moves_badge(line):
            assert line.badge
            if self._keep_passage(line):
                self._place(line.badge, moved(self._inside.get(line.badge, ()), line))
            else:
                touched.add(line.badge)
        elif is_loose(line):
            self._loose.setdefault(line.hall, []).append(line)
            self._add_loose(line)

    def _keep_passage(self, line: Line) -> bool:
        """Whether the line is simply the last word on its badge: as nearly all are, however often a badge passes."""
        assert line.badge
        passages = self._passages.setdefault(line.badge, [])
        passages.append(line)
        if line.id in self.undoing:
            self._doubted.add(line.badge)
        if len(passages) > 1 and order(passages[-2]) > order(line):
            passages.sort(key=order)
            return False
        if line.id in self.undoing:
            return False
        return not (self.resets and order(self.resets[-1]) > order(line))

    def _again(self, line: Line, touched: set[UUID]) -> None:
        """A line began or ceased to count."""
        if line.kind == RESET:
            self._everything(touched)
        elif moves_badge(line):
            assert line.badge
            self._doubted.add(line.badge)
            touched.add(line.badge)
        elif is_loose(line):
            self._weigh_loose(line.hall)

    def _everything(self, touched: set[UUID]) -> None:
        touched.update(self._passages)
        for hall in self._loose:
            self._weigh_loose(hall)

    def _weigh(self, badge: UUID) -> None:
        self._place(badge, present(self.passages(badge), self.live_resets()))

    def _place(self, badge: UUID, there: tuple[Presence, ...]) -> None:
        for presence in self._inside.pop(badge, ()):
            self._tallies[presence.hall][presence.staff] -= presence.heads
        for presence in there:
            self._tallies.setdefault(presence.hall, [0, 0])[presence.staff] += presence.heads
        if there:
            self._inside[badge] = there

    def _weigh_loose(self, hall: int) -> None:
        self._loose_tallies[hall] = [0, 0]
        for line in self._loose[hall]:
            self._add_loose(line)

    def _add_loose(self, line: Line) -> None:
        if self.is_undone(line) or any(r.hall == line.hall and r.at >= line.at for r in self.live_resets()):
            return
        tally = self._loose_tallies.setdefault(line.hall, [0, 0])
        tally[line.staff] += heads(line) if line.direction == IN else -heads(line)

    def _loose_flow(self, hall: int) -> tuple[int, int]:
        counted = [line for line in self._loose[hall] if line.kind != CORRECTION and not self.is_undone(line)]
        came = sum(heads(line) for line in counted if line.direction == IN)
        left = sum(heads(line) for line in counted if line.direction != IN)
        return came, left


def running(lines: Iterable[Line]) -> Iterator[tuple[Line, int]]:
    """Each line in order of time, with how many people were in all the halls after it; what the law's log shows."""
    register = Register()
    halls: set[int] = set()
    for line in sorted(lines, key=order):
        register.add(line)
        halls.add(line.hall)
        yield line, sum(max(0, tally.public) + max(0, tally.staff) for tally in map(register.tally, halls))

"""One badge's own lines, weighed: what counts, in which order, and where its heads are after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from forum.door.rules.lines import CLICK, CORRECTION, COUNT, IN, OUT, RESET, SCAN, UNDO, WALK_IN, Line


class Presence(NamedTuple):
    """Heads of one badge inside one hall."""

    hall: int
    pupils: int
    adults: int
    staff: bool

    @property
    def heads(self) -> int:
        return self.pupils + self.adults


def order(line: Line) -> tuple[datetime, bool, UUID]:
    """Corrected time; a reset comes after what happened at the same instant; the id settles what is left."""
    return line.at, line.kind == RESET, line.id


def heads(line: Line) -> int:
    return line.pupils + line.adults


def moves_badge(line: Line) -> bool:
    """Whether the line moves the heads of a badge. A class's scan only asks; its count moves."""
    if not line.admitted or line.badge is None:
        return False
    return line.kind in (COUNT, WALK_IN) or (line.kind == SCAN and not line.group)


def is_loose(line: Line) -> bool:
    """Whether the line moves heads that no badge stands for."""
    return line.admitted and line.badge is None and line.kind in (WALK_IN, CLICK, CORRECTION)


def may_undo(undo: Line, target: Line) -> bool:
    """A phone undoes its own lines, a supervisor everybody's; nobody undoes an undo."""
    if target.kind == UNDO:
        return False
    return undo.supervised or (undo.device is not None and undo.device == target.device)


def present(passages: Iterable[Line], resets: Iterable[Line]) -> tuple[Presence, ...]:
    """Where the heads of one badge are, after its own lines and the halls' resets, told in the order of time."""
    last: dict[int, Presence] = {}
    for there in _story(passages, resets):
        last = there
    return _in_order(last)


def moved(before: tuple[Presence, ...], line: Line) -> tuple[Presence, ...]:
    """Where the heads are after one more passage, the latest of all: what `present` says of the whole, told from its end."""
    if not line.group:
        return (_here(line),) if line.direction == IN else ()
    return _in_order(_after({presence.hall: presence for presence in before}, line))


def _in_order(there: dict[int, Presence]) -> tuple[Presence, ...]:
    return tuple(there[hall] for hall in sorted(there))


def most_inside(passages: Iterable[Line], resets: Iterable[Line]) -> tuple[int, int]:
    """The most pupils, and the most adults, that were inside at once with this badge."""
    pupils = adults = 0
    for there in _story(passages, resets):
        pupils = max(pupils, sum(presence.pupils for presence in there.values()))
        adults = max(adults, sum(presence.adults for presence in there.values()))
    return pupils, adults


def _story(passages: Iterable[Line], resets: Iterable[Line]) -> Iterator[dict[int, Presence]]:
    there: dict[int, Presence] = {}
    for line in sorted((*passages, *resets), key=order):
        there = _after(there, line)
        yield there


def _after(there: dict[int, Presence], line: Line) -> dict[int, Presence]:
    if line.kind == RESET:
        return {hall: presence for hall, presence in there.items() if hall != line.hall}
    if not line.group:
        # One place at a time: entering a hall is leaving the other.
        return {line.hall: _here(line)} if line.direction == IN else {}
    if line.direction == OUT:
        return _left(there, line)
    before = there.get(line.hall, Presence(line.hall, 0, 0, False))
    return there | {line.hall: before._replace(pupils=before.pupils + line.pupils, adults=before.adults + line.adults)}


def _here(line: Line) -> Presence:
    return Presence(line.hall, line.pupils, line.adults, line.staff)


def _left(there: dict[int, Presence], line: Line) -> dict[int, Presence]:
    """A class leaves, in whole or in part: from the gate's hall first, then from the others; never below nobody."""
    pupils, adults = line.pupils, line.adults
    left = {}
    for hall in sorted(there, key=lambda hall: (hall != line.hall, hall)):
        before = there[hall]
        after = before._replace(pupils=max(0, before.pupils - pupils), adults=max(0, before.adults - adults))
        pupils -= before.pupils - after.pupils
        adults -= before.adults - after.adults
        if after.heads:
            left[hall] = after
    return left

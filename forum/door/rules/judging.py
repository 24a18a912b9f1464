"""What the door answers to a badge."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from forum.door.rules.lines import COUNT, IN, OUT, SCAN, UNDO, Entry, Line
from forum.door.rules.weighing import Presence, present

EARLY_MINUTES = 30
LET_IN = frozenset({"welcome", "early", "class", "counted", "again", "out", "noted", "unknown"})
"""Verdicts after which an offline phone lets people pass; a badge not yet on its list is let in and settled later."""
MAY_CONFIRM = frozenset({"not_today", "cancelled"})
"""What a volunteer may let in all the same; a replaced or withdrawn badge asks for a supervisor."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What the door knows of a badge. `revoked` is the reason of its end (cancelled, replaced, withdrawn), or None."""

    id: UUID
    edition: int
    code: str
    kind: str
    title: str
    subtitle: str
    detail: str
    pupils: int
    adults: int
    photo: str
    day: date | None
    expected_at: datetime | None
    revoked: str | None
    revoked_at: datetime | None

    @property
    def group(self) -> bool:
        return self.kind == "class"


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry in its circumstances: the corrected time, the forum's calendar day then, the hall of the gate."""

    entry: Entry
    edition: int
    at: datetime
    today: date
    hall: int
    supervised: bool
    readable: bool
    target_known: bool = True
    """Whether what an undo names is in the journal: it may still wait on a phone, or never come."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, and what the line keeps: whether it admits, and how many heads it moves.

    `expected`, `inside` and `proposed` are a class's heads as (pupils, adults): announced, in at the moment, and to put
    on the counter of the screen. `earlier` is the line that explains « déjà entré ».
    """

    name: str
    admitted: bool
    pupils: int = 0
    adults: int = 0
    earlier: Line | None = None
    expected: tuple[int, int] | None = None
    inside: tuple[int, int] | None = None
    proposed: tuple[int, int] | None = None
    excuse: str | None = None
    """The refusal that somebody overrode: not_today, cancelled, replaced or withdrawn."""


def judge(asked: Asked, badge: Badge | None, history: Sequence[Line]) -> Verdict:
    """The verdict on an entry about `badge`, given the badge's earlier admitted lines in the order of time.

    Whether the line admits, and its heads, depend on the entry and the badge alone, never on the history: the history
    only chooses the words. So lines that arrive in another order mean the same.
    """
    kind = asked.entry.kind
    if kind == UNDO:
        return Verdict("undone" if asked.target_known else "awaited", admitted=False)
    if kind in (SCAN, COUNT):
        return _passage(asked, badge, history)
    return Verdict("noted", admitted=True, pupils=asked.entry.pupils, adults=asked.entry.adults)


def _passage(asked: Asked, badge: Badge | None, history: Sequence[Line]) -> Verdict:
    if badge is None or badge.edition != asked.edition:
        known = asked.readable and badge is None
        return Verdict("unknown" if known else "foreign", admitted=False)
    verdict = _group(asked, badge, history) if badge.group else _single(asked, badge, history)
    barred = barred_by(asked, badge)
    if barred is None:
        return verdict
    if asked.entry.confirmed and (barred in MAY_CONFIRM or asked.supervised):
        return replace(verdict, excuse=barred)
    let_in = asked.entry.offline and (asked.entry.shown or "welcome") in LET_IN
    return replace(verdict, name=barred, admitted=let_in and verdict.admitted)


def barred_by(asked: Asked, badge: Badge) -> str | None:
    """What forbids the way in; nothing ever forbids the way out."""
    if asked.entry.direction == OUT:
        return None
    if badge.revoked and badge.revoked_at and badge.revoked_at <= asked.at:
        return badge.revoked
    if badge.day and badge.day != asked.today:
        return "not_today"
    return None


def _single(asked: Asked, badge: Badge, history: Sequence[Line]) -> Verdict:
    """One person, or one family, with a badge of its own: the whole badge comes and goes at once."""
    if asked.entry.kind == COUNT:
        return Verdict("foreign", admitted=False)
    if asked.entry.direction == OUT:
        return Verdict("out", True, badge.pupils, badge.adults)
    if earlier := _already(asked, history):
        return Verdict("again", True, badge.pupils, badge.adults, earlier)
    return Verdict("early" if is_early(asked, badge) else "welcome", True, badge.pupils, badge.adults)


def _already(asked: Asked, history: Sequence[Line]) -> Line | None:
    """The entry that stands against this one: just before it, or just after it when this one comes late to the journal."""
    place = bisect_right(history, asked.at, key=_moment)
    for line in history[max(0, place - 1) : place + 1]:
        if line.direction == IN and line.hall == asked.hall:
            return line
    return None


def _moment(line: Line) -> datetime:
    return line.at


def is_early(asked: Asked, badge: Badge) -> bool:
    """More than half an hour before it is expected: let in all the same, and noted."""
    if badge.expected_at is None or asked.entry.direction == OUT:
        return False
    return asked.at < badge.expected_at - timedelta(minutes=EARLY_MINUTES)


def _group(asked: Asked, badge: Badge, history: Sequence[Line]) -> Verdict:
    """A class: its scan asks how many, its count answers. Counts add, so that it may come in two parts."""
    expected = (badge.pupils, badge.adults)
    there = present([line for line in history if line.at <= asked.at], ())
    inside = sum_of(there)
    earlier = next((line for line in history if line.direction == IN), None)
    entry = asked.entry
    if entry.kind == SCAN:
        proposed = proposal(entry.direction, expected, inside)
        return Verdict("class", True, expected=expected, inside=inside, proposed=proposed, earlier=earlier)
    if is_doubtful(entry, expected):
        return Verdict("doubtful", False, entry.pupils, entry.adults, expected=expected, inside=inside)
    sign = 1 if entry.direction == IN else -1
    after = tuple(max(0, were + sign * more) for were, more in zip(inside, (entry.pupils, entry.adults), strict=True))
    return Verdict("counted", True, entry.pupils, entry.adults, earlier, expected, inside=(after[0], after[1]))


def proposal(direction: str, expected: tuple[int, int], inside: tuple[int, int]) -> tuple[int, int]:
    """The heads to propose on the screen: those still missing, or those who are in and leave."""
    if direction == OUT:
        return inside if inside != (0, 0) else expected
    return max(0, expected[0] - inside[0]), max(0, expected[1] - inside[1])


def is_doubtful(entry: Entry, expected: tuple[int, int]) -> bool:
    """Far more heads than announced, and nobody has confirmed it: more than a quarter, and more than five, above."""
    announced = sum(expected)
    return not entry.confirmed and entry.pupils + entry.adults > announced + max(5, announced / 4)


def sum_of(there: Sequence[Presence]) -> tuple[int, int]:
    return sum(presence.pupils for presence in there), sum(presence.adults for presence in there)

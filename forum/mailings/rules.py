"""Decisions of the mailings: who they can be for, when the planned ones leave, which letter carries them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

GENERAL, NOW, FOLLOW, WEEK, DAY, MISSING, THANKS = "general", "now", "follow", "week", "day", "missing", "thanks"
KINDS = {
    GENERAL: "Message général",
    NOW: "Message à une partie des inscrits",
    FOLLOW: "Changement d’horaire, de jour ou de lieu",
    WEEK: "Rappel, une semaine avant",
    DAY: "Rappel, la veille",
    MISSING: "Pièces manquantes, une semaine avant leur délai",
    THANKS: "Remerciements",
}
PLANNED = frozenset({WEEK, DAY, MISSING, THANKS})

EXHIBITORS, TEACHERS, VISITORS = "exhibitors", "teachers", "visitors"
WAITING = "waiting"
EVERYBODY = (EXHIBITORS, TEACHERS, VISITORS)
SEGMENTS = {
    EXHIBITORS: "Exposants",
    TEACHERS: "Enseignants",
    VISITORS: "Visiteurs",
    MISSING: "Exposants dont une pièce manque",
    WAITING: "Exposants sur la liste d’attente",
}

INFO, CANCELLED, POSTPONED, MOVED, CHANGED = "info", "cancelled", "postponed", "moved", "changed"
SENSES = {
    INFO: "Information importante",
    CANCELLED: "Le forum est annulé",
    POSTPONED: "Le forum est reporté",
    MOVED: "Le forum change de lieu",
}
QUIETING = frozenset({CANCELLED, POSTPONED})
"""After these no reminder may leave: « C’est demain » would be wrong."""
SHIFTING = frozenset({CANCELLED, POSTPONED, MOVED, CHANGED})
"""Each registration's entry changes in its calendar. CHANGED: hours, a day or the place were corrected in the edition."""

BATCH = 25
MOST_ON_THE_WAY = 100
"""Letters of one mailing that may wait in the outbox; few, so that « Arrêter » stops most of it."""

T = TypeVar("T")
PARIS = ZoneInfo("Europe/Paris")
_MORNING = time(9)
_PLAN: tuple[tuple[str, str, int, int], ...] = (
    # kind, segment, days from the day of the forum, days during which it still makes sense
    *((WEEK, segment, -7, 3) for segment in EVERYBODY),
    *((DAY, segment, -1, 1) for segment in EVERYBODY),
    *((THANKS, segment, 1, 10) for segment in EVERYBODY),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A mailing that leaves by itself: between `at` and `until`, or never.

    `about` is the day of the forum it speaks of, or for missing pieces the last day to send them.
    """

    kind: str
    segment: str
    about: date
    at: datetime
    until: datetime

    @property
    def key(self) -> tuple[str, str, date]:
        return self.kind, self.segment, self.about


def plans(days: Iterable[date], deadlines: Iterable[date] = ()) -> list[Plan]:
    """What leaves by itself for an edition on these days, by hour; `deadlines` are the last days of the exhibitors' steps.

    A week before each deadline, exhibitors who lack something by then are told; two steps on one day make one letter.
    Teachers are reminded of each day on its own, because a class comes on one of them; the others of the first.
    """
    ordered = sorted(days)
    made = []
    for kind, segment, offset, lasts in _PLAN if ordered else ():
        first = ordered[-1] if kind == THANKS else ordered[0]
        abouts = ordered if segment == TEACHERS and kind != THANKS else [first]
        for about in abouts:
            at = datetime.combine(about + timedelta(days=offset), _MORNING, PARIS)
            # The eve's reminder ends at midnight: on the day itself « demain » is wrong.
            until = datetime.combine(about, time(0), PARIS) if kind == DAY else at + timedelta(days=lasts)
            made.append(Plan(kind, segment, about, at, until))
    for deadline in sorted(set(deadlines)):
        at = datetime.combine(deadline - timedelta(days=7), _MORNING, PARIS)
        made.append(Plan(MISSING, MISSING, deadline, at, datetime.combine(deadline, time(0), PARIS)))
    return sorted(made, key=lambda plan: (plan.at, plan.segment))


def template(kind: str, segment: str) -> str:
    """The letter of a mailing to one part of the people."""
    called = {GENERAL: "general", NOW: "message", FOLLOW: "follow", MISSING: "missing"}.get(kind) or f"{kind}_{segment}"
    return f"mailings/letters/{called}.md"


def plan_state(plan: Plan, now: datetime, off: bool) -> str:
    """off, planned, due or missed, for a planned mailing that has not begun."""
    if now >= plan.until:
        return "missed"
    if off:
        return "off"
    return "due" if now >= plan.at else "planned"


def state(begun: datetime | None, stopped: datetime | None, finished: datetime | None) -> str:
    """draft, sending, stopped or finished, for a mailing with a row."""
    if finished:
        return "finished"
    if stopped:
        return "stopped"
    return "sending" if begun else "draft"


def once_each(people: Iterable[T], address: Callable[[T], str]) -> list[T]:
    """Those people, each address once: a teacher of three classes reads one letter."""
    seen: dict[str, T] = {}
    for person in people:
        seen.setdefault(address(person).casefold(), person)
    return list(seen.values())


def headline(sense: str, forum: str) -> str:
    """What a general message is called: the subject of its letter."""
    return f"{SENSES.get(sense, SENSES[INFO])}\u00a0: {forum}" if sense == INFO else f"{SENSES[sense]} – {forum}"

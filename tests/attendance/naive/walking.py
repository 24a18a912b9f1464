"""One day of the journal, line after line: who is where, and what each line changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.attendance.naive.reading import Row, local

HOUSE = {"exhibitor", "organizer", "door", "press"}
Person = Callable[[Row], str]


def undone(journal: list[Row]) -> set[str]:
    """The lines that somebody entitled took back: their own phone, or whoever supervises."""
    by_id = {line["id"]: line for line in journal}
    gone = set()
    for line in journal:
        aimed = by_id.get(line["target"]) if line["kind"] == "undo" else None
        if aimed and aimed["kind"] != "undo":
            own = line["device"] != "" and line["device"] == aimed["device"]
            if own or line["boss"]:
                gone.add(aimed["id"])
    return gone


def on_day(line: Row) -> str:
    return local(line["at"]).date().isoformat()


def quarter(at: datetime) -> datetime:
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def moves(line: Row) -> bool:
    """Whether the line moves the heads of a badge: a class that is only read is not counted yet."""
    if not line["admitted"] or not line["badge"]:
        return False
    return line["kind"] in ("count", "walk_in") or (line["kind"] == "scan" and line["badge_kind"] != "class")


def loose(line: Row) -> bool:
    return line["admitted"] and not line["badge"] and line["kind"] in ("walk_in", "click", "correction")


@dataclass
class Walked:
    """A day: who came, what passed, how full it was after the last line of each instant."""

    most: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    first: dict[str, datetime] = field(default_factory=dict)
    stays: dict[str, float | None] = field(default_factory=dict)
    inward: Counter[tuple[datetime, str]] = field(default_factory=Counter)
    outward: Counter[tuple[datetime, str]] = field(default_factory=Counter)
    arrivals: Counter[tuple[datetime, str]] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    full: dict[datetime, dict[str, int]] = field(default_factory=dict)
    passed: set[datetime] = field(default_factory=set)

    def peak(self, hall: str | None = None) -> tuple[int, datetime | None]:
        """The most people at one instant, in all or in a hall, and the first instant of it."""
        best: tuple[int, datetime | None] = (0, None)
        for at, halls in sorted(self.full.items()):
            number = sum(halls.values()) if hall is None else halls.get(hall, 0)
            if number > best[0]:
                best = number, at
        return best


def one_day(day: str, journal: list[Row], gone: set[str], who_of: Person, chosen: Callable[[str], bool]) -> Walked:
    """What happened to the people who are chosen; halls are emptied for everybody."""
    lines = [line for line in journal if on_day(line) == day and line["kind"] != "undo"]
    walk = Walked(lines=kinds_of([line for line in lines if chosen(who_of(line))], gone))
    step = Walker(walk)
    counting = [line for line in lines if line["id"] not in gone]
    for line in sorted(counting, key=lambda one: (one["at"], one["kind"] == "reset", one["id"])):
        if line["kind"] == "reset":
            step.empty(line["hall"])
        elif not chosen(who_of(line)):
            continue
        elif moves(line):
            step.badge(line, who_of(line))
        elif loose(line):
            step.loose(line, who_of(line))
        walk.full[line["at"]] = step.fullness()
    step.leave()
    return walk


def kinds_of(lines: list[Row], gone: set[str]) -> Counter[str]:
    """How many lines there are of each kind, undone, refused and late."""
    found: Counter[str] = Counter()
    for line in lines:
        refused = line["kind"] in ("scan", "count") and not line["admitted"]
        found["undone" if line["id"] in gone else "refused" if refused else line["kind"]] += 1
        if line["offline"] and line["received"] - line["at"] > timedelta(minutes=15):
            found["late"] += 1
    return found


class Walker:
    """Who is where, while the lines of a day go by."""

    def __init__(self, walk: Walked) -> None:
        self.walk = walk
        self.where: dict[str, dict[str, list[int]]] = {}
        self.house: dict[str, bool] = {}
        self.crowd: Counter[tuple[str, bool]] = Counter()
        self.entered: dict[str, datetime] = {}
        self.minutes: dict[str, float] = {}
        self.lost: set[str] = set()

    def empty(self, hall: str) -> None:
        for who, halls in self.where.items():
            if hall in halls:
                del halls[hall]
                if not halls:
                    self.lost.add(who)
                    self.entered.pop(who, None)
        for staff in (False, True):
            self.crowd.pop((hall, staff), None)

    def badge(self, line: Row, who: str) -> None:
        walk, at, hall = self.walk, line["at"], line["hall"]
        walk.kinds.setdefault(who, line["badge_kind"] or "blank")
        self.house.setdefault(who, line["badge_kind"] in HOUSE)
        halls = self.where.setdefault(who, {})
        here, there = sum(halls.get(hall, [0, 0])), total(halls)
        was_in = bool(halls)
        move(halls, line)
        if line["way"] == "in":
            through(walk.inward, walk.passed, line, max(0, sum(halls.get(hall, [0, 0])) - here))
            self.entered.setdefault(who, at)
            arrive(walk, who, at, halls)
        else:
            through(walk.outward, walk.passed, line, there - total(halls))
            if was_in and not halls and who in self.entered:
                stayed = (at - self.entered.pop(who)).total_seconds() / 60
                self.minutes[who] = self.minutes.get(who, 0) + stayed

    def loose(self, line: Row, who: str) -> None:
        walk, staff, heads = self.walk, line["status"] == "staff", sum(line["heads"])
        self.crowd[line["hall"], staff] += heads if line["way"] == "in" else -heads
        if line["kind"] == "correction":
            return
        through(walk.inward if line["way"] == "in" else walk.outward, walk.passed, line, heads)
        if line["way"] == "in" and heads:
            walk.kinds[who] = "staff" if staff else line["kind"]
            walk.most[who], walk.first[who] = line["heads"], line["at"]
            walk.arrivals[quarter(line["at"]), walk.kinds[who]] += heads

    def fullness(self) -> dict[str, int]:
        """Heads by hall; public and house each never below nobody."""
        sides: Counter[tuple[str, bool]] = Counter(self.crowd)
        for who, halls in self.where.items():
            for hall, heads in halls.items():
                sides[hall, self.house[who]] += sum(heads)
        full: dict[str, int] = {}
        for (hall, _), heads in sides.items():
            full[hall] = full.get(hall, 0) + max(0, heads)
        return full

    def leave(self) -> None:
        """The end of the day: who stayed how long; None where a way out was not read."""
        for who in self.where:
            if sum(self.walk.most.get(who, [0])):
                unknown = who in self.lost or who in self.entered
                self.walk.stays[who] = None if unknown else self.minutes.get(who, 0.0)
        self.walk.most = {who: heads for who, heads in self.walk.most.items() if sum(heads)}


def through(passages: Counter[tuple[datetime, str]], passed: set[datetime], line: Row, heads: int) -> None:
    if heads:
        passages[quarter(line["at"]), line["gate"]] += heads
        passed.add(quarter(line["at"]))


def arrive(walk: Walked, who: str, at: datetime, halls: dict[str, list[int]]) -> None:
    best = walk.most.setdefault(who, [0, 0])
    for part in (0, 1):
        now = sum(heads[part] for heads in halls.values())
        if now > best[part]:
            walk.first.setdefault(who, at)
            walk.arrivals[quarter(at), walk.kinds[who]] += now - best[part]
            walk.passed.add(quarter(at))
            best[part] = now


def move(halls: dict[str, list[int]], line: Row) -> None:
    """A badge is in one hall at a time; a class may be in several, comes in parts and leaves in parts."""
    if line["badge_kind"] != "class":
        halls.clear()
        if line["way"] == "in":
            halls[line["hall"]] = list(line["heads"])
    elif line["way"] == "in":
        before = halls.get(line["hall"], [0, 0])
        halls[line["hall"]] = [before[part] + line["heads"][part] for part in (0, 1)]
    else:
        left = list(line["heads"])
        for place in sorted(halls, key=lambda one: (one != line["hall"], line["order"][one])):
            taken = [min(halls[place][part], left[part]) for part in (0, 1)]
            halls[place] = [halls[place][part] - taken[part] for part in (0, 1)]
            left = [left[part] - taken[part] for part in (0, 1)]
        for place in [place for place, heads in halls.items() if not sum(heads)]:
            del halls[place]


def total(halls: dict[str, list[int]]) -> int:
    return sum(map(sum, halls.values()))

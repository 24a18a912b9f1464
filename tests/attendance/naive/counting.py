"""Who came, over all days or on one, of the whole edition or of a part of it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from tests.attendance.naive.reading import Edition, Row, places
from tests.attendance.naive.walking import Walked, on_day, one_day, undone

PUBLIC = {"class": "classes", "visitor": "visitors", "exhibitor": "exhibitors"}
Part = dict[str, Any]
WHOLE: Part = {"day": None, "public": None, "epci": None, "school": None}


class Came:
    """What became of an edition, or of a part of it."""

    def __init__(self, journal: list[Row], edition: Edition, part: Part) -> None:
        self.edition, self.part, self.journal = edition, part, journal
        self.communes, self.inside = places()
        self.gone = undone(journal)
        order = {hall["name"]: hall["id"] for hall in edition.halls}
        for line in journal:
            line["order"] = order
        dates = [day["date"] for day in edition.days]
        self.outside = sum(1 for line in journal if line["kind"] != "undo" and on_day(line) not in dates)
        self.lines_of: dict[str, list[Row]] = {}
        for line in journal:
            if line["kind"] != "undo" and on_day(line) in dates:
                self.lines_of.setdefault(edition.person(line), []).append(line)
        touched = {on_day(line) for line in journal if line["kind"] != "undo"}
        every = {day: one_day(day, journal, self.gone, edition.person, self.belongs) for day in dates if day in touched}
        self.days: dict[str, Walked] = {day: one for day, one in every.items() if part["day"] in (None, day)}
        view = part["day"] if len(dates) > 1 else None
        self.shown = [day for day in edition.days if part["day"] in (None, day["date"])]
        self.whole_public = view is None
        self.parties = [
            self.became(key, party, every, view)
            for key, party in edition.parties.items()
            if self.holds(self.cut_of(party))
        ]
        self.walk_ins: Counter[tuple[str, str]] = Counter()
        self.clicks = self.staff = 0
        self._strangers(every, view)

    # ── Parts ──

    def epci(self, place: str | None) -> str | None:
        return self.communes[place]["epci"] if place in self.communes else None

    def cut_of(self, party: Row) -> tuple[str, str | None, int | None]:
        return PUBLIC[party["kind"]], self.epci(party.get("place")), party.get("school")

    def holds(self, cut: tuple[str, str | None, int | None]) -> bool:
        public, epci, school = (self.part[name] for name in ("public", "epci", "school"))
        if public is None and epci is None and school is None:
            return True
        return cut[0] != "" and public in (None, cut[0]) and epci in (None, cut[1]) and school in (None, cut[2])

    def belongs(self, who: str) -> bool:
        """Whether a person belongs to the part: by their registration, or by what they said at the desk."""
        badge = self.edition.badges.get(who)
        if badge and badge["kind"] != "blank":
            party = self.edition.parties.get(badge["holder"])
            return self.holds(self.cut_of(party) if party else ("", None, None))
        asked = [line for line in self.lines_of.get(who, []) if line["kind"] == "walk_in"]
        if not badge and not asked:
            return self.holds(("", None, None))
        return self.holds(("walk_ins", self.epci(self.said(who)[1]), None))

    def said(self, who: str) -> tuple[str, str]:
        """The status and the commune that somebody without a registration said last at the desk."""
        lines = [
            line for line in self.lines_of.get(who, []) if line["kind"] == "walk_in" and line["id"] not in self.gone
        ]
        status = place = ""
        for line in sorted(lines, key=lambda one: (one["at"], one["id"])):
            status, place = line["status"] or status, line["place"] or place
        return status, place

    # ── People ──

    def became(self, key: str, party: Row, days: dict[str, Walked], view: str | None) -> Row:
        """A registration with the heads that came of it: of each badge the most on one day, added up."""
        expected_here = view is None or party.get("day") in (None, view)
        off = party["off"] or not expected_here
        people: dict[str, list[int]] = {}
        first: datetime | None = None
        for day, walk in days.items():
            for who, heads in walk.most.items() if view in (None, day) else ():
                kind = self.edition.badges[who]["kind"] if who in self.edition.badges else ""
                if kind == party["kind"] and self.edition.registration(who) == key:
                    best = people.setdefault(who, [0, 0])
                    people[who] = [max(best[0], heads[0]), max(best[1], heads[1])]
                    first = min(first, walk.first[who]) if first else walk.first[who]
        there = [sum(heads[half] for heads in people.values()) for half in (0, 1)]
        wanted = [0, 0] if off else party["heads"]
        return {
            **party,
            "off": off,
            "wanted": wanted,
            "there": there,
            "first": first,
            "slot": party.get("slot") if expected_here else None,
            "slot_at": party.get("slot_at") if expected_here else None,
        }

    def _strangers(self, days: dict[str, Walked], view: str | None) -> None:
        """The people who came without a registration."""
        people: dict[str, list[int]] = {}
        kinds: dict[str, str] = {}
        for day, walk in days.items():
            for who, heads in walk.most.items():
                kinds[who] = walk.kinds[who]
                if view in (None, day):
                    best = people.setdefault(who, [0, 0])
                    people[who] = [max(best[0], heads[0]), max(best[1], heads[1])]
        for who, heads in people.items():
            if kinds[who] in ("walk_in", "blank"):
                self.walk_ins[self.said(who)] += sum(heads)
            elif kinds[who] == "click":
                self.clicks += sum(heads)
            elif kinds[who] in ("staff", "organizer", "door", "press"):
                self.staff += sum(heads)

    def of(self, kind: str) -> list[Row]:
        return [party for party in self.parties if party["kind"] == kind]

    @property
    def strangers(self) -> int:
        return sum(self.walk_ins.values())

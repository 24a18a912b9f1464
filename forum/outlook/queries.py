"""Questions: who registered when, here and in the last edition; which schools of the territory never answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forum import clock
from forum.database import fetch
from forum.editions.queries import EditionLine, editions
from forum.editions.values import EditionValue
from forum.outlook import rules
from forum.outlook.rules import Pace
from forum.territory.queries import SchoolEntry, all_schools, within_epci


@dataclass(frozen=True, slots=True)
class Outlook:
    """The curves, and the edition that they are compared with, if there was one."""

    paces: tuple[Pace, ...]
    last: EditionLine | None

    @property
    def begun(self) -> bool:
        """Whether anybody registered."""
        return any(one.now for one in self.paces)


async def outlook(edition: EditionValue, epci: str | None = None) -> Outlook:
    """Registrations by distance from the day, of one communauté de communes where `epci` names one. Four questions."""
    last = before(await editions(), edition)
    ids = [edition.id, *([last.id] if last else [])]
    today = clock.local(clock.now()).date()
    paces = []
    for kind, sql in _REGISTERED.items():
        rows = await _rows(sql, ids, epci)
        here = [(on, heads) for of, on, heads in rows if of == edition.id]
        there = [(on, heads) for of, on, heads in rows if of != edition.id]
        other = last.first_day if last else None
        paces.append(rules.pace(kind, here, edition.first_day.date, there, other, today))
    return Outlook(tuple(paces), last)


def before(known: Sequence[EditionLine], edition: EditionValue) -> EditionLine | None:
    """The edition that took place last before this one: the one that it was copied from, else by date."""
    earlier = [
        one for one in known if one.id != edition.id and one.first_day and one.first_day < edition.first_day.date
    ]
    copied = [one for one in earlier if one.id == edition.copied_from]
    return next(iter(copied), None) or max(earlier, key=lambda one: one.first_day or date.min, default=None)


_REGISTERED = {
    "exhibitors": (
        "SELECT b.edition, b.booked_at AS at, 1 AS heads FROM stand_booking b JOIN exhibitor e ON e.id = b.exhibitor"
        " WHERE b.state IN ('submitted', 'validated', 'waitlisted') AND b.edition IN ({ids})",
        "e.insee_code",
    ),
    "pupils": (
        "SELECT v.edition, v.registered_at AS at, v.pupils AS heads FROM class_visit v JOIN school s ON s.id = v.school"
        " LEFT JOIN class_cancellation c ON c.class_visit = v.id WHERE c.class_visit IS NULL AND v.edition IN ({ids})",
        "s.insee_code",
    ),
    "visitors": (
        "SELECT v.edition, v.registered_at AS at, v.adults + v.children AS heads FROM visitor v"
        " LEFT JOIN visitor_cancellation c ON c.visitor = v.id WHERE c.visitor IS NULL AND v.edition IN ({ids})",
        "v.insee_code",
    ),
}


async def _rows(sql: tuple[str, str], ids: Sequence[int], epci: str | None) -> list[tuple[int, date, int]]:
    statement, place = sql
    within, codes = within_epci(place, epci)
    marks = ", ".join(["{}"] * len(ids))
    rows: list[dict[str, Any]] = await fetch(statement.replace("{ids}", marks) + within, *ids, *codes)
    return [(row["edition"], clock.local(row["at"]).date(), int(row["heads"])) for row in rows]


@dataclass(frozen=True, slots=True)
class SilentSchool:
    """A school of the territory none of whose classes was ever announced, on any of its sites' sections."""

    school: SchoolEntry
    came_before: bool


async def silent_schools(edition: EditionValue, epci: str | None = None) -> list[SilentSchool]:
    """Schools of the territory that never answered, those that came to an earlier edition first. Two questions."""
    rows = await fetch("SELECT DISTINCT edition, school FROM class_visit")
    known = await all_schools()
    campus = {one.id: one.campus for one in known}
    answered = {campus[row["school"]] for row in rows if row["edition"] == edition.id and row["school"] in campus}
    earlier = {campus[row["school"]] for row in rows if row["edition"] != edition.id and row["school"] in campus}
    silent: dict[str, SilentSchool] = {}
    for one in known:
        if one.in_territory and one.campus not in answered and epci in (None, one.epci_siren):
            silent.setdefault(one.campus, SilentSchool(one, one.campus in earlier))
    return sorted(silent.values(), key=lambda one: not one.came_before)

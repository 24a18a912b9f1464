"""Reading the registrations and the badges of an edition: all of them, or those that somebody has just changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any
from uuid import UUID

from forum.attendance.values import CLASS, EXHIBITOR, VISITOR, Party, Pass
from forum.database import fetch
from forum.exhibitors.queries import shown_by
from forum.stands.rules import STANDING, VALIDATED
from forum.territory.folding import fold

_CLASSES = """
SELECT v.id, v.pupils, v.adults, v.grade_level, v.coaches, v.school, s.name AS school_name, s.kind AS school_kind,
       s.insee_code, v.slot, a.starts_at, a.day, c.at AS cancelled_at
  FROM class_visit v JOIN school s ON s.id = v.school JOIN arrival_slot a ON a.id = v.slot
  LEFT JOIN class_cancellation c ON c.class_visit = v.id WHERE v.edition = {}
    AND NOT EXISTS (SELECT 1 FROM class_wait w WHERE w.class_visit = v.id)
"""
_VISITORS = """
SELECT v.id, v.status, v.insee_code, v.elsewhere, v.adults, v.children, c.at AS cancelled_at
  FROM visitor v LEFT JOIN visitor_cancellation c ON c.visitor = v.id WHERE v.edition = {}
    AND NOT EXISTS (SELECT 1 FROM visitor_wait w WHERE w.visitor = v.id)
"""
_EXHIBITORS = """
SELECT e.id, e.name, e.kind, e.siret, e.sector, e.insee_code, b.state, b.people, b.booked_at
  FROM exhibitor e LEFT JOIN stand_booking b ON b.exhibitor = e.id WHERE e.edition = {} ORDER BY b.booked_at
"""
_EARLIER = """
SELECT DISTINCT e.siret, e.name FROM exhibitor e JOIN stand_booking b ON b.exhibitor = e.id
 WHERE b.state IN ('submitted', 'validated') AND e.edition IN (
   SELECT edition FROM day GROUP BY edition HAVING min(date) < (SELECT min(date) FROM day WHERE edition = {}))
"""
_BADGES = """
SELECT b.id, b.kind, b.holder, b.pupils, b.adults, r.reason, r.replaced_by
  FROM badge b LEFT JOIN badge_revocation r ON r.badge = b.id WHERE b.edition = {}
"""


@dataclass(frozen=True, slots=True)
class Registered:
    """Registrations and badges; None for what was asked for and is not there."""

    parties: Mapping[UUID, Party | None]
    passes: Mapping[UUID, Pass | None]


async def registered(edition_id: int, days: Mapping[int, date]) -> Registered:
    """Every registration and badge of an edition; `days` gives the date of each of its days by id."""
    parties: dict[UUID, Party | None] = {**await _exhibitors(edition_id)}
    parties |= {row["id"]: _class(row, days) for row in await fetch(_CLASSES, edition_id)}
    alike: dict[tuple[Any, ...], Party] = {}  # thousands of visitors say the same: told once
    for row in await fetch(_VISITORS, edition_id):
        key, *said = row.values()
        parties[key] = alike.get(mark := tuple(said)) or alike.setdefault(mark, _visitor(row))
    badges = await fetch(_BADGES, edition_id)
    return Registered(_with_nameless(parties, badges), _passes(badges, parties))


async def registered_of(
    edition_id: int, days: Mapping[int, date], holders: Collection[UUID], badges: Collection[UUID], *, exhibitors: bool
) -> Registered:
    """The registrations of these holders (visitors and classes) or badges, and every organisation if asked."""
    if badges:
        rows = await fetch(f"SELECT DISTINCT holder FROM badge WHERE id IN ({_marks(badges)})", *badges)  # noqa: S608
        holders = {*holders, *(row["holder"] for row in rows)}
    found: dict[UUID, Party | None] = dict.fromkeys(holders)
    some: list[dict[str, Any]] = []
    if holders:
        marks = _marks(holders)
        for row in await fetch(f"{_CLASSES} AND v.id IN ({marks})", edition_id, *holders):
            found[row["id"]] = _class(row, days)
        for row in await fetch(f"{_VISITORS} AND v.id IN ({marks})", edition_id, *holders):
            found[row["id"]] = _visitor(row)
        some = await fetch(f"{_BADGES} AND b.holder IN ({marks})", edition_id, *holders)
    if exhibitors or any(row["kind"] == EXHIBITOR for row in some):
        found |= await _exhibitors(edition_id)
        some += await fetch(f"{_BADGES} AND b.kind = 'exhibitor'", edition_id)
    return Registered(_with_nameless(found, some), _passes(some, found))


def _marks(values: Collection[UUID]) -> str:
    return ", ".join(["{}"] * len(values))


def _with_nameless(parties: Mapping[UUID, Party | None], badges: list[dict[str, Any]]) -> dict[UUID, Party | None]:
    found = dict(parties)
    for row in badges:
        if row["kind"] in (CLASS, VISITOR, EXHIBITOR) and found.get(row["holder"]) is None:
            found[row["holder"]] = _nameless(row)
    return found


def _class(row: dict[str, Any], dates: Mapping[int, date]) -> Party:
    return Party(
        CLASS,
        (row["pupils"], row["adults"]),
        row["cancelled_at"] is not None,
        insee_code=row["insee_code"],
        day=dates.get(row["day"]),
        slot=row["slot"],
        slot_at=row["starts_at"],
        school=row["school"],
        school_name=row["school_name"],
        school_kind=row["school_kind"],
        level=row["grade_level"],
        coaches=row["coaches"],
    )


def _visitor(row: dict[str, Any]) -> Party:
    return Party(
        VISITOR,
        (row["children"], row["adults"]),
        row["cancelled_at"] is not None,
        insee_code=intern(row["insee_code"]) if row["insee_code"] else None,
        elsewhere=bool(row["elsewhere"]),
        status=intern(row["status"]) if row["status"] else row["status"],
    )


async def _exhibitors(edition_id: int) -> dict[UUID, Party]:
    """Every organisation with its latest booking; `returning` when its SIRET or its name held a stand at an earlier edition."""
    earlier = await fetch(_EARLIER, edition_id)
    known = {row["siret"] for row in earlier if row["siret"]} | {fold(row["name"]) for row in earlier}
    shown = await shown_by(edition_id)
    found = {}
    for row in await fetch(_EXHIBITORS, edition_id):
        found[row["id"]] = Party(
            EXHIBITOR,
            (0, row["people"] or 0),
            row["state"] not in STANDING,
            insee_code=row["insee_code"],
            sector=row["sector"],
            structure=row["kind"],
            organisation=row["id"],
            confirmed=row["state"] == VALIDATED,
            returning=row["siret"] in known or fold(row["name"]) in known,
            offers=tuple(shown[row["id"]].offers.items()) if row["id"] in shown else (),
        )
    return found


def _nameless(row: dict[str, Any]) -> Party:
    """A badge whose registration is not there any more counts with what it stood for, of unknown origin."""
    return Party(row["kind"], (row["pupils"], row["adults"]), row["reason"] == "cancelled")


def _passes(rows: list[dict[str, Any]], holders: Iterable[UUID]) -> dict[UUID, Pass]:
    """Every badge, with the first badge of its chain of replacements."""
    # Most badges are the first of their bearer, and their holder's only one: an id that is said again is kept once.
    ids: dict[UUID, UUID] = {key: key for key in holders}
    before = {row["replaced_by"]: row["id"] for row in rows if row["replaced_by"]}
    passes = {}
    for row in rows:
        badge = ids.setdefault(row["id"], row["id"])
        first, seen = badge, {badge}
        while (earlier := before.get(first)) and earlier not in seen:
            first = ids.setdefault(earlier, earlier)
            seen.add(first)
        passes[badge] = Pass(intern(row["kind"]), ids.setdefault(row["holder"], row["holder"]), first)
    return passes

"""Questions about badges, each answered in one query."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from forum.badges.codes import read_code
from forum.badges.faces import Look, PictureFace
from forum.badges.values import BadgeValue
from forum.database import fetch
from forum.errors import NotFound

_COLUMNS = """
SELECT badge.id, badge.edition, badge.code, badge.kind, badge.holder, badge.title, badge.subtitle, badge.detail,
       badge.pupils, badge.adults, badge.photo, day.date AS day, badge.expected_at, badge.issued_at, badge.changed_at,
       ending.reason, ending.at AS ended_at, ending.replaced_by, printing.at AS printed_at
  FROM badge
  LEFT JOIN day ON day.id = badge.day
  LEFT JOIN badge_revocation ending ON ending.badge = badge.id
  LEFT JOIN badge_print printing ON printing.badge = badge.id
   AND NOT EXISTS (SELECT 1 FROM badge_print later WHERE later.badge = badge.id
                    AND (later.at > printing.at OR (later.at = printing.at AND later.id > printing.id)))
"""


class NoSuchBadge(NotFound):
    """No badge has that id."""

    sentence = "Ce badge n’existe pas, ou n’existe plus."


async def badge(badge_id: UUID) -> BadgeValue:
    """The badge with that id. Raises `NoSuchBadge`."""
    found = await fetch(_COLUMNS + "WHERE badge.id = {}", badge_id)
    if not found:
        raise NoSuchBadge
    return _value(found[0])


async def find_by_code(text: str) -> BadgeValue | None:
    """The badge with the code that was typed or scanned, or nothing."""
    code = read_code(text)
    found = await fetch(_COLUMNS + "WHERE badge.code = {}", code) if code else []
    return _value(found[0]) if found else None


async def badges_of(holder: UUID, *, valid_only: bool = False) -> list[BadgeValue]:
    """Every badge that the holder was ever given, oldest first."""
    found = await fetch(_COLUMNS + "WHERE badge.holder = {} ORDER BY badge.issued_at, badge.id", holder)
    return [value for value in map(_value, found) if value.valid or not valid_only]


async def live_badges(holders: Sequence[UUID]) -> dict[UUID, BadgeValue]:
    """The badge that each of the holders should carry now, for those who have one: one question for all of them."""
    if not holders:
        return {}
    marks = ", ".join(["{}"] * len(holders))
    found = await fetch(f"{_COLUMNS}WHERE badge.holder IN ({marks}) ORDER BY badge.issued_at, badge.id", *holders)
    return {value.holder: value for value in map(_value, found) if value.valid}


async def find_badge_of(holder: UUID) -> BadgeValue | None:
    """The badge that the holder should carry now: the newest valid one."""
    valid = await badges_of(holder, valid_only=True)
    return valid[-1] if valid else None


async def all_badges(
    edition: int,
    kind: str | None = None,
    *,
    valid_only: bool = False,
    changed_since: datetime | None = None,
    printing: str = "all",
) -> list[BadgeValue]:
    """The badges of an edition, oldest first, in one query whatever their number.

    `changed_since` keeps those issued, reworded or ended since then. `printing` is all, never (not yet on paper), due
    (never, or changed since) or changed.
    """
    asked, values = "WHERE badge.edition = {} ", [edition]
    more: list[Any] = values
    if kind is not None:
        asked, more = asked + "AND badge.kind = {} ", [*more, kind]
    if changed_since is not None:
        asked, more = asked + "AND badge.changed_at >= {} ", [*more, changed_since]
    if valid_only:
        asked += "AND ending.badge IS NULL "
    asked += {
        "all": "",
        "never": "AND printing.at IS NULL ",
        "changed": "AND printing.at < badge.changed_at ",
        "due": "AND (printing.at IS NULL OR printing.at < badge.changed_at) ",
    }[printing]
    return [_value(row) for row in await fetch(_COLUMNS + asked + "ORDER BY badge.issued_at, badge.id", *more)]


async def badges_in_order(edition: int, ids: Sequence[UUID]) -> list[BadgeValue]:
    """Those of these badges that are still valid, in the order asked; one question whatever their number."""
    there = {value.id: value for value in await all_badges(edition, valid_only=True)}
    return [there[badge_id] for badge_id in ids if badge_id in there]


async def counts(edition: int) -> dict[str, dict[str, int]]:
    """For each kind that has valid badges: how many there are (`all`), were `never` printed, `changed` since."""
    told: dict[str, dict[str, int]] = {}
    for value in await all_badges(edition, valid_only=True):
        kind = told.setdefault(value.kind, {"all": 0, "never": 0, "changed": 0})
        kind["all"] += 1
        kind["never"] += value.printed_at is None
        kind["changed"] += value.changed_since_printed
    return told


async def class_heads(edition: int) -> tuple[int, int, int]:
    """How many classes have a valid pass, and how many pupils and adults these stand for."""
    (row,) = await fetch(
        "SELECT count(*) AS classes, COALESCE(SUM(badge.pupils), 0) AS pupils, COALESCE(SUM(badge.adults), 0) AS adults"
        " FROM badge LEFT JOIN badge_revocation ending ON ending.badge = badge.id"
        " WHERE badge.edition = {} AND badge.kind = 'class' AND ending.badge IS NULL",
        edition,
    )
    return int(row["classes"]), int(row["pupils"]), int(row["adults"])


async def look(edition: int) -> Look:
    """How the badges of the edition look now."""
    rows = await fetch("SELECT colours, line, back_line FROM badge_look WHERE edition = {}", edition)
    chosen = rows[0] if rows else {"colours": "{}", "line": "", "back_line": ""}
    held = [picture for _, picture in await pictures(edition)]
    return Look(
        colours=tuple(sorted(json.loads(chosen["colours"]).items())),
        line=chosen["line"],
        back_line=chosen["back_line"],
        logo=next((picture for part, picture in held if part == "logo"), None),
        partners=tuple(picture for part, picture in held if part == "partner"),
    )


async def pictures(edition: int) -> list[tuple[UUID, tuple[str, PictureFace]]]:
    """The logos by id, each with its part (logo or partner), oldest first."""
    rows = await fetch(
        "SELECT id, part, name, image, width, height FROM badge_picture WHERE edition = {} ORDER BY added_at, id",
        edition,
    )
    return [
        (row["id"], (row["part"], PictureFace(row["name"], bytes(row["image"]), row["width"], row["height"])))
        for row in rows
    ]


async def day_date(day_id: int | None) -> date | None:
    """The date of a day of the edition."""
    found = await fetch("SELECT date FROM day WHERE id = {}", day_id) if day_id is not None else []
    return found[0]["date"] if found else None


def _value(row: dict[str, Any]) -> BadgeValue:
    reason = row.pop("reason")
    return BadgeValue(state=reason or "valid", **row)

"""What goes with a class pass: a nameless sticker for each pupil, a badge to write one's name on for each adult.

They stand for no head at the door, because the class is counted by its pass. They are born when an organiser asks for
them; from then on they follow the pass: reworded with it, more or fewer with its numbers, ended with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from piccolo.columns.combination import WhereRaw

from forum import clock
from forum.audit import service as audit
from forum.badges import queries
from forum.badges.codes import new_code
from forum.badges.rules import companions_wanted, tidy_words
from forum.badges.tables import Badge, BadgeRevocation
from forum.badges.values import BadgeValue
from forum.database import fetch, hold, transaction
from forum.editions.tables import Edition
from forum.people.who import Who

PUPIL, CHAPERONE = "pupil", "chaperone"
KINDS = (PUPIL, CHAPERONE)
_AT_ONCE = 500
_STANDS = WhereRaw("NOT EXISTS (SELECT 1 FROM badge_revocation ending WHERE ending.badge = badge.id)")


def holder_of(group: UUID, kind: str) -> UUID:
    """Whose the companions of a class visit are: always the same id for the same visit and kind."""
    return uuid.uuid5(group, kind)


async def issue_companions(edition: int, kind: str, by: Who) -> int:
    """Give every class of the edition its stickers (pupil) or its adults' badges (chaperone); answers how many are new.

    Those that exist stay as they are: asking twice prepares what is missing, nothing else.
    """
    async with transaction():
        await hold(Edition, edition)
        passes = await queries.all_badges(edition, "class", valid_only=True)
        there = _by_holder(await queries.all_badges(edition, kind, valid_only=True))
        days = await _days(edition)
        made = [
            row
            for held in passes
            for row in _missing(held, kind, there.get(holder_of(held.holder, kind), []), days.get(held.id))
        ]
        await _insert(made)
        if made:
            told = f"{len(made)} {'étiquettes d’élèves' if kind == PUPIL else 'badges d’accompagnateurs'}"
            await audit.note(edition, by, "issue companions", "badge series", uuid.uuid4(), told)
    return len(made)


async def follow_pass(held: BadgeValue, day: int | None) -> None:
    """The companions of a class pass that was just reworded, if it has any: same words, as many as it stands for."""
    for kind in KINDS:
        there = await queries.badges_of(holder_of(held.holder, kind), valid_only=True)
        if not there:
            continue
        await _reword(held, kind, there[0], day)
        await _insert(list(_missing(held, kind, there, day)))
        numbered = sorted(there, key=lambda badge: (len(badge.detail), badge.detail))
        for extra in numbered[companions_wanted(held, kind) :]:
            await BadgeRevocation.insert(
                BadgeRevocation(id=uuid.uuid4(), badge=extra.id, reason="cancelled", replaced_by=None, at=clock.now())
            )
            await Badge.update({Badge.changed_at: clock.now()}).where(Badge.id == extra.id)


async def _reword(held: BadgeValue, kind: str, one: BadgeValue, day: int | None) -> None:
    """Other words count as a change of the paper; another hour of the same day does not, because no sticker says it."""
    title, subtitle = _words(held, kind)
    changed: dict[Any, Any] = {Badge.expected_at: held.expected_at}
    if (one.title, one.subtitle, one.photo, one.day) != (title, subtitle, held.photo, held.day):
        changed |= {Badge.title: title, Badge.subtitle: subtitle, Badge.photo: held.photo, Badge.day: day}
        changed |= {Badge.changed_at: clock.now()}
    await Badge.update(changed).where(Badge.holder == one.holder).where(_STANDS)


async def _days(edition: int) -> dict[UUID, int | None]:
    rows = await fetch("SELECT id, day FROM badge WHERE edition = {} AND kind = 'class'", edition)
    return {row["id"]: row["day"] for row in rows}


def _by_holder(badges: list[BadgeValue]) -> dict[UUID, list[BadgeValue]]:
    held: dict[UUID, list[BadgeValue]] = {}
    for badge in badges:
        held.setdefault(badge.holder, []).append(badge)
    return held


def _missing(held: BadgeValue, kind: str, there: list[BadgeValue], day: int | None) -> Iterator[Badge]:
    """The rows that the class has not yet: the lowest free numbers first."""
    taken, now, (title, subtitle) = {badge.detail for badge in there}, clock.now(), _words(held, kind)
    for number in range(1, companions_wanted(held, kind) + 1):
        detail = f"n°\u00a0{number}"
        if detail not in taken:
            yield Badge(
                id=uuid.uuid4(),
                edition=held.edition,
                code=new_code(),
                kind=kind,
                holder=holder_of(held.holder, kind),
                title=title,
                subtitle=subtitle,
                detail=detail,
                pupils=0,
                adults=0,
                photo=held.photo,
                day=day,
                expected_at=held.expected_at,
                issued_at=now,
                changed_at=now,
            )


def _words(held: BadgeValue, kind: str) -> tuple[str, str]:
    """A sticker says the class; an adult's badge leaves the first line to write on."""
    if kind == PUPIL:
        return held.title, held.subtitle
    return "", tidy_words(f"{held.title} – {held.subtitle}")


async def _insert(rows: list[Any]) -> None:
    for at in range(0, len(rows), _AT_ONCE):
        await Badge.insert(*rows[at : at + _AT_ONCE])

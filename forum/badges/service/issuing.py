"""Issuing, rewording, ending, replacing. Verbs that register somebody call these inside their own transaction."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from forum import clock
from forum.audit import service as audit
from forum.badges import queries
from forum.badges.codes import new_code, show_code
from forum.badges.rules import MOST_BLANKS, tidy_words
from forum.badges.service import companions
from forum.badges.tables import Badge
from forum.badges.values import BadgeValue
from forum.database import fetch, hold, transaction
from forum.errors import Refusal
from forum.people.who import Who


class BadgeEnded(Refusal):
    """The badge was cancelled, replaced or withdrawn before."""

    sentence = "Ce badge n’est plus valable\u00a0: il a déjà été annulé, remplacé ou retiré."


class TooManyBlanks(Refusal):
    """Nobody prints that many at once on purpose."""

    sentence = "Une série compte de 1 à 2\u202f000 badges."
    field = "count"


async def issue(
    edition: int,
    kind: str,
    holder: UUID,
    title: str,
    subtitle: str = "",
    detail: str = "",
    *,
    pupils: int = 0,
    adults: int = 1,
    photo: str = "yes",
    day: int | None = None,
    expected_at: datetime | None = None,
) -> BadgeValue:
    """Give the holder a badge with a fresh code. One holder may have several (the people of one stand).

    The words, biggest first: organisation, person, stand (exhibitor); given name, family name, companions (visitor);
    class, school, arrival (class). `pupils` and `adults` are the heads that one scan stands for; `day` is the id of the
    only day it is good for.
    """
    made = BadgeValue(
        id=uuid.uuid4(),
        edition=edition,
        code=new_code(),
        kind=kind,
        holder=holder,
        title=tidy_words(title),
        subtitle=tidy_words(subtitle),
        detail=tidy_words(detail),
        pupils=pupils,
        adults=adults,
        photo=photo,
        day=await queries.day_date(day),
        expected_at=expected_at,
        issued_at=(now := clock.now()),
        changed_at=now,
        state="valid",
        ended_at=None,
        replaced_by=None,
        printed_at=None,
    )
    await fetch(
        "INSERT INTO badge (id, edition, code, kind, holder, title, subtitle, detail, pupils, adults, photo, day,"
        " expected_at, issued_at, changed_at) VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        *(
            made.id,
            edition,
            made.code,
            kind,
            holder,
            made.title,
            made.subtitle,
            made.detail,
            pupils,
            adults,
            photo,
            day,
        ),
        *(expected_at, now, now),
    )
    return made


async def issue_by_hand(
    edition: int, kind: str, holder: UUID, title: str, subtitle: str, detail: str, by: Who
) -> BadgeValue:
    """A badge that no registration gives: the team, the door, the press, an adult with a class (counted with the class)."""
    async with transaction():
        heads = 0 if kind == companions.CHAPERONE else 1
        badge = await issue(edition, kind, holder, title, subtitle, detail, adults=heads)
        await audit.note(edition, by, "issue badge", "badge", badge.id, f"Badge préparé\u00a0: {_told(badge)}")
    return badge


async def issue_blanks(edition: int, count: int, by: Who) -> list[BadgeValue]:
    """A numbered series for people who come without having registered. Raises `TooManyBlanks`."""
    if not 1 <= count <= MOST_BLANKS:
        raise TooManyBlanks
    async with transaction():
        series = uuid.uuid4()
        made = [await issue(edition, "blank", series, "", "", f"n°\u00a0{number}") for number in range(1, count + 1)]
        await audit.note(edition, by, "issue blanks", "badge series", series, f"{count} badges vierges")
    return made


async def reword(holder: UUID, **changed: Any) -> list[BadgeValue]:
    """Change what the holder's valid badges say or stand for: the same names as in `issue()`.

    The code stays. A badge that says so already is left alone, and so does not count as changed since it was printed.
    What goes with a class pass follows it.
    """
    async with transaction():
        for badge in await queries.badges_of(holder, valid_only=True):
            await _reword(badge, changed)
        reworded = await queries.badges_of(holder, valid_only=True)
        for held in reworded:
            if held.kind == "class":
                day = (await fetch("SELECT day FROM badge WHERE id = {}", held.id))[0]["day"]
                await companions.follow_pass(held, day)
        return reworded


async def revoke(holder: UUID, reason: str = "cancelled") -> list[BadgeValue]:
    """End every valid badge of the holder and what goes with them; `reason` is cancelled or withdrawn. Answers those it ended."""
    async with transaction():
        held = [holder, *(companions.holder_of(holder, kind) for kind in companions.KINDS)]
        ended = [badge for one in held for badge in await queries.badges_of(one, valid_only=True)]
        return [badge for badge in ended if await _end(badge.id, reason) and badge.holder == holder]


async def withdraw(badge_id: UUID, by: Who) -> None:
    """End one badge, because somebody should not carry it any longer. Raises `NoSuchBadge`, `BadgeEnded`."""
    async with transaction():
        badge = await queries.badge(badge_id)
        if not await _end(badge_id, "withdrawn"):
            raise BadgeEnded
        await audit.note(badge.edition, by, "withdraw badge", "badge", badge_id, f"Badge retiré\u00a0: {_told(badge)}")


async def replace(badge_id: UUID, by: Who) -> BadgeValue:
    """A new code for the same words; the old one then says « remplacé ». Raises `NoSuchBadge`, `BadgeEnded`."""
    async with transaction():
        await hold(Badge, badge_id)
        old = await queries.badge(badge_id)
        if not old.valid:
            raise BadgeEnded
        day = await fetch("SELECT day FROM badge WHERE id = {}", badge_id)
        new = await issue(
            old.edition,
            old.kind,
            old.holder,
            old.title,
            old.subtitle,
            old.detail,
            pupils=old.pupils,
            adults=old.adults,
            photo=old.photo,
            day=day[0]["day"],
            expected_at=old.expected_at,
        )
        await _end(badge_id, "replaced", new.id)
        await audit.note(old.edition, by, "replace badge", "badge", new.id, f"Badge remplacé\u00a0: {_told(old)}")
    return new


async def _reword(badge: BadgeValue, changed: dict[str, Any]) -> None:
    wanted = {name: tidy_words(value) if isinstance(value, str) else value for name, value in changed.items()}
    kept = {name: getattr(badge, name) for name in wanted}
    if "day" in wanted:
        kept["day"] = (await fetch("SELECT day FROM badge WHERE id = {}", badge.id))[0]["day"]
    if wanted == kept:
        return
    columns: dict[Any, Any] = {getattr(Badge, name): value for name, value in wanted.items()}
    await Badge.update({**columns, Badge.changed_at: clock.now()}).where(Badge.id == badge.id)


async def _end(badge_id: UUID, reason: str, replaced_by: UUID | None = None) -> bool:
    """Whether it was still valid; the constraint decides between two who end it at once."""
    now = clock.now()
    ended = await fetch(
        "INSERT INTO badge_revocation (id, badge, reason, replaced_by, at) VALUES ({}, {}, {}, {}, {})"
        " ON CONFLICT (badge) DO NOTHING RETURNING id",
        *(uuid.uuid4(), badge_id, reason, replaced_by, now),
    )
    if ended:
        await fetch("UPDATE badge SET changed_at = {} WHERE id = {}", now, badge_id)
    return bool(ended)


def _told(badge: BadgeValue) -> str:
    """The badge in the journal: by its words and the end of its code, never the whole code."""
    return f"{badge.title} (…{show_code(badge.code)[-6:]})"

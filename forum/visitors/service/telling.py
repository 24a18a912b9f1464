"""What follows a registration: the badge, the calendar entry, the letter. Whoever gave no address is told nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.badges import queries as badge_queries
from forum.badges import service as badges
from forum.badges.codes import show_code
from forum.badges.values import BadgeValue
from forum.editions.values import EditionValue
from forum.invitations import service as invitations
from forum.invitations.service import IcsText
from forum.mail import service as mail
from forum.mail.service import Field
from forum.people import links
from forum.visitors import letters
from forum.visitors.queries import VisitorLine
from forum.web.words import say_hour


async def welcome(edition: EditionValue, line: VisitorLine) -> None:
    """Expected from now on: a badge, an entry in the calendar, and the letter with both."""
    await tell(edition, line, "welcome", await issue_badge(edition, line))


async def issue_badge(edition: EditionValue, line: VisitorLine) -> BadgeValue:
    """The badge of somebody who has none yet."""
    return await badges.issue(
        edition.id,
        "visitor",
        line.id,
        *badge_words(edition, line),
        adults=line.adults,
        pupils=line.children,
        expected_at=line.starts_at,
    )


async def reword_badge(edition: EditionValue, line: VisitorLine) -> BadgeValue | None:
    """The badge of somebody expected says what the registration says now; None when it was withdrawn."""
    title, subtitle, detail = badge_words(edition, line)
    held = await badges.reword(
        line.id,
        title=title,
        subtitle=subtitle,
        detail=detail,
        adults=line.adults,
        pupils=line.children,
        expected_at=line.starts_at,
    )
    return held[-1] if held else None


def badge_words(edition: EditionValue, line: VisitorLine) -> tuple[str, str, str]:
    """The given name, the family name, and below them the hour of arrival and the companions."""
    others = line.heads - 1
    with_others = f"et {others} accompagnant{'s' if others > 1 else ''}" if others else ""
    arrival = ""
    if line.starts_at:
        day = edition.day_of(line.starts_at)
        on = f"{day.date:%d/%m} " if day and len(edition.days) > 1 else ""
        arrival = f"Arrivée {on}{say_hour(line.starts_at)}"
    return line.first_name or "Visiteur", line.last_name, ", ".join(part for part in (arrival, with_others) if part)


async def tell(
    edition: EditionValue, line: VisitorLine, template: str, badge: BadgeValue | None = None, **more: Field
) -> None:
    """A letter with a new link to one's own space; with a badge, the calendar entry goes along."""
    ics = await _invite(edition, line) if badge else None
    if not line.email:
        return
    link = await links.make("visitor", line.id, edition.id, link_ends(edition))
    fields = {**more, "code": show_code(badge.code) if badge else ""}
    await mail.write(letters.draft(edition, line, template, fields, link, badge.id if badge else None, ics))


async def follow_calendar(edition: EditionValue, line: VisitorLine) -> None:
    """The entry bears the new name, without a letter: whoever changed it has just seen it. Its hours stay as last told."""
    if line.email:
        await invitations.readdress(edition, line.id, line.email, line.name)


async def _invite(edition: EditionValue, line: VisitorLine) -> IcsText | None:
    if not line.email:
        return None
    return await invitations.invite(edition, line.id, "visit", letters.entry(edition, line), line.email, line.name)


async def send_again(edition: EditionValue, line: VisitorLine) -> None:
    """The badge again, with a new link."""
    if not line.email:
        return
    held = await badge_queries.badges_of(line.id, valid_only=True)
    link = await links.make("visitor", line.id, edition.id, link_ends(edition))
    await mail.write(letters.draft(edition, line, "way_in", {}, link, held[-1].id if held else None))


async def tell_end(edition: EditionValue, line: VisitorLine, word: str = "") -> None:
    """The place was given back: the badge ends, the entry is withdrawn, a letter says so."""
    await badges.revoke(line.id, "cancelled")
    withdrawn = await invitations.withdraw(edition, line.id)
    if line.email:
        ics = withdrawn[0] if withdrawn else None
        await mail.write(letters.draft(edition, line, "goodbye", {"word": word}, None, None, ics, "CANCEL"))


def link_ends(edition: EditionValue) -> datetime:
    """Links live until a month after the forum: long enough to see, correct or erase."""
    return edition.last_day.closes_at + timedelta(days=30)

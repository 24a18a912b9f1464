"""What follows a change: the pass, the calendar entry, and the letters to every teacher of the class."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from forum.badges import service as badges
from forum.badges.codes import show_code
from forum.badges.queries import find_badge_of
from forum.badges.values import BadgeValue
from forum.class_visits import letters, queries
from forum.class_visits.queries import VisitLine
from forum.editions.values import EditionValue
from forum.invitations import service as invitations
from forum.mail import service as mail
from forum.mail.service import Field
from forum.people import links
from forum.web.words import say_class, say_hour


async def welcome(edition: EditionValue, line: VisitLine) -> None:
    """An expected class gets its pass, its calendar entry and the letter; a referent who is not trusted yet is told to wait."""
    if not line.trusted:
        await tell(edition, line, "received")
        return
    await pass_of(edition.id, line)
    await tell(edition, line, "confirmed", with_pass=True)


async def tell_changed(edition: EditionValue, before: VisitLine, line: VisitLine, word: str = "") -> None:
    """The pass follows, and so do the calendar entry and a letter, which names what was before it."""
    if line.expected and line.trusted:
        await pass_of(edition.id, line)
    was = expected_words(before) if expected_words(before) != expected_words(line) else ""
    await tell(edition, line, "changed", with_pass=line.expected and line.trusted, word=word, was=was)


async def pass_follows(edition: EditionValue, visit: uuid.UUID) -> None:
    """The day or the hours of the edition changed: the pass of a class that has one says so too. Raises NotFound."""
    line = await queries.visit(edition.id, visit)
    if line.expected and line.trusted:
        await pass_of(edition.id, line)


async def pass_of(edition: int, line: VisitLine) -> BadgeValue:
    """The pass of an expected class, brought up to date or issued."""
    words = {
        "title": say_class(line.class_name),
        "subtitle": line.school_name,
        "detail": f"Arrivée {say_hour(line.starts_at)}, porte {line.gate_code}",
    }
    heads = {"pupils": line.pupils, "adults": line.adults, "photo": line.photo, "day": line.day}
    expected_at = line.day_word_expected_at or line.starts_at
    held = await badges.reword(line.id, **words, **heads, expected_at=expected_at)
    if held:
        return held[0]
    return await badges.issue(
        edition,
        "class",
        line.id,
        words["title"],
        words["subtitle"],
        words["detail"],
        pupils=line.pupils,
        adults=line.adults,
        photo=line.photo,
        day=line.day,
        expected_at=expected_at,
    )


async def tell(
    edition: EditionValue,
    line: VisitLine,
    template: str,
    *,
    with_pass: bool = False,
    with_entry: bool = True,
    **more: Field,
) -> None:
    """A letter to the referent, with the pass and the calendar entry when the class is expected, and the same to each colleague."""
    badge = await find_badge_of(line.id) if with_pass else None
    ics = None
    if with_pass and with_entry:
        ics = await invitations.invite(
            edition, line.id, "arrival", letters.entry(edition, line), line.referent_email, line.referent_name
        )
    fields: dict[str, Field] = {**more, "code": show_code(badge.code) if badge else ""}
    to = letters.Reader(line.referent, line.referent_first_name, line.referent_name, line.referent_email)
    link = await way_in(edition, to.id)
    await mail.write(letters.draft(edition, line, template, to, fields, link, badge.id if badge else None, ics))
    for one in (await queries.colleagues([line.id])).get(line.id, []):
        other = letters.Reader(one.referent, one.name.partition(" ")[0], one.name, one.email)
        link = await way_in(edition, other.id)
        await mail.write(letters.draft(edition, line, template, other, fields, link, badge.id if badge else None))


async def tell_end(edition: EditionValue, line: VisitLine, word: str = "") -> None:
    """The class will not come: the pass ends, the entry is withdrawn, a letter says so."""
    await badges.revoke(line.id, "cancelled")
    withdrawn = await invitations.withdraw(edition, line.id)
    to = letters.Reader(line.referent, line.referent_first_name, line.referent_name, line.referent_email)
    ics = withdrawn[0] if withdrawn else None
    await mail.write(letters.draft(edition, line, "cancelled", to, {"word": word}, None, None, ics, "CANCEL"))
    for one in (await queries.colleagues([line.id])).get(line.id, []):
        other = letters.Reader(one.referent, one.name.partition(" ")[0], one.name, one.email)
        await mail.write(letters.draft(edition, line, "cancelled", other, {"word": word}, None, None))


async def way_in(edition: EditionValue, referent: uuid.UUID) -> uuid.UUID:
    """A link to the teacher's space that may be forwarded: it shows, and changes nothing."""
    return await links.make("teacher", referent, edition.id, link_ends(edition))


def link_ends(edition: EditionValue) -> datetime:
    """Until some months after the forum: the certificate of visit is fetched there."""
    return edition.last_day.closes_at + timedelta(days=90)


def expected_words(line: VisitLine) -> str:
    return f"{line.heads} personnes à {say_hour(line.starts_at)}"

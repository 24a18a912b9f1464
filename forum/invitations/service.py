"""The verbs of the calendar: invite, follow changes, withdraw; share as a subscribed calendar."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from forum import clock
from forum.database import fetch, hold, transaction
from forum.editions.values import EditionValue
from forum.invitations.calendar import CANCEL, REQUEST, Entry, IcsText, InvitationValue, invitation
from forum.invitations.queries import organizer, value_of
from forum.invitations.rules import one_line, stamp, tidy
from forum.invitations.tables import Invitation
from forum.people.links import hash_token, token_of
from forum.settings import settings

__all__ = [
    "Bundle",
    "Entry",
    "IcsText",
    "forget",
    "invite",
    "invite_all",
    "readdress",
    "renew_feed",
    "revoke_feed",
    "share_feed",
    "withdraw",
    "withdraw_all",
]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Every entry of a holder, one calendar text after the other, to go with one letter.

    A message may ask for one entry only (RFC 5546 3.2.2, and Outlook holds to it): the first is the one that mail programs
    show and follow by themselves, the others go along as files to open. So the first is the same part in each letter.

    `mark` orders the holder's letters: the holder's id, and a number that rises with every change of any part.
    """

    method: str
    text: str
    mark: tuple[str, int]


async def invite(
    edition: EditionValue, holder: UUID, part: str, entry: Entry, attendee_address: str, attendee_name: str
) -> IcsText:
    """The calendar text (METHOD:REQUEST) of one part of the holder's visit, to go with a letter.

    The first time makes the entry; later times raise its sequence when anything changed, also after a withdrawal, and
    answer the same text when nothing did. The id never changes, so that calendars move the entry instead of adding one.
    """
    wanted = InvitationValue(
        id=uuid.uuid4(),
        edition=edition.id,
        holder=holder,
        part=part,
        entry=tidy(entry),
        attendee_address=attendee_address,
        attendee_name=one_line(attendee_name, 160),
        status="TENTATIVE" if entry.tentative else "CONFIRMED",
        sequence=0,
        changed_at=stamp(clock.now(), None),
    )
    async with transaction():
        if not await _insert(wanted):
            wanted = await _change(wanted)
    return invitation(wanted, REQUEST, organizer())


async def invite_all(
    edition: EditionValue, holder: UUID, entries: Mapping[str, Entry], attendee_address: str, attendee_name: str
) -> Bundle:
    """All parts of a holder's stay at once, by their names, the one to show first; each keeps its id for ever.

    A part that stood and is not wanted any more is withdrawn in the same letter.
    """
    async with transaction():
        told = [
            await invite(edition, holder, part, entry, attendee_address, attendee_name)
            for part, entry in entries.items()
        ]
        for row in await fetch(_STANDING, holder, edition.id):
            if row["part"] not in entries and (ended := await _withdraw(row["id"])):
                told.append(ended)
        return Bundle(REQUEST, "".join(told), await _mark(holder))


async def withdraw_all(edition: EditionValue, holder: UUID, shown: str) -> Bundle | None:
    """Take every part away (METHOD:CANCEL), in one letter, `shown` first; None if none stood."""
    async with transaction():
        told = await withdraw(edition, holder, shown)
        return Bundle(CANCEL, "".join(told), await _mark(holder)) if told else None


async def readdress(edition: EditionValue, holder: UUID, address: str, name: str) -> None:
    """The holder is called or written to otherwise from now on; hours and places stay as they were last told."""
    async with transaction():
        for row in await fetch(_STANDING, holder, edition.id):
            await hold(Invitation, row["id"])
            stood = value_of((await fetch("SELECT * FROM invitation WHERE id = {}", row["id"]))[0])
            same = replace(stood, attendee_address=address, attendee_name=one_line(name, 160))
            if same != stood:
                await _update(_next(stood, same))


async def withdraw(edition: EditionValue, holder: UUID, shown: str = "") -> list[IcsText]:
    """Calendar texts (METHOD:CANCEL) that take the holder's entries away; none if none stood.

    In order of time, but the part that is `shown` in letters comes first.
    """
    told: list[IcsText] = []
    async with transaction():
        standing = await fetch(_STANDING, holder, edition.id)
        for row in sorted(standing, key=lambda row: row["part"] != shown):
            if ended := await _withdraw(row["id"]):
                told.append(ended)
    return told


async def forget(edition: EditionValue, holder: UUID) -> list[IcsText]:
    """Withdraw and erase the holder's entries; answers the texts that say so, because nothing can say it later."""
    async with transaction():
        told = await withdraw(edition, holder)
        await fetch("DELETE FROM invitation WHERE holder = {} AND edition = {}", holder, edition.id)
    return told


async def share_feed(edition: EditionValue, address: str) -> str:
    """The web address of the subscribed calendar of a mail address; the same one until it is revoked."""
    async with transaction():
        found = await fetch(_LIVE_FEED, edition.id, address)
        if not found:
            feed_id = uuid.uuid4()
            await fetch(
                "INSERT INTO calendar_feed (id, edition, address, token_hash, made_at) VALUES ({}, {}, {}, {}, {})"
                " ON CONFLICT (edition, address) WHERE revoked_at IS NULL DO NOTHING",
                *(feed_id, edition.id, address, hash_token(token_of(feed_id)), clock.now()),
            )
            found = await fetch(_LIVE_FEED, edition.id, address)
    return f"{settings().base_url}/calendrier/{token_of(found[0]['id'])}.ics"


async def revoke_feed(edition: EditionValue, address: str) -> None:
    """The address of the subscribed calendar opens nothing any more."""
    await fetch(
        "UPDATE calendar_feed SET revoked_at = {} WHERE edition = {} AND address = {} AND revoked_at IS NULL",
        clock.now(),
        edition.id,
        address,
    )


async def renew_feed(edition: EditionValue, address: str) -> str:
    """Another web address for the same calendar; the old one opens nothing any more."""
    async with transaction():
        await revoke_feed(edition, address)
        return await share_feed(edition, address)


_STANDING = "SELECT id, part FROM invitation WHERE holder = {} AND edition = {} AND status <> 'CANCELLED' ORDER BY starts_at, part"
_LIVE_FEED = "SELECT id FROM calendar_feed WHERE edition = {} AND address = {} AND revoked_at IS NULL"


async def _withdraw(invitation_id: UUID) -> IcsText | None:
    await hold(Invitation, invitation_id)
    stood = value_of((await fetch("SELECT * FROM invitation WHERE id = {}", invitation_id))[0])
    if stood.status == "CANCELLED":
        return None
    ended = _next(stood, replace(stood, status="CANCELLED"))
    await _update(ended)
    return invitation(ended, CANCEL, organizer())


async def _mark(holder: UUID) -> tuple[str, int]:
    changes = await fetch("SELECT sum(sequence + 1) AS n FROM invitation WHERE holder = {}", holder)
    return str(holder), int(changes[0]["n"])


async def _change(wanted: InvitationValue) -> InvitationValue:
    """The standing entry, made to say what is wanted."""
    found = await fetch("SELECT id FROM invitation WHERE holder = {} AND part = {}", wanted.holder, wanted.part)
    await hold(Invitation, found[0]["id"])
    stood = value_of((await fetch("SELECT * FROM invitation WHERE id = {}", found[0]["id"]))[0])
    same = replace(wanted, id=stood.id, sequence=stood.sequence, changed_at=stood.changed_at)
    if same == stood:
        return stood
    changed = _next(stood, same)
    await _update(changed)
    return changed


def _next(stood: InvitationValue, wanted: InvitationValue) -> InvitationValue:
    return replace(wanted, sequence=stood.sequence + 1, changed_at=stamp(clock.now(), stood.changed_at))


async def _insert(value: InvitationValue) -> bool:
    """Whether it is the first entry for this holder and part."""
    made = await fetch(
        "INSERT INTO invitation (id, edition, holder, part, summary, description, location, starts_at, ends_at,"
        " attendee_address, attendee_name, url, geo, status, sequence, changed_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {})"
        " ON CONFLICT (holder, part) DO NOTHING RETURNING id",
        *(
            value.id,
            value.edition,
            value.holder,
            value.part,
            *_words(value),
            value.status,
            value.sequence,
            value.changed_at,
        ),
    )
    return bool(made)


async def _update(value: InvitationValue) -> None:
    await fetch(
        "UPDATE invitation SET summary = {}, description = {}, location = {}, starts_at = {}, ends_at = {},"
        " attendee_address = {}, attendee_name = {}, url = {}, geo = {}, status = {}, sequence = {}, changed_at = {}"
        " WHERE id = {}",
        *(*_words(value), value.status, value.sequence, value.changed_at, value.id),
    )


def _words(value: InvitationValue) -> tuple[object, ...]:
    entry = value.entry
    times = entry.starts_at, entry.ends_at
    geo = ";".join(entry.geo) if entry.geo else ""
    who = value.attendee_address, value.attendee_name
    return (entry.summary, entry.description, entry.location, *times, *who, entry.url or "", geo)

"""Questions about calendar entries."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any
from uuid import UUID

from forum.database import fetch
from forum.errors import NotFound
from forum.invitations.calendar import Entry, InvitationValue, published
from forum.people.links import hash_token
from forum.settings import settings


class NoInvitation(NotFound):
    """Nothing in the calendar for that holder, or not any longer."""

    sentence = "Il n’y a pas de rendez-vous à ajouter à votre agenda."


class NoFeed(NotFound):
    """Unknown or revoked token."""

    sentence = "Cet agenda n’existe pas, ou n’est plus partagé."


async def invitations_of(holder: UUID) -> list[InvitationValue]:
    """Every entry of the holder, cancelled ones included, in order of time."""
    rows = await fetch("SELECT * FROM invitation WHERE holder = {} ORDER BY starts_at, part", holder)
    return [value_of(row) for row in rows]


async def standing(edition: int) -> dict[UUID, dict[str, InvitationValue]]:
    """What stands in everybody's calendar, by holder and part."""
    rows = await fetch("SELECT * FROM invitation WHERE edition = {} AND status <> 'CANCELLED'", edition)
    found: dict[UUID, dict[str, InvitationValue]] = {}
    for row in rows:
        value = value_of(row)
        found.setdefault(value.holder, {})[value.part] = value
    return found


async def ics_of(holder: UUID) -> bytes:
    """The holder's entries as a file to download (METHOD:PUBLISH). Raises `NoInvitation`."""
    values = [value for value in await invitations_of(holder) if value.status != "CANCELLED"]
    if not values:
        raise NoInvitation
    return published(values, organizer()).encode()


async def feed(token: str) -> bytes:
    """The subscribed calendar behind a token: all that its address is invited to. Raises `NoFeed`."""
    rows = await fetch(
        "SELECT edition.name, feed.edition, feed.address FROM calendar_feed feed JOIN edition ON edition.id = feed.edition"
        " WHERE feed.token_hash = {} AND feed.revoked_at IS NULL",
        hash_token(token),
    )
    if not rows:
        raise NoFeed
    found = await fetch(
        "SELECT * FROM invitation WHERE edition = {} AND attendee_address = {} ORDER BY starts_at, id",
        rows[0]["edition"],
        rows[0]["address"],
    )
    return published([value_of(row) for row in found], organizer(), name=rows[0]["name"], refresh=True).encode()


def organizer() -> tuple[str, str]:
    """Name and address of whoever invites: the sender of the letters, because mail programs compare the two."""
    return parseaddr(settings().sender)


def value_of(row: dict[str, Any]) -> InvitationValue:
    """A row of the table as a value."""
    latitude, _, longitude = row["geo"].partition(";")
    return InvitationValue(
        id=row["id"],
        edition=row["edition"],
        holder=row["holder"],
        part=row["part"],
        entry=Entry(
            summary=row["summary"],
            description=row["description"],
            location=row["location"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            tentative=row["status"] == "TENTATIVE",
            geo=(latitude, longitude) if longitude else None,
            url=row["url"] or None,
        ),
        attendee_address=row["attendee_address"],
        attendee_name=row["attendee_name"],
        status=row["status"],
        sequence=row["sequence"],
        changed_at=row["changed_at"],
    )

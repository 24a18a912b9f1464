"""Nouns of the calendar."""

import uuid

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class Invitation(Table):
    """A calendar entry of a holder (a visitor, a class visit, an exhibitor): one UID for ever, a sequence that only rises."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    holder = UUID()
    part = Varchar(length=12)
    summary = Varchar(length=200)
    description = Text()
    location = Varchar(length=240)
    starts_at = Timestamptz()
    ends_at = Timestamptz()
    attendee_address = Varchar(length=254)
    attendee_name = Varchar(length=160)
    url = Varchar(length=240)
    geo = Varchar(length=30)
    status = Varchar(length=12)
    sequence = Integer(default=0)
    changed_at = Timestamptz()


class CalendarFeed(Table):
    """A subscribed calendar: everything that an address is invited to in an edition, behind an unguessable token."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    address = Varchar(length=254)
    token_hash = Varchar(length=64, unique=True)
    made_at = Timestamptz()
    revoked_at = Timestamptz(null=True, default=None)

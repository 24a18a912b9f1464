"""Nouns of the mail: a letter, and each attempt to post it."""

import uuid

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition
from forum.people.tables import AccessLink


class Letter(Table):
    """A letter to one address. `fields` (JSON) fill its template when it is posted; what left is kept in subject and text.

    `ics_uid` and `ics_sequence` repeat what `ics` says, so that two updates of one calendar entry leave in order.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    message_id = Varchar(length=120, unique=True)
    template = Varchar(length=80)
    fields = Text()
    to_address = Varchar(length=254)
    to_name = Varchar(length=160)
    holder = UUID(null=True, default=None)
    link = ForeignKey(AccessLink, null=True, default=None, on_delete=OnDelete.set_null)
    badge = UUID(null=True, default=None)
    ics = Text(null=True, default=None)
    ics_method = Varchar(length=10, null=True, default=None)
    ics_uid = Varchar(length=160, null=True, default=None)
    ics_sequence = Integer(null=True, default=None)
    search = Varchar(length=400)
    written_at = Timestamptz()
    next_try_at = Timestamptz()
    leased_until = Timestamptz(null=True, default=None)
    leased_by = Varchar(length=40, null=True, default=None)
    tries = Integer(default=0)
    posted_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    subject = Varchar(length=200, null=True, default=None)
    text = Text(null=True, default=None)


class LetterAttempt(Table):
    """One try at posting a letter, and what the other server said."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    letter = ForeignKey(Letter, null=False, on_delete=OnDelete.cascade)
    at = Timestamptz()
    outcome = Varchar(length=12)
    detail = Varchar(length=300)


class LetterWording(Table):
    """A letter in an organiser's own words, for one edition. The newest row counts; one without words is back to the default."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    template = Varchar(length=80)
    subject = Varchar(length=150, null=True, default=None)
    body = Text(null=True, default=None)
    written_at = Timestamptz()
    by_name = Varchar(length=120)

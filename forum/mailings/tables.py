"""Nouns of the mailings: one letter to many, and everyone it is for."""

import uuid

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class Mailing(Table):
    """A letter to many. Planned ones have a row only once somebody switched them off or they began.

    `about` is the day of the forum it speaks of, `segments` the parts of the people (codes with spaces between).
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    segments = Varchar(length=120)
    about = Date()
    sense = Varchar(length=12)
    subject = Varchar(length=150)
    text = Text()
    made_at = Timestamptz()
    by_name = Varchar(length=120)
    switched_off_at = Timestamptz(null=True, default=None)
    begun_at = Timestamptz(null=True, default=None)
    stopped_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)


class MailingRecipient(Table):
    """A registration that a mailing is for: no name and no address, those are read when its letter is written.

    Settled without a letter: cancelled or erased meanwhile.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    mailing = ForeignKey(Mailing, null=False, on_delete=OnDelete.cascade)
    position = Integer()
    segment = Varchar(length=20)
    holder = UUID()
    letter = UUID(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)

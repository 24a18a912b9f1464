"""Nouns of the badges. A badge knows its holder by id and by the words printed on it, nothing more."""

import uuid

from piccolo.columns import UUID, Bytea, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Day, Edition


class Badge(Table):
    """A code that somebody carries: its kind, its printed words, how many heads it stands for, and when it is expected."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    code = Varchar(length=24, unique=True)
    kind = Varchar(length=12)
    holder = UUID(index=True)
    title = Varchar(length=160)
    subtitle = Varchar(length=160)
    detail = Varchar(length=160)
    pupils = Integer(default=0)
    adults = Integer(default=1)
    photo = Varchar(length=8)
    day = ForeignKey(Day, null=True, default=None, on_delete=OnDelete.restrict)
    expected_at = Timestamptz(null=True, default=None)
    issued_at = Timestamptz()
    changed_at = Timestamptz()


class BadgeRevocation(Table):
    """The end of a badge: cancelled with its registration, replaced by another, or withdrawn."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    badge = ForeignKey(Badge, null=False, unique=True, on_delete=OnDelete.cascade)
    reason = Varchar(length=12)
    replaced_by = UUID(null=True, default=None)
    at = Timestamptz()


class BadgePrint(Table):
    """A badge went to paper, at that time, in that state."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    badge = ForeignKey(Badge, null=False, on_delete=OnDelete.cascade)
    run = UUID(index=True)
    at = Timestamptz()


class PrintRun(Table):
    """Badges sent to paper together. A large run is drawn in the background: ordered, leased to a worker, finished.

    `asked` (JSON) says which badges on which sheets, as long as it is not drawn; `file` is kept for a day.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    told = Varchar(length=200)
    file_name = Varchar(length=80)
    asked = Text()
    total = Integer()
    done = Integer(default=0)
    by_name = Varchar(length=120)
    ordered_at = Timestamptz()
    leased_until = Timestamptz(null=True, default=None)
    leased_by = UUID(null=True, default=None)
    tries = Integer(default=0)
    finished_at = Timestamptz(null=True, default=None)
    cancelled_at = Timestamptz(null=True, default=None)
    failed_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)
    file = Bytea(null=True, default=None)


class BadgeLook(Table):
    """How an edition's badges look: colours by kind (JSON), a line on the front, a line on the back."""

    edition = ForeignKey(Edition, primary_key=True, null=False, on_delete=OnDelete.restrict)
    colours = Text()
    line = Varchar(length=120)
    back_line = Varchar(length=160)
    changed_at = Timestamptz()


class BadgePicture(Table):
    """The edition's logo or a partner's, drawn anew by us from what was sent: always a PNG on white."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    part = Varchar(length=8)
    name = Varchar(length=80)
    image = Bytea()
    width = Integer()
    height = Integer()
    added_at = Timestamptz()

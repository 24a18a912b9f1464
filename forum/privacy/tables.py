"""Nouns of the erasures: what was erased, when, how many; of whom, only an id that leads nowhere."""

import uuid

from piccolo.columns import UUID, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class ErasureRecord(Table):
    """The proof of one erasure: by its date, on somebody's request, or again after a backup came back.

    `counts` (JSON) says how many of what; the two digests are of the attendance figures before and after. One by date may
    be underway at a time for each kind of an edition: whoever works on it holds this row.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    reason = Varchar(length=12)
    due = Date(null=True, default=None)
    by_name = Varchar(length=120)
    begun_at = Timestamptz()
    finished_at = Timestamptz(null=True, default=None)
    counts = Text()
    figures_before = Varchar(length=64)
    figures_after = Varchar(length=64)


class Erasure(Table):
    """A registration that was emptied: not a second time, and again if a backup brings it back."""

    holder = UUID(primary_key=True)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    record = ForeignKey(ErasureRecord, null=False, on_delete=OnDelete.restrict)
    at = Timestamptz()

"""Nouns of the imports: a list that was sent, its rows, and how its columns were named."""

import uuid

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class ListImport(Table):
    """A list that somebody sent. `heads`, `mapping` (field to column) and `defaults` are JSON.

    Named, checked, begun, finished, taken back: each a moment, or not yet.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    file_name = Varchar(length=200)
    sheet = Varchar(length=120)
    others = Varchar(length=300)
    heads = Text()
    signature = Varchar(length=64)
    mapping = Text()
    defaults = Text()
    sent_at = Timestamptz()
    by_name = Varchar(length=120)
    named_at = Timestamptz(null=True, default=None)
    checked_at = Timestamptz(null=True, default=None)
    begun_at = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    taken_back_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)


class ImportRow(Table):
    """A row of it: its cells and corrections (JSON), what is wrong, whom it is the same as, what is done with it.

    `made` is the row of the address book or the exhibitor it became or completed, `changes` (JSON) what undoing wants.
    Cells and corrections go a week after the import.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    list = ForeignKey(ListImport, null=False, on_delete=OnDelete.cascade)
    line = Integer()
    cells = Text()
    corrected = Text()
    name = Varchar(length=160)
    faults = Text()
    twin_where = Varchar(length=8)
    twin = UUID(null=True, default=None)
    twin_line = Integer(null=True, default=None)
    twin_name = Varchar(length=160)
    twin_why = Varchar(length=8)
    choice = Varchar(length=8)
    checked_at = Timestamptz(null=True, default=None)
    settled_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=8)
    made = UUID(null=True, default=None)
    changes = Text()
    undone_at = Timestamptz(null=True, default=None)
    kept_why = Varchar(length=80)


class ColumnMemory(Table):
    """How the columns of a set of heads were named the last time: `mapping` is JSON, field to column."""

    signature = Varchar(length=64, primary_key=True)
    kind = Varchar(length=12)
    mapping = Text()
    used_at = Timestamptz()

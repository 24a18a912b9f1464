"""The one noun of the audit log."""

import uuid

from piccolo.columns import UUID, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class AuditEntry(Table):
    """One act: when, by whom, what, on which record, said in a French sentence without secrets.

    `changes` holds the columns that changed, before and after, as JSON, or nothing; `undoes` is the act that this one
    took back, which happens once.
    """

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=True, default=None, on_delete=OnDelete.restrict)
    at = Timestamptz()
    actor_kind = Varchar(length=12)
    actor = UUID(null=True, default=None)
    actor_name = Varchar(length=120)
    act = Varchar(length=40)
    subject_kind = Varchar(length=24)
    subject = Varchar(length=40)
    summary = Varchar(length=300)
    changes = Text(default="")
    undoes = UUID(null=True, default=None, unique=True)
    search = Varchar(length=600)

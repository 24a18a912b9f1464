"""Nouns of the consents."""

import uuid

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class Consent(Table):
    """An answer to something optional, in the words of that version. Changing one's mind withdraws it and adds a row."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    holder = UUID()
    purpose = Varchar(length=20)
    version = Integer()
    granted = Boolean(default=False)
    at = Timestamptz()
    withdrawn_at = Timestamptz(null=True, default=None)

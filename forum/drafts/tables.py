"""The noun of the drafts."""

from piccolo.columns import ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition


class SavedForm(Table):
    """A form that somebody has begun, known by the hash of its link's token; what was typed is sealed with the token itself."""

    id = Varchar(length=64, primary_key=True)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.restrict)
    kind = Varchar(length=12)
    sealed = Text()
    saved_at = Timestamptz()
    expires_at = Timestamptz()

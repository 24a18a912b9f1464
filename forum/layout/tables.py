"""The one noun of laying out: an act, with all that it changed."""

import uuid

from piccolo.columns import UUID, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from forum.editions.tables import Edition, Hall


class LayoutAct(Table):
    """Something an organiser did to a hall's plan, numbered from 1; undoing is another act that names the first."""

    id = UUID(primary_key=True, default=uuid.uuid4)
    edition = ForeignKey(Edition, null=False, on_delete=OnDelete.cascade)
    hall = ForeignKey(Hall, null=False, on_delete=OnDelete.cascade)
    number = Integer()
    at = Timestamptz()
    by_name = Varchar(length=120)
    kind = Varchar(length=4)
    of_number = Integer(default=0)
    what = Varchar(length=200)
    changes = Text()

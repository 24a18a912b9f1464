"""The one noun of the territory that organisers may add to: the schools. Communes and EPCI are files, held in memory."""

from piccolo.columns import Serial, Timestamptz, Varchar
from piccolo.table import Table


class School(Table):
    """A school, college, training centre or the like; CFA and MFR have no UAI, some are outside the communes we ship."""

    id: Serial
    uai = Varchar(length=8, null=True, default=None, unique=True)
    name = Varchar(length=160)
    kind = Varchar(length=8)
    insee_code = Varchar(length=5, null=True, default=None)
    municipality_name = Varchar(length=80)
    search = Varchar(length=400)
    added_at = Timestamptz()

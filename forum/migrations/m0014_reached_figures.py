"""Attendance: the count of an open edition, to go on with after a stop."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0014_reached_figures"
STATEMENTS = """
    ALTER TABLE standing_figures ADD COLUMN reached BYTEA NULL;
    ALTER TABLE standing_figures ADD COLUMN made_by VARCHAR(32) NULL;
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

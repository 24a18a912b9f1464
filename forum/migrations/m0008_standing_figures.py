"""Attendance: the figures of an open edition as they were last counted, for the start after a stop."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0008_standing_figures"
STATEMENTS = """
CREATE TABLE standing_figures (
    edition INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    mark VARCHAR(40) NOT NULL,
    counted_at TIMESTAMPTZ NOT NULL,
    content TEXT NOT NULL
);
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__, STATEMENTS)

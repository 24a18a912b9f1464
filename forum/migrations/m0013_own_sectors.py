"""The sectors that an edition has, and what it calls them; empty, it has them all."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0013_own_sectors"
STATEMENTS = """
ALTER TABLE edition ADD COLUMN own_sectors VARCHAR(2000) NULL;
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__ or "", STATEMENTS)

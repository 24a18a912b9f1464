"""The journal's indexes as it is asked: the halls that were emptied are found at once, and nobody asks by corrected time."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0015_journal"
STATEMENTS = """
CREATE INDEX scan_reset ON scan (edition) WHERE kind = 'reset';
DROP INDEX scan_edition;
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__ or "", STATEMENTS)

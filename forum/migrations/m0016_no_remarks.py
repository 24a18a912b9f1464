"""Classes have no remarks: no form asked for any, and a free text beside a class is where a pupil's name or health would go."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0016_no_remarks"
STATEMENTS = """
ALTER TABLE class_visit DROP COLUMN remarks;
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__ or "", STATEMENTS)

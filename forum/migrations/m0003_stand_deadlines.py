"""Stands: until when exhibitors complete each step, as the organisers choose."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0003_stand_deadlines"
STATEMENTS = """
CREATE TABLE stand_deadline (
    id UUID PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
    step VARCHAR(12) NOT NULL CHECK (step IN ('needs', 'machine', 'details', 'shown', 'people')),
    last_day DATE NOT NULL,
    CONSTRAINT stand_deadline_once UNIQUE (edition, step)
);
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__, STATEMENTS)

"""Stands: what changed in an exhibitor's file and was not told yet."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0011_stand_changes"
STATEMENTS = """
CREATE TABLE stand_change (
    id UUID PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
    booking UUID NOT NULL REFERENCES stand_booking (id) ON DELETE CASCADE,
    words VARCHAR(300) NOT NULL,
    made_by VARCHAR(12) NOT NULL CHECK (made_by IN ('staff', 'exhibitor', 'system')),
    badge UUID,
    calendar BOOLEAN NOT NULL,
    made_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX stand_change_booking ON stand_change (booking);
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__, STATEMENTS)

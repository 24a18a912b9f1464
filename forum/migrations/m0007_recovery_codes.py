"""People: codes that sign in once when the phone is lost."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0007_recovery_codes"
STATEMENTS = """
CREATE TABLE recovery_code (
    id UUID PRIMARY KEY,
    account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash VARCHAR(64) NOT NULL UNIQUE,
    made_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX recovery_code_account ON recovery_code (account);
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__, STATEMENTS)

"""Large prints, drawn in the background."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0006_papers"
STATEMENTS = """
    CREATE TABLE print_run (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        told VARCHAR(200) NOT NULL,
        file_name VARCHAR(80) NOT NULL,
        asked TEXT NOT NULL,
        total INTEGER NOT NULL CHECK (total > 0),
        done INTEGER NOT NULL,
        by_name VARCHAR(120) NOT NULL,
        ordered_at TIMESTAMPTZ NOT NULL,
        leased_until TIMESTAMPTZ,
        leased_by UUID,
        tries INTEGER NOT NULL,
        finished_at TIMESTAMPTZ,
        cancelled_at TIMESTAMPTZ,
        failed_at TIMESTAMPTZ,
        undone_at TIMESTAMPTZ,
        file {bytes}
    );
    CREATE INDEX print_run_edition ON print_run (edition, ordered_at);
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

"""Drafts: forms begun and not sent."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0012_drafts"
STATEMENTS = """
    CREATE TABLE saved_form (
        id VARCHAR(64) PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        kind VARCHAR(12) NOT NULL,
        sealed TEXT NOT NULL,
        saved_at TIMESTAMPTZ NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX saved_form_edition ON saved_form (edition);
    CREATE INDEX saved_form_expires ON saved_form (expires_at);
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

"""The sectors visitors come for; consents, erasures and their proof."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0005_visitors_privacy"  # the file's own name
STATEMENTS = """
    CREATE TABLE visitor_sector (
        id UUID PRIMARY KEY,
        visitor UUID NOT NULL REFERENCES visitor (id) ON DELETE CASCADE,
        sector VARCHAR(20) NOT NULL,
        CONSTRAINT visitor_sector_once UNIQUE (visitor, sector)
    );
    CREATE TABLE consent (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        holder UUID NOT NULL,
        purpose VARCHAR(20) NOT NULL,
        version INTEGER NOT NULL,
        granted BOOLEAN NOT NULL,
        at TIMESTAMPTZ NOT NULL,
        withdrawn_at TIMESTAMPTZ
    );
    CREATE UNIQUE INDEX consent_live ON consent (holder, purpose) WHERE withdrawn_at IS NULL;
    CREATE INDEX consent_edition ON consent (edition);
    CREATE TABLE erasure_record (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        kind VARCHAR(12) NOT NULL,
        reason VARCHAR(12) NOT NULL CHECK (reason IN ('date', 'request', 'restored')),
        due DATE,
        by_name VARCHAR(120) NOT NULL,
        begun_at TIMESTAMPTZ NOT NULL,
        finished_at TIMESTAMPTZ,
        counts TEXT NOT NULL,
        figures_before VARCHAR(64) NOT NULL,
        figures_after VARCHAR(64) NOT NULL
    );
    CREATE UNIQUE INDEX erasure_record_underway ON erasure_record (edition, kind) WHERE reason = 'date' AND finished_at IS NULL;
    CREATE INDEX erasure_record_edition ON erasure_record (edition, begun_at);
    CREATE TABLE erasure (
        holder UUID NOT NULL PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        kind VARCHAR(12) NOT NULL,
        record UUID NOT NULL REFERENCES erasure_record (id) ON DELETE RESTRICT,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX erasure_record_of ON erasure (record);
    CREATE INDEX erasure_edition ON erasure (edition);
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

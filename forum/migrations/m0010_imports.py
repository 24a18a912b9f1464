"""Imports: the address book, lists that were sent, their rows, and how columns were named."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.database.migration import from_sql

ID = "m0010_imports"
STATEMENTS = """
CREATE TABLE prospect (
    id UUID PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
    name VARCHAR(120) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    sector VARCHAR(20) NOT NULL,
    siret VARCHAR(14),
    insee_code VARCHAR(5),
    website VARCHAR(200) NOT NULL,
    pitch TEXT NOT NULL,
    first_name VARCHAR(80) NOT NULL,
    last_name VARCHAR(80) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone VARCHAR(20) NOT NULL,
    also TEXT NOT NULL,
    near VARCHAR(120) NOT NULL,
    search VARCHAR(600) NOT NULL,
    former UUID REFERENCES exhibitor (id) ON DELETE SET NULL,
    exhibitor UUID REFERENCES exhibitor (id) ON DELETE SET NULL,
    added_at TIMESTAMPTZ NOT NULL,
    asked_at TIMESTAMPTZ,
    invited_at TIMESTAMPTZ
);
CREATE INDEX prospect_edition ON prospect (edition, search);
CREATE INDEX prospect_former ON prospect (former) WHERE former IS NOT NULL;
CREATE INDEX prospect_exhibitor ON prospect (exhibitor) WHERE exhibitor IS NOT NULL;
CREATE INDEX prospect_asked ON prospect (edition, asked_at) WHERE asked_at IS NOT NULL AND invited_at IS NULL;
CREATE TABLE school_contact (
    id UUID PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
    school INTEGER NOT NULL REFERENCES school (id) ON DELETE RESTRICT,
    first_name VARCHAR(80) NOT NULL,
    last_name VARCHAR(80) NOT NULL,
    duty VARCHAR(80) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone VARCHAR(20) NOT NULL,
    search VARCHAR(600) NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    asked_at TIMESTAMPTZ,
    invited_at TIMESTAMPTZ
);
CREATE INDEX school_contact_edition ON school_contact (edition, school);
CREATE INDEX school_contact_school ON school_contact (school);
CREATE INDEX school_contact_asked ON school_contact (edition, asked_at) WHERE asked_at IS NOT NULL AND invited_at IS NULL;
CREATE TABLE list_import (
    id UUID PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
    kind VARCHAR(12) NOT NULL CHECK (kind IN ('exhibitors', 'contacts')),
    file_name VARCHAR(200) NOT NULL,
    sheet VARCHAR(120) NOT NULL,
    others VARCHAR(300) NOT NULL,
    heads TEXT NOT NULL,
    signature VARCHAR(64) NOT NULL,
    mapping TEXT NOT NULL,
    defaults TEXT NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    by_name VARCHAR(120) NOT NULL,
    named_at TIMESTAMPTZ,
    checked_at TIMESTAMPTZ,
    begun_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    taken_back_at TIMESTAMPTZ,
    undone_at TIMESTAMPTZ
);
CREATE INDEX list_import_edition ON list_import (edition, sent_at);
CREATE TABLE import_row (
    id UUID PRIMARY KEY,
    list UUID NOT NULL REFERENCES list_import (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    cells TEXT NOT NULL,
    corrected TEXT NOT NULL,
    name VARCHAR(160) NOT NULL,
    faults TEXT NOT NULL,
    twin_where VARCHAR(8) NOT NULL,
    twin UUID,
    twin_line INTEGER,
    twin_name VARCHAR(160) NOT NULL,
    twin_why VARCHAR(8) NOT NULL,
    choice VARCHAR(8) NOT NULL CHECK (choice IN ('', 'add', 'merge', 'skip')),
    checked_at TIMESTAMPTZ,
    settled_at TIMESTAMPTZ,
    outcome VARCHAR(8) NOT NULL CHECK (outcome IN ('', 'made', 'merged', 'same', 'skipped')),
    made UUID,
    changes TEXT NOT NULL,
    undone_at TIMESTAMPTZ,
    kept_why VARCHAR(80) NOT NULL,
    CONSTRAINT import_row_line UNIQUE (list, line)
);
CREATE INDEX import_row_made ON import_row (made) WHERE made IS NOT NULL;
CREATE TABLE column_memory (
    signature VARCHAR(64) PRIMARY KEY,
    kind VARCHAR(12) NOT NULL,
    mapping TEXT NOT NULL,
    used_at TIMESTAMPTZ NOT NULL
);
"""


async def forwards() -> MigrationManager:
    return from_sql(ID, __doc__, STATEMENTS)

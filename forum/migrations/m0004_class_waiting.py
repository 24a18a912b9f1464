"""Classes: the waiting list, colleagues, notes, and words of the day."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0004_class_waiting"
STATEMENTS = """
    CREATE TABLE class_wait (
        class_visit UUID NOT NULL PRIMARY KEY REFERENCES class_visit (id) ON DELETE CASCADE,
        slot INTEGER NOT NULL REFERENCES arrival_slot (id) ON DELETE RESTRICT,
        any_slot BOOLEAN NOT NULL,
        asked_at TIMESTAMPTZ NOT NULL,
        offered_until TIMESTAMPTZ,
        lapsed_at TIMESTAMPTZ
    );
    CREATE INDEX class_wait_slot ON class_wait (slot);
    CREATE TABLE class_colleague (
        id UUID PRIMARY KEY,
        class_visit UUID NOT NULL REFERENCES class_visit (id) ON DELETE CASCADE,
        referent UUID NOT NULL REFERENCES referent (id) ON DELETE CASCADE,
        added_at TIMESTAMPTZ NOT NULL,
        CONSTRAINT class_colleague_once UNIQUE (class_visit, referent)
    );
    CREATE INDEX class_colleague_referent ON class_colleague (referent);
    CREATE TABLE class_note (
        id UUID PRIMARY KEY,
        class_visit UUID NOT NULL REFERENCES class_visit (id) ON DELETE CASCADE,
        body TEXT NOT NULL,
        author VARCHAR(120) NOT NULL,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX class_note_visit ON class_note (class_visit);
    CREATE TABLE class_day_word (
        class_visit UUID NOT NULL PRIMARY KEY REFERENCES class_visit (id) ON DELETE CASCADE,
        kind VARCHAR(8) NOT NULL CHECK (kind IN ('late', 'absent')),
        expected_at TIMESTAMPTZ,
        at TIMESTAMPTZ NOT NULL
    );
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

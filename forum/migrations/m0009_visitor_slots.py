"""Visitors: the waiting list of the slots, organisers' notes, and the count of needs."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0009_visitor_slots"
STATEMENTS = """
    CREATE TABLE visitor_wait (
        visitor UUID NOT NULL PRIMARY KEY REFERENCES visitor (id) ON DELETE CASCADE,
        slot INTEGER NOT NULL REFERENCES visitor_slot (id) ON DELETE RESTRICT,
        any_slot BOOLEAN NOT NULL,
        asked_at TIMESTAMPTZ NOT NULL,
        offered_until TIMESTAMPTZ,
        lapsed_at TIMESTAMPTZ
    );
    CREATE INDEX visitor_wait_slot ON visitor_wait (slot);
    CREATE TABLE visitor_note (
        id UUID PRIMARY KEY,
        visitor UUID NOT NULL REFERENCES visitor (id) ON DELETE CASCADE,
        body TEXT NOT NULL,
        author VARCHAR(120) NOT NULL,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX visitor_note_of ON visitor_note (visitor);
    CREATE TABLE visitor_need (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        need VARCHAR(12) NOT NULL,
        people INTEGER NOT NULL CHECK (people >= 0),
        CONSTRAINT visitor_need_once UNIQUE (edition, need)
    );
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)

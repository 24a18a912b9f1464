"""The plan's zones, doors and obstacles, and the acts that laid a hall out."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0002_layout"  # the file's own name
STATEMENTS = """
    CREATE TABLE zone (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE CASCADE,
        name VARCHAR(40) NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
        sector VARCHAR(24) NOT NULL,
        x_cm INTEGER NOT NULL,
        y_cm INTEGER NOT NULL,
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        depth_cm INTEGER NOT NULL CHECK (depth_cm > 0),
        CONSTRAINT zone_edition_name UNIQUE (edition, name)
    );
    CREATE INDEX zone_hall ON zone (hall);
    CREATE TABLE hall_door (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE CASCADE,
        name VARCHAR(40) NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
        x_cm INTEGER NOT NULL,
        y_cm INTEGER NOT NULL,
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        emergency BOOLEAN NOT NULL,
        CONSTRAINT hall_door_hall_name UNIQUE (hall, name)
    );
    CREATE INDEX hall_door_edition ON hall_door (edition);
    CREATE TABLE obstacle (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE CASCADE,
        name VARCHAR(40) NOT NULL,
        x_cm INTEGER NOT NULL,
        y_cm INTEGER NOT NULL,
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        depth_cm INTEGER NOT NULL CHECK (depth_cm > 0)
    );
    CREATE INDEX obstacle_hall ON obstacle (hall);
    CREATE INDEX obstacle_edition ON obstacle (edition);
    CREATE TABLE layout_act (
        id UUID NOT NULL PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE CASCADE,
        number INTEGER NOT NULL CHECK (number > 0),
        at TIMESTAMPTZ NOT NULL,
        by_name VARCHAR(120) NOT NULL,
        kind VARCHAR(4) NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
        of_number INTEGER NOT NULL,
        what VARCHAR(200) NOT NULL,
        changes TEXT NOT NULL,
        CONSTRAINT layout_act_number UNIQUE (hall, number)
    );
    CREATE INDEX layout_act_edition ON layout_act (edition);
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__ or "", STATEMENTS)

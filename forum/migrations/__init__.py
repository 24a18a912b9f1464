'''One history for the whole forum: m0001_beginnings.py, m0002_…, each a text of SQL that runs on both engines.

    """Stands: the floor plan and who booked it."""

    from forum.database.migration import from_sql

    ID = "m0002_stands"  # the file's own name
    STATEMENTS = """
    CREATE TABLE stand (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
        number VARCHAR(12) NOT NULL CHECK (length(number) BETWEEN 1 AND 12),
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        CONSTRAINT stand_edition_number UNIQUE (edition, number)
    );

    CREATE TABLE booking (
        id UUID PRIMARY KEY,
        stand INTEGER NOT NULL REFERENCES stand (id) ON DELETE RESTRICT,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE CASCADE,
        booked_at TIMESTAMPTZ NOT NULL,
        wifi BOOLEAN NOT NULL,
        photo {bytes},
        needs TEXT NOT NULL
    );
    CREATE UNIQUE INDEX booking_stand ON booking (stand);
    CREATE INDEX booking_exhibitor ON booking (exhibitor);
    """


    async def forwards():
        return from_sql(ID, __doc__, STATEMENTS)

What to know before writing one:

* Piccolo imports the files by bare name: begin the name with m and four digits, and never call one after a package.
* Each statement ends with a semicolon at the end of a line. Braces stand only in `{serial}` and `{bytes}`.
* Types: UUID, VARCHAR(n), TEXT, INTEGER, BIGINT, BOOLEAN, DATE, TIMESTAMPTZ, `{bytes}`; JSON as TEXT. SQLite's converters go
  by these declared names, so write them exactly so. No SMALLINT, no NUMERIC, no INTERVAL, no ARRAY.
* SQLite does not enforce the length of VARCHAR(n), nor does either engine know an Enum's choices: add a CHECK.
* Name what PostgreSQL names schema-wide (constraints, indexes) with the table's name first.
* No DEFAULT: Python gives every value. Say NULL or NOT NULL, and ON DELETE, aloud. Index every foreign key.
* A booked fact that may be cancelled and booked again: a partial index, the same text on both engines:
  `CREATE UNIQUE INDEX booking_live ON booking (stand) WHERE cancelled_at IS NULL;`
* Columns for Piccolo's Table: `ForeignKey` columns keep the attribute's own name (`stand`, not `stand_id`).
* SQLite cannot change a column: create the new table, copy, drop the old one, rename. Foreign keys are off during the
  migrations and checked before the commit, so children survive. What differs by engine goes to `from_sql(…, sqlite="…",
  postgres="…")`.
* tests/house/test_drift.py compares what the migrations made with what the tables declare.
'''

"""Migrations are written by hand: what they made must be what the Tables say, on both engines."""

from __future__ import annotations

import importlib
from pathlib import Path

from piccolo.columns.base import Column
from piccolo.table import Table

from forum import database as forum_database
from tests.house.sources import python

FAMILIES = {
    "VARCHAR": "text",
    "CHARACTER VARYING": "text",
    "TEXT": "text",
    "UUID": "uuid",
    "INTEGER": "integer",
    "SERIAL": "integer",
    "BIGINT": "integer",
    "BIGSERIAL": "integer",
    "SMALLINT": "integer",
    "BOOLEAN": "boolean",
    "TIMESTAMPTZ": "moment",
    "TIMESTAMP WITH TIME ZONE": "moment",
    "DATE": "date",
    "TIME": "time",
    "TIME WITHOUT TIME ZONE": "time",
    "BYTEA": "bytes",
    "BLOB": "bytes",
    "JSON": "json",
    "JSONB": "json",
    "DOUBLE PRECISION": "real",
    "REAL": "real",
}
Shape = dict[str, tuple[str, bool]]
"""Of each column: the family of its type, and whether it may be empty."""


def family(declared: str) -> str:
    return FAMILIES[declared.upper().partition("(")[0].strip()]


def tables() -> list[type[Table]]:
    """Every Table that some tables.py of the forum defines."""
    modules = [
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in python() if "/tables" in name
    ]
    found = {
        thing
        for module in modules
        for thing in vars(importlib.import_module(module)).values()
        if isinstance(thing, type) and issubclass(thing, Table) and thing is not Table and thing.__module__ == module
    }
    return sorted(found, key=lambda table: table._meta.tablename)


def said(table: type[Table]) -> Shape:
    def shape(column: Column) -> tuple[str, bool]:
        return family(column.column_type), bool(column._meta.null)

    return {column._meta.db_column_name: shape(column) for column in table._meta.columns}


async def made(table: str) -> Shape:
    if forum_database.engine().engine_type == "sqlite":
        rows = await forum_database.fetch(
            'SELECT name, type, "notnull" AS filled, pk FROM pragma_table_info({})', table
        )
        return {row["name"]: (family(row["type"]), not row["filled"] and not row["pk"]) for row in rows}
    rows = await forum_database.fetch(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public' AND table_name = {}",
        table,
    )
    return {row["column_name"]: (family(row["data_type"]), row["is_nullable"] == "YES") for row in rows}


async def test_the_migrations_made_what_the_tables_say(database: str) -> None:
    assert tables()
    assert {table._meta.tablename: await made(table._meta.tablename) for table in tables()} == {
        table._meta.tablename: said(table) for table in tables()
    }


def test_every_room_with_tables_is_known_to_piccolo() -> None:
    """Piccolo's own list (forum/piccolo_app.py) misses none."""
    from forum.piccolo_app import APP_CONFIG

    assert {table._meta.tablename for table in APP_CONFIG.table_classes} == {
        table._meta.tablename for table in tables()
    }


def test_migrations_are_numbered_one_after_the_other() -> None:
    numbers = sorted(int(path.name[1:5]) for path in Path("forum/migrations").glob("m[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))

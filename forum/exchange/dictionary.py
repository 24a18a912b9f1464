"""The data dictionary: every field with its type, unit and meaning in French; the tables say the first, a file the rest."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from piccolo.columns import Column, ForeignKey, Varchar
from piccolo.table import Table, sort_table_classes

from forum.exchange.rules import BLANK, STAYS, kind_of

WORDS = Path(__file__).parent / "dictionary.csv"
TYPES = {
    "text": "texte",
    "integer": "nombre entier",
    "boolean": "oui ou non (true, false)",
    "date": "jour (AAAA-MM-JJ)",
    "moment": "moment, temps universel (ISO 8601)",
    "id": "identifiant (UUID)",
    "bytes": "fichier (base64 dans le JSON)",
}

_UNTOLD = ("", "")
"""A test of the house refuses it; an organiser's export does not fail for it."""


@dataclass(frozen=True, slots=True)
class FieldTold:
    """One field of one table."""

    table: str
    name: str
    kind: str
    type: str
    unit: str
    meaning: str
    empty: bool
    refers_to: str


@dataclass(frozen=True, slots=True)
class TableTold:
    """One table, its fields in the order of the files."""

    name: str
    meaning: str
    fields: tuple[FieldTold, ...]


def tables() -> list[type[Table]]:
    """The tables that leave, those that others refer to first."""
    from forum.piccolo_app import APP_CONFIG

    return [one for one in sort_table_classes(APP_CONFIG.table_classes) if one._meta.tablename not in STAYS]


def columns(table: type[Table]) -> list[Column]:
    """The columns that leave."""
    blank = BLANK.get(table._meta.tablename, {})
    return [column for column in table._meta.columns if column._meta.db_column_name not in blank]


def dictionary() -> list[TableTold]:
    """Every table that leaves; one that nobody described yet leaves all the same."""
    said = words()
    return [
        TableTold(
            name := table._meta.tablename,
            said.get((name, ""), _UNTOLD)[0],
            tuple(_field(name, column, said) for column in columns(table)),
        )
        for table in tables()
    ]


@cache
def words() -> dict[tuple[str, str], tuple[str, str]]:
    """Meaning and unit of (table, field); table « * » for fields that mean the same wherever they stand."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {
            (row["table"], row["field"]): (row["meaning"], row["unit"]) for row in csv.DictReader(file, delimiter=";")
        }


def _field(table: str, column: Column, said: dict[tuple[str, str], tuple[str, str]]) -> FieldTold:
    name, kind = column._meta.db_column_name, kind_of(column)
    meaning, unit = said.get((table, name)) or said.get(("*", name), _UNTOLD)
    refers = column._foreign_key_meta.resolved_references._meta.tablename if isinstance(column, ForeignKey) else ""
    size = f", {column.length} caractères au plus" if isinstance(column, Varchar) else ""
    return FieldTold(table, name, kind, f"{TYPES[kind]}{size}", unit, meaning, bool(column._meta.null), refers)

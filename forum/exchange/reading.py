"""Everything back into an empty forum, of either engine, all or nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from piccolo.columns import Column, ForeignKey, Serial
from piccolo.table import Table

from forum.database import ConstraintBroken, engine, fetch, transaction
from forum.database.migration import known
from forum.errors import Refusal
from forum.exchange import dictionary
from forum.exchange.rules import BLANK, FORMAT, back, kind_of
from forum.exchange.writing import MANIFEST, Manifest

MOST_VALUES = 900
"""In one statement: SQLite's older limit is 999."""
MOST_A_LINE = 80_000_000
Progress = Callable[[int, int], None]


class ImportRefused(Refusal):
    """Not an export, a newer one, damaged, or the forum is not empty; nothing was written."""


async def bring_in(source: Path, told: Progress | None = None) -> Manifest:
    """Read an export into this forum, which must be empty; answers what the file says of itself. Raises ImportRefused."""
    try:
        with zipfile.ZipFile(source) as packed:
            made = _manifest(packed)
            await _check_empty()
            try:
                async with transaction():
                    await _all_tables(packed, made, told or (lambda done, of: None))
            except ConstraintBroken as broken:
                raise ImportRefused(
                    f"Des fiches se contredisent dans cet export\u00a0: {broken}. Rien n’a été écrit."
                ) from broken
            return made
    except (zipfile.BadZipFile, EOFError) as broken:
        raise ImportRefused("Ce fichier est abîmé, ou n’est pas un export du forum. Rien n’a été écrit.") from broken


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    try:
        made = msgspec.json.decode(packed.read(MANIFEST), type=Manifest)
    except (KeyError, msgspec.DecodeError) as broken:
        raise ImportRefused("Ce fichier n’est pas un export du forum.") from broken
    unknown = sorted(set(made.migrations) - set(known()))
    if made.format > FORMAT or unknown:
        raise ImportRefused(
            "Cet export vient d’une version plus récente du logiciel"
            f" ({unknown[0] if unknown else f'format {made.format}'})\u00a0: mettez-le d’abord à jour."
        )
    return made


async def _check_empty() -> None:
    if await fetch("SELECT 1 AS one FROM edition LIMIT 1") or await fetch("SELECT 1 AS one FROM account LIMIT 1"):
        raise ImportRefused(
            "Ce forum n’est pas vide\u00a0: un export se reprend dans un forum neuf, jamais par-dessus un forum vivant."
        )


async def _all_tables(packed: zipfile.ZipFile, made: Manifest, told: Progress) -> None:
    # A new forum knows the schools that ship with it: the export brings its own.
    await fetch("DELETE FROM school")
    expected = {one.table: one.rows for one in made.tables}
    whole, done = sum(expected.values()), 0
    later: list[tuple[type[Table], str, Any, Any]] = []
    for table in dictionary.tables():
        name, count = table._meta.tablename, 0
        if name not in expected:
            continue  # a table that the older program did not have
        columns = dictionary.columns(table)
        for rows in _lots(_rows(packed, name, columns), len(table._meta.columns)):
            later += _put_off(table, columns, rows)
            await _insert(table, columns, rows)
            count += len(rows)
            done += len(rows)
            told(done, whole)
        if count != expected[name]:
            raise ImportRefused(
                f"Cet export est abîmé\u00a0: la table {name} a {count} lignes au lieu de {expected[name]}."
            )
        await _go_on_counting(table)
    for table, column, key, value in later:
        primary = table._meta.primary_key._meta.db_column_name
        await fetch(
            f'UPDATE "{table._meta.tablename}" SET "{column}" = {{}} WHERE "{primary}" = {{}}',  # noqa: S608 - names of our own
            *(value, key),
        )


def _rows(packed: zipfile.ZipFile, name: str, columns: list[Column]) -> Iterator[list[Any]]:
    """A table's rows, values in the order of the columns; a field that the file does not have takes its default."""
    kinds = [(column._meta.db_column_name, kind_of(column), column) for column in columns]
    try:
        with packed.open(f"json/{name}.json") as file:
            for number, line in enumerate(_lines(file)):
                said = msgspec.json.decode(line, type=dict[str, Any])
                try:
                    yield [
                        back(kind, said[field]) if field in said else column.get_default_value()
                        for field, kind, column in kinds
                    ]
                except (ValueError, TypeError) as wrong:
                    raise ImportRefused(
                        f"Table {name}, ligne {number + 1}\u00a0: {wrong}. Rien n’a été écrit."
                    ) from wrong
    except KeyError:
        raise ImportRefused(f"Cet export est abîmé\u00a0: la table {name} manque.") from None
    except msgspec.DecodeError as broken:
        raise ImportRefused(f"Cet export est abîmé\u00a0: la table {name} ne se lit pas.") from broken


def _lines(file: Any) -> Iterator[bytes]:
    """The objects of an array that has each on a line of its own."""
    while line := file.readline(MOST_A_LINE):
        told = line.strip().rstrip(b",")
        if told not in (b"[", b"]", b"", b"[]"):
            yield told


def _lots(rows: Iterator[list[Any]], width: int) -> Iterator[list[list[Any]]]:
    lot: list[list[Any]] = []
    for row in rows:
        lot.append(row)
        if len(lot) * width >= MOST_VALUES - width:
            yield lot
            lot = []
    if lot:
        yield lot


def _put_off(
    table: type[Table], columns: list[Column], rows: list[list[Any]]
) -> list[tuple[type[Table], str, Any, Any]]:
    """A row that refers to another of its own table is told so once all are there."""
    own = [
        place
        for place, column in enumerate(columns)
        if isinstance(column, ForeignKey) and column._foreign_key_meta.resolved_references is table
    ]
    primary = next(place for place, column in enumerate(columns) if column._meta.primary_key)
    later = []
    for row in rows:
        for place in own:
            if row[place] is not None:
                later.append((table, columns[place]._meta.db_column_name, row[primary], row[place]))
                row[place] = None
    return later


async def _insert(table: type[Table], columns: list[Column], rows: list[list[Any]]) -> None:
    name = table._meta.tablename
    blank = BLANK.get(name, {})
    names = [column._meta.db_column_name for column in columns]
    kept = {field: value for field, value in blank.items() if value is not None or not _column(table, field)._meta.null}
    whole = ", ".join(f'"{field}"' for field in (*names, *kept))
    places = ", ".join(f"({', '.join(['{}'] * (len(names) + len(kept)))})" for _ in rows)
    values = [value for row in rows for value in (*row, *(_filled(row, value) for value in kept.values()))]
    await fetch(f'INSERT INTO "{name}" ({whole}) VALUES {places}', *values)  # noqa: S608 - names of our own tables


def _filled(row: list[Any], value: Any) -> Any:
    """What stands where something stayed behind: a word that opens nothing and is nobody else's."""
    return value if value is not None else f"export-{row[0]}"


def _column(table: type[Table], field: str) -> Column:
    return table._meta.get_column_by_name(field)


async def _go_on_counting(table: type[Table]) -> None:
    """PostgreSQL numbers its rows apart from them: the next number comes after the highest. SQLite does so by itself."""
    if engine().engine_type == "sqlite" or not isinstance(table._meta.primary_key, Serial):
        return
    name = table._meta.tablename
    await fetch(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"), true)"  # noqa: S608 - our own
        f' FROM "{name}" LIMIT 1'
    )

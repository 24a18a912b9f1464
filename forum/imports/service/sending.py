"""A list comes in: its rows are kept for a while, its columns named; what nobody wanted goes by itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

import msgspec

from forum import clock
from forum.database import fetch, hold, transaction
from forum.errors import Refusal
from forum.imports import queries
from forum.imports.queries import ListLine
from forum.imports.reading import Table
from forum.imports.rules.columns import CONTACTS, guess, signature
from forum.imports.service.choosing import NotNow
from forum.imports.tables import ImportRow, ListImport
from forum.mail import bell
from forum.people.who import Who

KEPT = timedelta(days=7)
"""How long the rows of a list stay: long enough to correct what was refused."""
_LOT = 40


class MappingRefused(Refusal):
    """Without these columns no row can be kept."""


async def send(edition: int, kind: str, file_name: str, table: Table, by: Who) -> uuid.UUID:
    """Keep a list that was read, its columns named as the last time or as guessed; answers its id."""
    made, signed = uuid.uuid4(), signature(kind, table.heads)
    mapping = await queries.remembered(signed)
    if mapping is None:
        mapping = guess(kind, table.heads, [cells for _, cells in table.lines[:30]])
    async with transaction():
        await ListImport(
            id=made,
            edition=edition,
            kind=kind,
            file_name=" ".join(file_name.split())[-200:] or "liste",
            sheet=table.sheet[:120],
            others=", ".join(table.others)[:300],
            heads=_json(table.heads),
            signature=signed,
            mapping=_json(mapping),
            defaults="{}",
            sent_at=clock.now(),
            by_name=by.name[:120],
        ).save()
        rows = [_row(made, line, cells) for line, cells in table.lines]
        for at in range(0, len(rows), _LOT):
            await ImportRow.insert(*rows[at : at + _LOT])
    return made


async def name_columns(one: ListLine, mapping: Mapping[str, int], defaults: Mapping[str, str]) -> None:
    """Say which column is what; every row is then checked anew. Remembered for the next list with these heads.

    Raises MappingRefused, NotNow.
    """
    if "email" not in mapping:
        raise MappingRefused("Dites dans quelle colonne est l’adresse électronique.", field="email")
    if one.kind == CONTACTS and not {"uai", "school"} & mapping.keys():
        raise MappingRefused("Dites dans quelle colonne est l’établissement, ou son UAI.", field="school")
    if one.kind != CONTACTS and "name" not in mapping:
        raise MappingRefused("Dites dans quelle colonne est le nom de l’organisation.", field="name")
    async with transaction():
        await hold(ListImport, one.id)
        named = await fetch(
            "UPDATE list_import SET mapping = {}, defaults = {}, named_at = {}, checked_at = NULL"
            " WHERE id = {} AND begun_at IS NULL RETURNING id",
            *(_json(mapping), _json(defaults), clock.now(), one.id),
        )
        if not named:
            raise NotNow
        await fetch("UPDATE import_row SET checked_at = NULL, choice = '' WHERE list = {}", one.id)
        await fetch(
            "INSERT INTO column_memory (signature, kind, mapping, used_at) VALUES ({}, {}, {}, {})"
            " ON CONFLICT (signature) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
            *(one.signature, one.kind, _json(mapping), clock.now()),
        )
    bell.ring()


async def discard(one: ListLine) -> None:
    """Throw away a list of which nothing was written. Raises NotNow."""
    async with transaction():
        if not await fetch("DELETE FROM list_import WHERE id = {} AND begun_at IS NULL RETURNING id", one.id):
            raise NotNow


async def sweep() -> int:
    """Lists that nobody wrote go after a week, and so do the cells of those that were written; answers how many lists."""
    before = clock.now() - KEPT
    async with transaction():
        gone = await fetch("DELETE FROM list_import WHERE begun_at IS NULL AND sent_at < {} RETURNING id", before)
        emptied = await fetch(
            "UPDATE import_row SET cells = '[]', corrected = '{{}}', faults = '{{}}', name = '', twin_name = ''"
            " WHERE cells <> '[]' AND list IN (SELECT id FROM list_import WHERE finished_at < {}) RETURNING list",
            before,
        )
    return len(gone) + len({str(row["list"]) for row in emptied})


def _row(made: uuid.UUID, line: int, cells: tuple[str, ...]) -> ImportRow:
    return ImportRow(
        id=uuid.uuid4(),
        list=made,
        line=line,
        cells=_json(cells),
        corrected="{}",
        name="",
        faults="{}",
        twin_where="",
        twin_name="",
        twin_why="",
        choice="",
        outcome="",
        changes="{}",
        kept_why="",
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()

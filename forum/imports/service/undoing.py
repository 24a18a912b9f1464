"""Taking a list back as a whole: what nobody has used since goes, what was invited or changed again stays and is told."""

# ruff: noqa: S608 - names of tables that we wrote, values go in by their places
from __future__ import annotations

import uuid
from typing import Any

import msgspec

from forum import clock
from forum.address_book import service as book
from forum.audit import service as audit
from forum.database import fetch, hold, transaction
from forum.imports import queries
from forum.imports.queries import ListLine
from forum.imports.service.acting import Done
from forum.imports.service.choosing import NotNow
from forum.imports.tables import ListImport
from forum.mail import bell
from forum.people.who import SYSTEM, Who

BATCH = 50
INVITED, COMPLETED, CHANGED = "invitée depuis", "complétée par un autre import", "changée depuis"


async def take_back(one: ListLine, by: Who) -> None:
    """Undo a list that was written, in the background. Raises NotNow."""
    async with transaction():
        await hold(ListImport, one.id)
        asked = await fetch(
            "UPDATE list_import SET taken_back_at = {} WHERE id = {} AND finished_at IS NOT NULL AND taken_back_at IS NULL"
            " RETURNING id",
            *(clock.now(), one.id),
        )
        if not asked:
            raise NotNow
        told = f"Import de «\u00a0{one.file_name[:80]}\u00a0» annulé\u00a0: {one.made + one.merged} fiches concernées"
        await audit.note(one.edition, by, "undo-import", "import", one.id, told)
    bell.ring()


async def undo_batch(list_id: uuid.UUID, most: int = BATCH) -> int:
    """Undo the next rows, the last first; answers how many, 0 when none is left."""
    async with transaction():
        await hold(ListImport, list_id)
        one = await queries.list_line(list_id)
        if one.state != "undoing":
            return 0
        rows = await fetch(
            "SELECT id, outcome, made, changes FROM import_row WHERE list = {} AND undone_at IS NULL"
            " ORDER BY line DESC LIMIT {}",
            *(list_id, most),
        )
        for row in rows:
            why = await _undo(list_id, row)
            await fetch(
                "UPDATE import_row SET undone_at = {}, kept_why = {} WHERE id = {}", clock.now(), why, row["id"]
            )
        if not rows:
            await fetch("UPDATE list_import SET undone_at = {} WHERE id = {}", clock.now(), list_id)
            told = f"Import défait\u00a0: {one.made + one.merged - one.kept} fiches remises comme avant, {one.kept} gardées"
            await audit.note(one.edition, SYSTEM, "undo-import-done", "import", list_id, told)
    return len(rows)


async def _undo(list_id: uuid.UUID, row: dict[str, Any]) -> str:
    """Undo one row; why it had to stay, if it had."""
    done = msgspec.json.decode(row["changes"], type=Done)
    if row["outcome"] == "made":
        return await _remove(list_id, done.table, row["made"])
    why = ""
    for change in reversed(done.changes):
        if not await book.put_back(change):
            why = CHANGED
    if done.contact and not await fetch(
        "DELETE FROM exhibitor_contact WHERE id = {} AND rank > 0 RETURNING id", uuid.UUID(done.contact)
    ):
        why = CHANGED
    return why


async def _remove(list_id: uuid.UUID, table: str, made: Any) -> str:
    elsewhere = await fetch(
        "SELECT 1 AS one FROM import_row WHERE made = {} AND list <> {} AND outcome = 'merged' AND undone_at IS NULL LIMIT 1",
        *(made, list_id),
    )
    if elsewhere:
        return COMPLETED
    if await fetch(f"SELECT 1 AS one FROM {table} WHERE id = {{}} AND asked_at IS NOT NULL", made):
        return INVITED
    await fetch(f"DELETE FROM {table} WHERE id = {{}} AND asked_at IS NULL", made)
    return ""

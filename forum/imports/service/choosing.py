"""What becomes of a row that resembles somebody, and of one that is wrong: decided by whoever imports."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from forum.database import fetch, hold, transaction
from forum.errors import Refusal
from forum.imports.queries import ListLine, RowLine
from forum.imports.tables import ListImport
from forum.mail import bell

ADD, MERGE, SKIP = "add", "merge", "skip"
CHOICES = {MERGE: "Compléter la fiche qui existe", ADD: "Ajouter quand même", SKIP: "Laisser de côté"}


class NotNow(Refusal):
    """The list was written meanwhile."""

    sentence = "Cet import a changé entre-temps. Rechargez la page."


async def choose(one: ListLine, line: int, choice: str) -> None:
    """What becomes of one row that resembles somebody. Raises NotNow."""
    async with transaction():
        await _still_open(one)
        await fetch(
            "UPDATE import_row SET choice = {} WHERE list = {} AND line = {} AND twin_why <> ''", choice, one.id, line
        )


async def choose_all(one: ListLine, choice: str, *, only_open: bool) -> int:
    """The same for every row that resembles somebody, or for those not decided yet; answers how many. Raises NotNow."""
    only = " AND choice = ''" if only_open else ""
    async with transaction():
        await _still_open(one)
        rows = await fetch(
            "UPDATE import_row SET choice = {} WHERE list = {} AND twin_why <> '' AND faults = '{{}}'"  # noqa: S608 - our words
            f"{only} RETURNING id",
            *(choice, one.id),
        )
    return len(rows)


async def correct(one: ListLine, row: RowLine, said: Mapping[str, str]) -> None:
    """Say better what a row says; it is checked again, its file stays as it is. Raises NotNow."""
    async with transaction():
        await _still_open(one)
        await fetch(
            "UPDATE import_row SET corrected = {}, checked_at = NULL, choice = '' WHERE id = {}",
            *(msgspec.json.encode(dict(said)).decode(), row.id),
        )
        await fetch("UPDATE list_import SET checked_at = NULL WHERE id = {}", one.id)
    bell.ring()


async def _still_open(one: ListLine) -> None:
    await hold(ListImport, one.id)
    if not await fetch("SELECT 1 AS one FROM list_import WHERE id = {} AND begun_at IS NULL", one.id):
        raise NotNow

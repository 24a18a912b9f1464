"""What the journal says of a few badges and lines: enough to judge them while the whole of it is still being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from forum.database import fetch
from forum.door.ledger import LINES, Ledger
from forum.door.rules import Entry, Line
from forum.door.rules.lines import RESET, UNDO
from forum.editions.values import EditionValue

SOME = 400
"""Values of one question: every engine takes that many."""
_RESETS = f"{LINES} WHERE scan.edition = {{}} AND scan.kind = '{RESET}'"


async def excerpt(edition: EditionValue, entries: Sequence[Entry], badges: Sequence[UUID]) -> Ledger:
    """A ledger of all the lines about these badges, of the entries' own ids and of what they take back, of what took any of
    these back, and of the halls that were emptied. To be asked while the edition is held, and forgotten afterwards."""
    found = await _lines(edition.id, "badge", badges)
    named = {entry.id for entry in entries} | {entry.target for entry in entries if entry.target}
    found += await _lines(edition.id, "id", sorted(named))
    found += [Line(**row) for row in await fetch(_RESETS, edition.id)]
    ids = sorted({line.id for line in found} | named)
    found += [line for line in await _lines(edition.id, "target", ids) if line.kind == UNDO]
    last = await fetch("SELECT max(number) AS last FROM scan WHERE edition = {}", edition.id)
    known = Ledger(edition, last=last[0]["last"] or 0, whole=True)
    known.register.weigh(known.register.keep(found))
    return known


async def _lines(edition: int, column: str, values: Sequence[Any]) -> list[Line]:
    found: list[Line] = []
    for at in range(0, len(values), SOME):
        some = values[at : at + SOME]
        marks = ", ".join(["{}"] * len(some))
        # The plus keeps SQLite from walking through the whole edition instead of asking for each value.
        rows = await fetch(f"{LINES} WHERE +scan.edition = {{}} AND scan.{column} IN ({marks})", edition, *some)
        found += [Line(**row) for row in rows]
    return found

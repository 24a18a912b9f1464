"""The door's journal when its day has come: kinds, heads, gates and times stay; what leads to a person goes.

Nothing of what the figures or the occupancy are made from is touched, so the ledgers that processes hold stay true.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from forum.database import fetch
from forum.database.marks import marks

ERASED = """'{{"verdict": "erased"}}'"""


async def forget(edition: int, after: int, most: int) -> tuple[int, int]:
    """Take people out of at most so many lines after this number, in order; answers how many, and the last number.

    Inside the caller's transaction. A line that was cleaned before is passed over and not counted again.
    """
    rows = await fetch(
        "SELECT number FROM scan WHERE edition = {} AND number > {} ORDER BY number LIMIT {}", edition, after, most
    )
    if not rows:
        return 0, after
    last = int(rows[-1]["number"])
    gone = await fetch(
        f"UPDATE scan SET code_hash = NULL, note = '', answer = {ERASED} WHERE edition = {{}} AND number > {{}}"  # noqa: S608
        f" AND number <= {{}} AND answer <> {ERASED} RETURNING number",
        *(edition, after, last),
    )
    return len(gone), last


async def forget_badges(badges: Sequence[UUID]) -> int:
    """The same for the lines of these badges, whatever the day: somebody is erased; answers how many.

    Inside the caller's transaction.
    """
    if not badges:
        return 0
    gone = await fetch(
        f"UPDATE scan SET code_hash = NULL, note = '', answer = {ERASED} WHERE badge IN ({marks(badges)})"  # noqa: S608
        f" AND answer <> {ERASED} RETURNING number",
        *badges,
    )
    return len(gone)

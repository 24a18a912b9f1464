"""The door's journal when its day has come: kinds, heads, gates and times stay; what leads to a person goes.

Nothing of what the figures or the occupancy are made from is touched, so the ledgers that processes hold stay true.
"""

from __future__ import annotations

from forum.database import fetch

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

"""Letters of people whose data is erased: the rows stay, so that what left is still counted; what they said goes."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from forum import clock
from forum.database import fetch
from forum.database.marks import marks

_EMPTY = (
    "to_address = '', to_name = '', fields = '{{}}', badge = NULL, ics = NULL, ics_method = NULL, ics_uid = NULL,"
    " ics_sequence = NULL, link = NULL, search = '', subject = NULL, text = NULL"
)
HOLDS_SOMETHING = "(letter.to_address <> '' OR letter.text IS NOT NULL OR letter.subject IS NOT NULL)"
"""What a letter that was emptied does not answer; the postman may fill one in again that he had in hand."""


async def forget(holders: Sequence[UUID], *, to: Collection[str] = (), waiting_too: bool = True) -> int:
    """Empty the letters about these registrations, inside the caller's transaction; answers how many.

    Those that wait do not leave any more, unless `waiting_too` is False: then they stay as they are until they have left.
    Of registrations that are others', only letters `to` these addresses.
    """
    if not holders:
        return 0
    readers = f" AND lower(to_address) IN ({marks(to)})" if to else ""
    only = "" if waiting_too else " AND (posted_at IS NOT NULL OR failed_at IS NOT NULL)"
    gone = await fetch(
        f"UPDATE letter SET {_EMPTY}, failed_at = CASE WHEN posted_at IS NULL AND failed_at IS NULL THEN {{}} ELSE failed_at END"
        f" WHERE holder IN ({marks(holders)}) AND {HOLDS_SOMETHING}{only}{readers} RETURNING id",
        clock.now(),
        *holders,
        *[one.lower() for one in to],
    )
    ids = [row["id"] for row in gone]
    if ids:
        # The other server's answer often repeats the address.
        await fetch(f"UPDATE letter_attempt SET detail = '' WHERE letter IN ({marks(ids)})", *ids)
    return len(ids)

"""Badges of people whose data is erased: they still stand for so many heads, but for nobody, and no door reads them."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import uuid
from collections.abc import Sequence
from uuid import UUID

from forum import clock
from forum.badges.codes import new_code
from forum.database import fetch
from forum.database.marks import marks


async def forget(holders: Sequence[UUID], *, words: Sequence[str] = ("title", "subtitle", "detail")) -> int:
    """Empty these words, end what is valid and change the codes, inside the caller's transaction; answers how many badges.

    The id stays, because the door's journal counts distinct badges; the code goes, so that paper found in a drawer
    leads to nothing.
    """
    if not holders:
        return 0
    rows = await fetch(f"SELECT id FROM badge WHERE holder IN ({marks(holders)})", *holders)
    now = clock.now()
    emptied = ", ".join(f"{word} = ''" for word in words)
    for row in rows:
        await fetch(
            f"UPDATE badge SET {emptied}, code = {{}}, changed_at = {{}} WHERE id = {{}}", new_code(), now, row["id"]
        )
        await fetch(
            "INSERT INTO badge_revocation (id, badge, reason, replaced_by, at) VALUES ({}, {}, 'withdrawn', NULL, {})"
            " ON CONFLICT (badge) DO NOTHING",
            *(uuid.uuid4(), row["id"], now),
        )
    return len(rows)

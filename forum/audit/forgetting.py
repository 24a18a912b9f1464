"""The journal of acts when people are erased: that something was done stays, who it was about goes."""

# ruff: noqa: S608 - our own words, values go in by their places
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from forum.audit.service import UNNAMED
from forum.database import fetch
from forum.database.marks import marks
from forum.territory.folding import fold

KEPT_ACT = "erase"
"""Acts that are the proof of an erasure outlive the rest of the journal."""


async def forget(subjects: Sequence[UUID], names: Iterable[str], *, named_only: bool = False) -> int:
    """Take these people out of the entries that they signed or that are about them; answers how many entries changed.

    What they kept of values before and after goes whole. Inside the caller's transaction. `names` are the words to take
    out of the sentences: names, addresses, telephones. Of records that are others', entries that do not name them stay as
    they are (`named_only`).
    """
    if not subjects:
        return 0
    places = marks(subjects)
    rows = await fetch(
        "SELECT id, actor, actor_kind, actor_name, act, subject, summary FROM audit_entry"
        f" WHERE actor IN ({places}) OR subject IN ({places})",
        *subjects,
        *[str(one) for one in subjects],
    )
    known = [re.escape(name) for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True)]
    told = re.compile("|".join(known), re.IGNORECASE) if known else None
    changed = 0
    ours = {str(one) for one in subjects}
    for row in rows:
        actor = UNNAMED.get(row["actor_kind"], row["actor_kind"]) if str(row["actor"]) in ours else row["actor_name"]
        summary = told.sub("…", row["summary"]) if told else row["summary"]
        if named_only and summary == row["summary"]:
            continue
        search = fold(f"{actor} {summary} {row['act']} {row['subject']}")[:600]
        await fetch(
            "UPDATE audit_entry SET actor_name = {}, summary = {}, changes = '', search = {} WHERE id = {}",
            *(actor, summary, search, row["id"]),
        )
        changed += 1
    return changed


async def forget_before(edition: int, moment: datetime, most: int) -> int:
    """Erase at most so many of the oldest entries of an edition, but for those about erasures; answers how many."""
    gone = await fetch(
        "DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry WHERE edition = {} AND at < {} AND act NOT LIKE {}"
        " ORDER BY at LIMIT {}) RETURNING id",
        *(edition, moment, f"{KEPT_ACT}%", most),
    )
    return len(gone)

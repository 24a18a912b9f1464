"""The one question of the drafts."""

from __future__ import annotations

from forum import clock
from forum.database import fetch
from forum.drafts.sealing import hash_of, opened


async def find(edition: int, kind: str, token: str) -> dict[str, list[str]] | None:
    """What was typed in a form of that kind, or None when the draft was sent, dropped, is too old or never was."""
    rows = await fetch(
        "SELECT sealed FROM saved_form WHERE id = {} AND edition = {} AND kind = {} AND expires_at > {}",
        *(hash_of(token), edition, kind, clock.now()),
    )
    return opened(token, rows[0]["sealed"]) if rows else None

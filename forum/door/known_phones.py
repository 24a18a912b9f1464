"""The phones that spoke a moment ago: a busy gate's cookie is looked up once a second, not at every scan."""

from __future__ import annotations

import time
from typing import Any
from weakref import WeakKeyDictionary

from forum.database import engine, fetch
from forum.door.rules import Phone

KEPT_FOR = 1.0
"""Seconds after which another worker's revocation is heard; one's own is at once."""

_kept: WeakKeyDictionary[Any, dict[str, tuple[float, Phone]]] = WeakKeyDictionary()


async def find(token_hash: str) -> Phone | None:
    """The phone with that token, revoked or not."""
    kept = _kept.setdefault(engine(), {})
    now = time.monotonic()
    known = kept.get(token_hash)
    if known and now - known[0] < KEPT_FOR:
        return known[1]
    rows = await fetch(
        "SELECT id, edition, gate, name, rights, enrolled_at, revoked_at FROM door_device WHERE token_hash = {}",
        token_hash,
    )
    if not rows:
        return None
    if len(kept) > 1000:
        kept.clear()
    kept[token_hash] = (now, phone := Phone(**rows[0]))
    return phone


def forget() -> None:
    """Somebody was revoked: ask again."""
    _kept.pop(engine(), None)

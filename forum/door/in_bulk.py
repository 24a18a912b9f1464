"""A whole journal read at once: what is made stays as long as the process, and most of what it says is said over and over."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sys import intern
from typing import Any
from uuid import UUID

from forum.door.rules import Line

_open = 0


@contextmanager
def many_at_once() -> Iterator[None]:
    """Nothing that is made meanwhile is looked through for what may be thrown away: that takes a third of the time. As it
    stays as long as the process, it is not looked through afterwards either, which would hold up the door."""
    global _open
    _open += 1
    gc.disable()
    try:
        yield
    finally:
        _open -= 1
        if _open == 0:
            gc.freeze()
            gc.enable()


class Words:
    """Makes lines of rows; a word, a phone or a badge that many lines name is kept once."""

    def __init__(self) -> None:
        self._ids: dict[UUID | None, UUID | None] = {}

    def line(self, row: Mapping[str, Any]) -> Line:
        """The line of the journal that a row of `ledger.LINES` holds."""
        badge, device, at, received_at = row["badge"], row["device"], row["at"], row["received_at"]
        return Line(
            row["id"],
            row["number"],
            intern(row["kind"]),
            intern(row["direction"]),
            row["gate"],
            row["hall"],
            self._ids.setdefault(device, device),
            row["supervised"],
            self._ids.setdefault(badge, badge),
            intern(row["badge_kind"]) if row["badge_kind"] else row["badge_kind"],
            row["pupils"],
            row["adults"],
            row["admitted"],
            row["target"],
            intern(row["status"]) if row["status"] else row["status"],
            intern(row["verdict"]),
            at,
            at if at == received_at else received_at,
            row["offline"],
        )

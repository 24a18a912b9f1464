"""Whether a record still stands as the act left it, and what it held before as typed values."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from forum.audit.queries import Entry
from forum.audit.rules import same
from forum.errors import Refusal

T = TypeVar("T")


class MovedOn(Refusal):
    """Something followed: putting the old value back would undo more than this act."""

    sentence = "La situation a changé depuis cet acte\u00a0: il ne se défait plus. Corrigez à la main."


def before(entry: Entry, now: T) -> T:
    """The value (a frozen dataclass) as it was before the act. Raises MovedOn unless it still holds what the act wrote."""
    held: dict[str, Any] = msgspec.to_builtins(now)
    for name, (_, after) in entry.changes.items():
        if not same(after, getattr(now, name), name):
            raise MovedOn
    was = {name: old for name, (old, _) in entry.changes.items()}
    return msgspec.convert({**held, **was}, type(now))


def old_values(entry: Entry) -> dict[str, Any]:
    """What each column held before the act, as the journal kept it."""
    return {name: pair[0] for name, pair in entry.changes.items()}

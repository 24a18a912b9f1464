"""Decisions about what the journal keeps of a change, and how two texts differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any, Literal

WITHHELD = "…"
"""Stands where a value was not kept: that it changed is said, what it was is not."""

PERSONAL = frozenset({"first_name", "last_name", "email", "phone", "postal_code", "note", "signed_by"})
"""Columns that name or describe a person: the journal says that they changed, never what they held (RGPD, article 5, 1, c)."""

SECRET = re.compile(r"password|secret|token|code_hash|totp")

Changes = Mapping[str, tuple[Any, Any]]
"""Column → value before, value after; None where there was or is none."""


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, tuple[Any, Any]]:
    """The columns that differ between two states of a record; `before` is None when it is made, `after` when it goes."""
    was, now = before or {}, after or {}
    names = [*was, *(name for name in now if name not in was)]
    return {name: (was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name)}


def keepable(changes: Changes) -> dict[str, list[Any]]:
    """What the journal writes down: values as JSON holds them, personal ones withheld, secrets not even named."""
    return {
        name: [_kept(name, value) for value in pair]
        for name, pair in changes.items()
        if not SECRET.search(name.lower())
    }


def _kept(name: str, value: Any) -> Any:
    if value is None or value == "":
        return value
    if name in PERSONAL:
        return WITHHELD
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [str(one) for one in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return str(value)


def same(kept: Any, now: Any, name: str = "") -> bool:
    """Whether a record still holds the value that the journal kept."""
    if isinstance(now, datetime) and isinstance(kept, str):
        return datetime.fromisoformat(kept) == now
    return bool(_kept(name, now) == kept)


def whole(changes: Changes) -> bool:
    """Whether nothing of the change was withheld, so that it can be put back."""
    return all(WITHHELD not in pair for pair in changes.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that changed: those that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """How one text became another, by words; two texts with little in common are told whole, the old one first."""
    was, now = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if len(was) * len(now) > 4_000_000 or matcher.ratio() < 0.4:
        return [Piece(kind, text) for kind, text in (("gone", before), ("new", after)) if text]  # type: ignore[arg-type]
    told: list[Piece] = []
    for act, i1, i2, j1, j2 in matcher.get_opcodes():
        if act == "equal":
            told.append(Piece("same", "".join(was[i1:i2])))
            continue
        if i2 > i1:
            told.append(Piece("gone", "".join(was[i1:i2])))
        if j2 > j1:
            told.append(Piece("new", "".join(now[j1:j2])))
    return told

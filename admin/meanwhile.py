"""Two who change one page at once: the second is shown what the first wrote, beside their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from admin.audit.words import COLUMNS, said
from forum.forms import Typed
from forum.meanwhile import ChangedMeanwhile, fingerprint

F = TypeVar("F", bound=Typed)
Both = list[tuple[str, str, str]]


def shown(form: F, now: Mapping[str, Any]) -> F:
    """The form, with what stands for the columns that its reader has before their eyes: it comes back when they save."""
    form.typed["seen"] = fingerprint(now)
    return form


def seen(form: Typed) -> str:
    """What came back; nothing stands for no page at all, so that a form which says nothing overwrites nobody."""
    return form.typed.get("seen", "")


def both(
    form: Typed,
    refusal: ChangedMeanwhile,
    mine: Mapping[str, Any],
    labels: Mapping[str, str] = COLUMNS,
    names: Mapping[str, Mapping[str, str]] | None = None,
    apart: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> Both:
    """What differs: its name, what stands there now, what was typed; the form says so, and knows what it was shown.

    `mine` holds the columns as they were to be kept; `apart` takes those apart that hold several things of the page.
    """
    shown(form, refusal.now).fault("form", refusal.sentence)
    now, mine = apart(refusal.now), apart(mine)
    return [
        (labels[name], said(name, now[name], names or {}), said(name, mine[name], names or {}))
        for name in now
        if name in mine and now[name] != mine[name]
    ]

"""Decisions about calendar entries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from forum.invitations.calendar import Entry

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
_TICK = timedelta(seconds=1)


def tidy(entry: Entry) -> Entry:
    """The entry as it is kept: no control characters, within the columns' lengths, whole seconds."""
    return replace(
        entry,
        summary=one_line(entry.summary, 200),
        description=_CONTROL.sub(" ", entry.description.replace("\r\n", "\n")).strip()[:4000],
        location=one_line(entry.location, 240),
        starts_at=entry.starts_at.replace(microsecond=0),
        ends_at=entry.ends_at.replace(microsecond=0),
        url=entry.url if entry.url and len(entry.url) <= 240 else None,
        geo=entry.geo if entry.geo and all(entry.geo) else None,
    )


def one_line(text: str, length: int) -> str:
    """The text on one line of at most so many characters."""
    squeezed = re.sub(r"[\x00-\x20\x7f]+", " ", text).strip(" ")
    return squeezed if len(squeezed) <= length else squeezed[: length - 1].rstrip() + "…"


def stamp(now: datetime, before: datetime | None) -> datetime:
    """When a change counts as made: now, but always after the change before, even if the clock was set back."""
    now = now.replace(microsecond=0)
    return now if before is None or now > before else before + _TICK

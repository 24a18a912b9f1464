"""When the changes of a file are told: once, after a quiet moment, so that an hour of corrections is one letter."""

from __future__ import annotations

from datetime import datetime, timedelta

QUIET = timedelta(minutes=10)
"""Nobody touched the file for so long: the corrections are over."""
LONGEST = timedelta(hours=1)
"""However long somebody goes on, the first change is told by then."""


def told_at(first: datetime, last: datetime) -> datetime:
    """When the letter about changes leaves, the first and the last of them known."""
    return min(first + LONGEST, last + QUIET)

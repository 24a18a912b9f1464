"""Decisions about backups: when the next one is due, and which old ones stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

HOUR = 3
"""In the small hours nobody registers, and the machine is idle."""
KEPT_HOURS, KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 24, 7, 4, 3
AFTER_A_FAILURE = timedelta(minutes=15)
SUFFIX = ".sauvegarde"

Opening = tuple[datetime, datetime]
"""When a day of the forum opens and closes."""


def next_at(last: datetime | None, now: datetime, openings: Sequence[Opening], zone: tzinfo) -> datetime:
    """When the next backup is due, which may be past: each night, and each hour of a day of the forum.

    `last` is when the newest was made; without any, the next is due now.
    """
    if last is None:
        return now
    night = last.astimezone(zone).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    due = next(at for at in (night, night + timedelta(days=1)) if at > last)
    for opens, closes in openings:
        at = opens
        while at <= closes + timedelta(hours=1):
            if last < at < due:
                due = at
            at += timedelta(hours=1)
    return due


def to_try_at(due: datetime, failed_at: datetime | None) -> datetime:
    """A backup that failed is tried again after a while, not at once."""
    return due if failed_at is None else max(due, failed_at + AFTER_A_FAILURE)


def kept(moments: Iterable[datetime], zone: tzinfo) -> set[datetime]:
    """Which of the backups made at these moments stay.

    The newest of each of the last 24 hours, 7 days, 4 weeks and 3 months that have one: on the day of the forum an hour is
    lost at most, and what was erased on somebody's request is gone from every backup after three months.
    """
    ordered = sorted(moments, reverse=True)
    stay: set[datetime] = set()
    for most, bucket in (
        (KEPT_HOURS, "%Y-%m-%d %H"),
        (KEPT_DAYS, "%Y-%m-%d"),
        (KEPT_WEEKS, "%G-%V"),
        (KEPT_MONTHS, "%Y-%m"),
    ):
        seen: list[str] = []
        for at in ordered:
            name = at.astimezone(zone).strftime(bucket)
            if name not in seen:
                if len(seen) == most:
                    break
                seen.append(name)
                stay.add(at)
    return stay

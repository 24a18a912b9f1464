"""Decisions of a copy: which day the next forum falls on, and how every date moves with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from forum import clock

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def same_weekday_next_year(on: date) -> date:
    """The day a year later that bears the same weekday, and stays the same one of its month where there is one (the fourth Friday)."""
    found, later = on + timedelta(weeks=52), on + timedelta(weeks=53)
    return later if (found.day - 1) // 7 < (on.day - 1) // 7 and later.month == on.month else found


def moved(moment: datetime, days: int) -> datetime:
    """The same hour on the forum's wall clock, so many days later: summer time changes nothing."""
    told = clock.local(moment)
    return clock.utc(told.date() + timedelta(days=days), told.time())


def other_weekday(before: date, after: date) -> str:
    """What to tell of a copy that changes the weekday; empty when it does not."""
    if before.weekday() == after.weekday():
        return ""
    return f"Le forum tombait un {WEEKDAYS[before.weekday()]}, il tombera un {WEEKDAYS[after.weekday()]}."

"""The only clock. Everything that needs the time asks here, so that tests can stop it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

_frozen: datetime | None = None
# The context-local freeze exists so that one task (a demonstration told in the past) does not stop the clock of others.
_within: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _within.get() or _frozen or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same instant on the forum's wall clock (Europe/Paris)."""
    return _aware(moment).astimezone(PARIS)


def utc(on: date, hour: time) -> datetime:
    """The instant at which the forum's wall clock shows that hour on that day; the earlier one where it shows it twice."""
    return datetime.combine(on, hour, tzinfo=PARIS).astimezone(UTC)


def set(moment: datetime) -> None:  # noqa: A001 - reads as clock.set(…)
    """Stop the clock of the whole process at an aware instant."""
    global _frozen
    _frozen = _aware(moment).astimezone(UTC)


def reset() -> None:
    """Let the clock run again."""
    global _frozen
    _frozen = None
    _within.set(None)


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Stop the clock inside this block, for this task and the ones it starts only."""
    stopped = _aware(moment).astimezone(UTC)
    token = _within.set(stopped)
    try:
        yield stopped
    finally:
        _within.reset(token)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the forum's clock takes aware moments only")
    return moment

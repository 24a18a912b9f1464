"""Decisions of the mail: when to try again, when to give up, which calendar entry a letter carries."""

from __future__ import annotations

import re
from datetime import timedelta

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=3)
MOST_TRIES = 24
"""Temporary refusals before a letter is given up: about two days and a half, with the pauses below."""

_FOLD = re.compile(r"\r?\n[ \t]")
_UID = re.compile(r"^UID(?:;[^:\r\n]*)?:([^\r\n]+)", re.MULTILINE)
_SEQUENCE = re.compile(r"^SEQUENCE(?:;[^:\r\n]*)?:(\d+)", re.MULTILINE)


_BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """The text on one line, its French non-breaking spaces kept (which `split()` would lose)."""
    return _BREAKS.sub(" ", text).strip(" ")


def pause_after(tries: int, chance: float) -> timedelta:
    """How long a letter rests after its `tries`-th temporary refusal: doubling, capped, spread by a fifth either way.

    `chance` in [0, 1) comes from outside, so that a thousand letters refused together do not come back together.
    """
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 16)
    return min(doubled, LONGEST_PAUSE) * (0.8 + 0.4 * chance)


def gives_up(tries: int) -> bool:
    """Whether a letter that was refused temporarily so many times is a failed one."""
    return tries >= MOST_TRIES


def calendar_mark(ics: str) -> tuple[str, int] | None:
    """The UID and the SEQUENCE of the one entry in an iCalendar text (RFC 5545), or None when it holds none."""
    flat = _FOLD.sub("", ics)
    uid = _UID.search(flat)
    if uid is None:
        return None
    sequence = _SEQUENCE.search(flat)
    return uid[1].strip(), int(sequence[1]) if sequence else 0

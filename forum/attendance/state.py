"""A count as bytes to keep, and back: what a server that starts needs so as to go on where the last one was."""

from __future__ import annotations

import hashlib
import io
import pickle
import sys
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from forum.attendance.rules.count import Count

MADE_BY = ("attendance/*.py", "attendance/rules/*.py", "door/rules/*.py", "territory/*.py", "data/communes.csv")
"""The files that decide what a count is: it is gone on with by the very program that made it, and by no other."""
INERT = frozenset(
    {
        "_codecs.encode",
        "array._array_reconstructor",
        "array.array",
        "asyncpg.pgproto.pgproto.UUID",
        "datetime.date",
        "datetime.datetime",
        "datetime.timedelta",
        "datetime.timezone",
        "forum.attendance.rules.attended.Cut",
        "forum.attendance.rules.attended.Unregistered",
        "forum.attendance.rules.count.Count",
        "forum.attendance.rules.days.DayCount",
        "forum.attendance.rules.known.Known",
        "forum.attendance.rules.outcome.Profile",
        "forum.attendance.rules.people.People",
        "forum.attendance.rules.steps.DaySteps",
        "forum.attendance.rules.steps.Steps",
        "forum.attendance.state.Reached",
        "forum.attendance.values.Party",
        "forum.attendance.values.Pass",
        "forum.door.rules.lines.Line",
        "uuid.UUID",
    }
)
"""All that is ever made of such bytes: values that do nothing. Whoever can write them cannot have anything run."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an edition is counted: the sums, the journal's last line, the rows there were, the latest acts."""

    edition: int
    count: Count
    last_line: UUID | None
    counts: dict[str, int]
    acts: dict[UUID, datetime]


def kept(reached: Reached) -> bytes:
    """About a hundred bytes for each registration, a few for each passage."""
    return zlib.compress(pickle.dumps(reached, protocol=5), 1)


def read(said: bytes) -> Reached | None:
    """What was kept; None when it is anything else."""
    try:
        found = _Inert(io.BytesIO(zlib.decompress(said))).load()
    except (zlib.error, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError, IndexError, KeyError):
        return None
    return found if isinstance(found, Reached) else None


class _Inert(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" not in INERT:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a count")
        return super().find_class(module, name)


@cache
def made_by() -> str:
    """A word of 32 letters for this program, as far as it decides what a count is."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    house = Path(__file__).parents[1]
    for pattern in MADE_BY:
        for file in sorted(house.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()

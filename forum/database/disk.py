"""The disk below the database: how much room it has, and a full one in words that help."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

NARROW = 500_000_000
"""Bytes left at which organisers are warned: the letters, badges and backups of a day of the forum take less than half."""


def is_full(error: OSError) -> bool:
    """Whether the system says that nothing more can be written."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def room(where: Path) -> int | None:
    """Bytes that are left there; None when the system does not tell."""
    try:
        return shutil.disk_usage(where).free
    except OSError:
        return None


def full(where: Path) -> str:
    """What is full, how much is left, and what to do."""
    free = room(where)
    left = "" if free is None else f" ({free // 1_000_000}\u00a0Mo libres)"
    return f"Le disque de {where} est plein{left}\u00a0: libérez de la place, puis recommencez."

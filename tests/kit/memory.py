"""Where the tests' databases live: in memory, where the machine offers enough of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
ENOUGH = 1_500_000_000
"""Bytes. Containers often have 64 MB there: a cluster would die of it in the middle."""


def in_memory() -> str | None:
    """The folder of the machine's shared memory if there is room; else None, as tempfile takes it for « where you like »."""
    if os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free >= ENOUGH:
        return str(SHARED_MEMORY)
    return None

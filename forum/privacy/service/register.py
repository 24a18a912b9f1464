"""The register of wishes beside the database: ids of people who asked to be erased, and nothing else about them.

A backup made before a wish does not know of it. This file does, and outlives it: <data>/effacements.jsonl, one line a
wish. Whatever comes back with a backup is erased again from it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from forum import clock
from forum.settings import settings


def path() -> Path:
    """Where the register is kept."""
    return settings().data_dir / "effacements.jsonl"


def note(holder: UUID, source: str, edition: int) -> None:
    """Add a wish, onto the disk before this returns."""
    line = json.dumps({"holder": str(holder), "kind": source, "edition": edition, "at": clock.now().isoformat()})
    path().parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def wishes() -> Iterator[tuple[UUID, str, int]]:
    """Every wish, the oldest first; a line that a power cut left half is passed over."""
    try:
        text = path().read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            said = json.loads(line)
            yield UUID(said["holder"]), str(said["kind"]), int(said["edition"])
        except (ValueError, KeyError, TypeError):
            continue

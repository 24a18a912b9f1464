"""A postman's desk: a locked file that the kernel unlocks when the process dies, however it dies.

Leases name their desk. After a `kill -9` the next postman on the same data folder sees at once that nobody sits there
any more; elsewhere the lease just runs out.
"""

from __future__ import annotations

import contextlib
import fcntl
import secrets
from pathlib import Path
from types import TracebackType

from forum.settings import settings


class Desk:
    """Sit down with `with Desk() as desk`; `desk.name` marks the leases."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(8)
        self._path = _folder() / self.name

    def __enter__(self) -> Desk:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


def abandoned(name: str) -> bool:
    """Whether the postman of this desk is dead for certain. A desk of another data folder is never called so."""
    path = _folder() / name
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:  # still locked, or not ours to know
        return False


def clear(name: str) -> None:
    """Take an abandoned desk away."""
    with contextlib.suppress(OSError):
        (_folder() / name).unlink()


def _folder() -> Path:
    return settings().data_dir / "postmen"

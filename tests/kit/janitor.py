"""Clears away what a test run leaves when it is killed: no `finally` runs then."""

from __future__ import annotations

import subprocess


def once_gone(command: str) -> subprocess.Popen[bytes]:
    """Run a shell command as soon as this process is no more, however it ends; closing the pipe runs it at once.

    The janitor waits at the other end of a pipe that the system closes with us; being in a session of its own, it
    outlives a signal to our group.
    """
    return subprocess.Popen(
        ["sh", "-c", f"trap '' INT TERM HUP; cat >/dev/null; {command}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

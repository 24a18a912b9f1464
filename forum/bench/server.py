"""The forum on a port of its own, with one more handler: the bare JSON answer that is the ceiling of all others."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import msgspec
from litestar import Litestar, post
from litestar.types import ASGIApp

from forum.app import create_app
from forum.people.guards import everybody
from forum.settings import settings


class Asked(msgspec.Struct):
    """What the bare handler is sent: about the size of a scan."""

    id: str
    code: str
    at: str


@post("/bench/echo", exclude_from_csrf=True, guards=[everybody], include_in_schema=False, sync_to_thread=False)
def echo(data: Asked) -> Asked:
    """Read JSON, answer JSON, nothing else."""
    return data


def create_bench_app() -> ASGIApp:
    """The forum and the bare handler in one application."""
    app: Litestar = create_app()
    app.register(echo)
    return app


@contextlib.contextmanager
def serving(port: int, workers: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """That application in a process of its own, with the environment of this one; stopped at the end."""
    log = settings().data_dir / "bench-server.log"
    command = [sys.executable, "-m", "uvicorn", "forum.bench.server:create_bench_app", "--factory", "--port", str(port)]
    command += [
        "--workers",
        str(workers),
        "--log-level",
        "warning",
        "--no-access-log",
        "--timeout-graceful-shutdown",
        "2",
    ]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:  # noqa: S603 - our own words
        try:
            _wait(port, process)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server of the bench did not start: see bench-server.log")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the server of the bench did not answer")


def resident_mb(pid: int) -> float:
    """Resident memory of a process, in MB (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_mb() -> float:
    """The most memory that this process has held, in MB (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000

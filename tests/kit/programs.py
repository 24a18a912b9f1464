"""Processes of their own, begun in a moment: they are forked from one that has read the forum's modules already.

Reading them takes a second and a half, and the tests start a hundred. What starts is a process all the same: with memory, signals and
connections of its own, and it can be killed. `tests/cli/test_run.py` starts the program from nothing, as a server does.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import runpy
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from tests.kit import patience

ROOT = Path(__file__).parents[2]
READ_ALREADY = [
    "forum.app",
    "forum.cli",
    "tests.builders",
    "tests.door.stage",
    "uvicorn",
    "uvicorn.loops.auto",
    "uvloop",
    "httptools",
]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(READ_ALREADY)


class Program:
    """A running process: `Program("-m", "forum", "migrate", env=…)`, `Program("-c", code, env=…)`, as Python takes them."""

    def __init__(self, *arguments: str, env: Mapping[str, str], cwd: Path = ROOT) -> None:
        theirs_in, stdin = _context.Pipe(duplex=False)
        stdout, theirs_out = _context.Pipe(duplex=False)
        stderr, theirs_err = _context.Pipe(duplex=False)
        theirs = (theirs_in, theirs_out, theirs_err)
        self._process = _context.Process(target=_become, args=(arguments, dict(env), str(cwd), theirs), daemon=True)
        self._asking = threading.Lock()
        self._process.start()
        for end in theirs:
            end.close()
        self.stdin = os.fdopen(os.dup(stdin.fileno()), "w", buffering=1, encoding="utf-8")
        self.stdout = os.fdopen(os.dup(stdout.fileno()), encoding="utf-8")
        self.stderr = os.fdopen(os.dup(stderr.fileno()), encoding="utf-8")
        for end in (stdin, stdout, stderr):
            end.close()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; minus the signal if one killed it; None while it runs."""
        with self._asking:  # its end is told once: of two that listen, one would hear nothing
            return self._process.exitcode

    def kill(self) -> None:
        """`kill -9`, and wait for its end."""
        self._process.kill()
        self.wait()

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self) -> int:
        """Its end; raises TimeoutError."""
        if not wait([self._process.sentinel], patience.SECONDS):
            raise TimeoutError(f"process {self.pid} does not end")
        ended = self.returncode
        assert ended is not None
        return ended

    def communicate(self, said: str = "") -> tuple[str, str]:
        """Say this, then read all that it prints until it ends: what it printed, what it complained of."""
        complaints: list[str] = []
        reader = threading.Thread(target=lambda: complaints.append(self.stderr.read()))
        reader.start()
        try:
            self.stdin.write(said)
            self.stdin.close()
        except BrokenPipeError:
            pass  # it has ended, and its last words say why
        printed = self.stdout.read()
        reader.join()
        self.wait()
        return printed, complaints[0]

    async def end(self, said: str = "") -> tuple[str, str]:
        """The same beside a running event loop."""
        return await asyncio.to_thread(self.communicate, said)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        if self.returncode is None:
            self.kill()


def _become(
    arguments: Sequence[str], env: dict[str, str], cwd: str, ends: tuple[Connection, Connection, Connection]
) -> None:
    """In the new process: be what `python ARGUMENTS` would have been."""
    for number, end in enumerate(ends):
        os.dup2(end.fileno(), number)
        end.close()
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    _forget()
    way, what, *rest = arguments
    if way == "-m":
        sys.argv = [what, *rest]
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        sys.argv = ["-c", *rest]
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


def _forget() -> None:
    """What was read of the environment, and the database that goes with it: nothing is known yet in a process that starts."""
    from piccolo.table import TABLE_REGISTRY

    from forum.database import current
    from forum.settings import settings

    settings.cache_clear()
    current._engine = None
    for table in TABLE_REGISTRY:
        table._meta._db = None

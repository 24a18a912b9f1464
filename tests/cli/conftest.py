"""The command line as somebody types it: a process of its own, on data of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit.programs import Program

ROOT = Path(__file__).parents[2]
Forum = Callable[..., subprocess.CompletedProcess[str]]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "forum", *arguments]


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORUM_")}
    return {**kept, "FORUM_DATA": str(data), "PYTHONPATH": str(ROOT), "COLUMNS": "200", **more}


@pytest.fixture
def forum(tmp_path: Path) -> Forum:
    """`forum("migrate")`: what it printed, what it complained of, how it ended."""

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        with Program("-m", "forum", *arguments, env=environment(tmp_path / "data", **more)) as program:
            printed, complained = program.communicate()
        return subprocess.CompletedProcess(arguments, program.wait(), printed, complained)

    return run

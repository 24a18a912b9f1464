"""The project's own files, as git sees them (new ones included, ignored ones not)."""

from __future__ import annotations

import functools
import subprocess
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


@functools.cache
def files() -> tuple[str, ...]:
    """Every file of the project, as a path from its top."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (TOP / name).is_file()))


def python() -> list[str]:
    """The program's Python files."""
    return [name for name in files() if name.endswith(".py") and name.startswith(("forum/", "admin/"))]


def pages() -> list[str]:
    """The templates of pages and of letters."""
    return [name for name in files() if name.endswith(".html") and "/pages/" in name]


def read(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


@functools.cache
def settings() -> dict[str, object]:
    """pyproject.toml."""
    return tomllib.loads(read("pyproject.toml"))

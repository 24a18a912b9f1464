"""A small table of its own for the contract of the database rung: nothing of the forum's concepts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import anyio
import pytest

from forum.database import fetch, transaction
from tests.kit import patience

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def seats(database: str) -> str:
    """An open database with ten chairs in room 1; `seat` has a unique place per room."""
    async with transaction():
        await fetch("CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL, capacity INTEGER NOT NULL)")
        await fetch(
            "CREATE TABLE seat (id UUID PRIMARY KEY, room INTEGER NOT NULL REFERENCES room (id) ON DELETE RESTRICT,"
            " place INTEGER NOT NULL CHECK (place > 0), CONSTRAINT seat_room_place UNIQUE (room, place))"
        )
        await fetch("INSERT INTO room VALUES (1, 'hall', 10)")
    return database


async def taken() -> int:
    """How many seats are booked, as anybody may see it."""
    return int((await fetch("SELECT count(*) AS n FROM seat"))[0]["n"])


async def eventually(true: Callable[[], Awaitable[bool]], seconds: float = patience.SECONDS) -> None:
    """Wait until something is true; fail when it does not become so."""
    with anyio.fail_after(seconds):
        while not await true():  # noqa: ASYNC110 - another process or server is watched
            await anyio.sleep(0.02)


def python(code: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start another process of the forum, running this code."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )

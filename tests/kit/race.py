"""Many at once: tasks of this process, or processes of their own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from tests.kit import patience

T = TypeVar("T")
ROOT = Path(__file__).parents[2]


async def together(attempts: list[Coroutine[Any, Any, T]]) -> tuple[list[T], Counter[str]]:
    """Start them all at once; what those that succeeded answered, and how many failed with which exception."""
    answers = await asyncio.gather(*attempts, return_exceptions=True)
    failed = Counter(type(one).__name__ for one in answers if isinstance(one, BaseException))
    return [one for one in answers if not isinstance(one, BaseException)], failed


_START = """
import asyncio, collections, json, sys
from forum import clock, database
from forum.editions.queries import current_edition
from tests import builders

{verb}

async def race():
    await database.start()
    edition = await current_edition()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    with builders.in_time(edition):
        answers = await asyncio.gather(*(attempt(edition, number) for number in range({each})), return_exceptions=True)
    await database.stop()
    print(json.dumps(collections.Counter(type(one).__name__ for one in answers)), flush=True)

asyncio.run(race())
"""


async def processes(count: int, each: int, verb: str, database_url: str) -> Counter[str]:
    """`count` processes make `each` attempts at once; `verb` is the source of `async def attempt(edition, number)`.

    Answers how many ended how: the name of the type of what was answered or raised.
    """
    environment = {**os.environ, "FORUM_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    racers = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _START.format(verb=verb, each=each),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            cwd=ROOT,
        )
        for _ in range(count)
    ]
    try:
        for one in racers:
            assert one.stdout
            assert (await asyncio.wait_for(one.stdout.readline(), patience.SECONDS)).strip() == b"ready"
        outcomes = await asyncio.wait_for(
            asyncio.gather(*(one.communicate(b"go\n") for one in racers)), patience.SECONDS
        )
    finally:
        for one in racers:
            if one.returncode is None:
                one.kill()
    told: Counter[str] = Counter()
    for said, _ in outcomes:
        told.update(json.loads(said))
    return told

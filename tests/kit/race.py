"""Many at once: tasks of this process, or processes of their own."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from collections.abc import Coroutine
from contextlib import ExitStack
from typing import Any, TypeVar

from tests.kit.programs import Program

T = TypeVar("T")


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
    environment = {**os.environ, "FORUM_DATABASE_URL": database_url}
    with ExitStack() as running:
        source = _START.format(verb=verb, each=each)
        racers = [running.enter_context(Program("-c", source, env=environment)) for _ in range(count)]
        for one in racers:
            assert await asyncio.to_thread(one.stdout.readline) == "ready\n"
        outcomes = await asyncio.gather(*(one.end("go\n") for one in racers))
    told: Counter[str] = Counter()
    for said, _ in outcomes:
        told.update(json.loads(said))
    return told

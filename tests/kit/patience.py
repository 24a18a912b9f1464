"""How long a test waits for something to happen, on the slowest and busiest machine.

It costs nothing while the program works: every wait ends with what is waited for. It is no measure of anything; figures are
in `scripts/bench`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

SECONDS = 180.0
Answer = TypeVar("Answer")


async def until(ask: Callable[[], Awaitable[Answer]], holds: Callable[[Answer], bool]) -> Answer:
    """Ask again and again until the answer is as it must be; that answer. AssertionError with the last one otherwise."""
    answer = await ask()
    try:
        async with asyncio.timeout(SECONDS):
            while not holds(answer):
                await asyncio.sleep(0.05)
                answer = await ask()
    except TimeoutError:
        raise AssertionError(f"still {answer!r} after {SECONDS:.0f} s") from None
    return answer

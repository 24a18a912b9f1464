"""Another worker at the same stands: python -m tests.stands.booker NAME EDITION BOOKING. It waits for a line, then does everything at once.

It books and keeps A1 again and again, and moves BOOKING there as an organiser would; it prints how each act ended.
"""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from forum import database
from forum.editions import queries as editions
from forum.errors import Refusal
from forum.stands import service
from tests import builders
from tests.kit.fair import ODILE

EACH = 8


async def main(name: str, edition_id: int, booking: str) -> None:
    await database.start()
    edition = await editions.edition(edition_id)

    async def ended(verb: Callable[[], Awaitable[Any]]) -> str:
        while True:
            try:
                await verb()
            except database.Unavailable:
                continue
            except Refusal as refusal:
                return type(refusal).__name__
            return "done"

    def book(number: int) -> Callable[[], Awaitable[Any]]:
        said = replace(builders.ACME, name=f"{name} {number}", email=f"{name}{number}@acme.example")
        return lambda: service.book(edition, "A1", said, builders.NEEDS)

    with builders.in_time(edition):
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        moved = lambda: service.move(edition, uuid.UUID(booking), "A1", ODILE)  # noqa: E731
        kept = lambda: service.keep(edition, "A1")  # noqa: E731
        acts = [("move", moved)] + [act for n in range(EACH) for act in (("book", book(n)), ("keep", kept))]
        ends = await asyncio.gather(*(ended(verb) for _, verb in acts))
    print(json.dumps([(act, end) for (act, _), end in zip(acts, ends, strict=True)]), flush=True)
    await database.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))

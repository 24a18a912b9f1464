"""Another worker at the same journal: python -m tests.door.writer PHONE EDITION GATE CODES…, three scans of each code at once."""

from __future__ import annotations

import asyncio
import sys
from uuid import UUID

from forum import clock, database
from forum.door import service as door
from forum.door.rules import Phone
from tests.door.stage import entry


async def main(phone_id: str, edition: int, gate: int, codes: list[str]) -> None:
    phone = Phone(UUID(phone_id), edition, gate, "", "scan", clock.now())
    await database.start()

    async def scan(code: str) -> None:
        while True:
            try:
                now = clock.now()
                await door.record(phone, door.Upload(now, 1, [entry(code=code, device_at=now)]))
            except database.Unavailable:
                continue
            return

    await asyncio.gather(*(scan(code) for _ in range(3) for code in codes))
    await database.stop()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]))

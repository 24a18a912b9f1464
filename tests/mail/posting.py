"""A postman in a process of its own, for the tests that kill it: python -m tests.mail.posting."""

import asyncio
import uuid

from forum import database
from forum.mail.worker import Postman


async def badge(badge_id: uuid.UUID) -> tuple[str, bytes]:
    return "badge.pdf", b"%PDF" + badge_id.bytes * 500


async def main() -> None:
    await database.start()
    await Postman(badge).run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main())

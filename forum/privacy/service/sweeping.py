"""Letters that left after their reader was erased: the last word, and what the postman had in hand."""

from __future__ import annotations

from forum.database import transaction
from forum.mail.service import forgetting
from forum.privacy.queries import pending

MOST = 200


async def sweep() -> int:
    """Empty the letters that have left about people who are erased; answers how many."""
    done = 0
    while holders := await pending.late_letters(MOST):
        async with transaction():
            emptied = await forgetting.forget(holders, waiting_too=False)
        done += emptied
        if not emptied:
            break
    return done

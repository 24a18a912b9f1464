"""Recovery codes: what signs somebody in whose phone is lost. Each serves once; only hashes are kept."""

from __future__ import annotations

import secrets
import uuid

from forum import clock
from forum.database import fetch, transaction
from forum.people.links import hash_token
from forum.people.tables import RecoveryCode

HOW_MANY = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another one."""


async def new_codes(account: uuid.UUID) -> list[str]:
    """Ten codes « abcde-fghjk » in the place of those of before (49 bits each); they are never shown again."""
    made = [f"{_word()}-{_word()}" for _ in range(HOW_MANY)]
    now = clock.now()
    async with transaction():
        await forget_codes(account)
        await RecoveryCode.insert(
            *(
                RecoveryCode(id=uuid.uuid4(), account=account, code_hash=_hashed(account, code), made_at=now)
                for code in made
            )
        )
    return made


async def forget_codes(account: uuid.UUID) -> None:
    """No recovery code opens any more; twice is once."""
    await fetch("DELETE FROM recovery_code WHERE account = {}", account)


async def spend_code(account: uuid.UUID, code: str) -> bool:
    """Whether it was an unused code; decided by the row, so that two who type it at once are one."""
    spent = await fetch(
        "UPDATE recovery_code SET used_at = {} WHERE account = {} AND code_hash = {} AND used_at IS NULL RETURNING id",
        *(clock.now(), account, _hashed(account, code)),
    )
    return bool(spent)


async def codes_left(account: uuid.UUID) -> int:
    """How many codes still open."""
    rows = await fetch("SELECT count(*) AS n FROM recovery_code WHERE account = {} AND used_at IS NULL", account)
    return int(rows[0]["n"])


def _word() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(5))


def _hashed(account: uuid.UUID, code: str) -> str:
    told = "".join(code.lower().replace("-", "").split())
    return hash_token(f"recovery:{account}:{told}")

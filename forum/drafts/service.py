"""Verbs of the drafts: keep, drop, sweep."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from forum import clock
from forum.database import fetch, transaction
from forum.drafts.rules import KEPT, MOST_LETTERS, PAGES, worth_keeping
from forum.drafts.sealing import hash_of, sealed
from forum.errors import NotFound, Refusal


class TooMuchTyped(Refusal):
    """No form of ours is that long."""

    sentence = "C’est trop long pour être gardé en brouillon."


async def save(edition: int, kind: str, sent: Mapping[str, Sequence[str]], token: str = "") -> str:
    """Keep what was typed so far under the token of before, or under a new one; answers the token.

    A token that is unknown, another form's or too old is never taken over: somebody may have made it up.
    Raises NotFound (kind), TooMuchTyped.
    """
    if kind not in PAGES:
        raise NotFound
    typed = worth_keeping(sent)
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > MOST_LETTERS:
        raise TooMuchTyped
    now = clock.now()
    async with transaction():
        changed = await fetch(
            "UPDATE saved_form SET sealed = {}, saved_at = {}, expires_at = {}"
            " WHERE id = {} AND kind = {} AND edition = {} AND expires_at > {} RETURNING id",
            *(sealed(token, typed), now, now + KEPT, hash_of(token), kind, edition, now),
        )
        if changed:
            return token
        made = secrets.token_urlsafe(24)
        await fetch(
            "INSERT INTO saved_form (id, edition, kind, sealed, saved_at, expires_at) VALUES ({}, {}, {}, {}, {}, {})",
            *(hash_of(made), edition, kind, sealed(made, typed), now, now + KEPT),
        )
        return made


async def drop(token: str) -> None:
    """The form was sent, or is not wanted any more. Twice is once."""
    await fetch("DELETE FROM saved_form WHERE id = {}", hash_of(token))


async def sweep() -> int:
    """Drafts whose time is over go; answers how many."""
    return len(await fetch("DELETE FROM saved_form WHERE expires_at <= {} RETURNING id", clock.now()))
